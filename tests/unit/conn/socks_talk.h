#pragma once

#include <string>
#include <string_view>

#include "engine/conn/socks_dialogue.h"
#include "tests/support/feed_every_split.h"

namespace sluice::test {

using namespace std::string_literals;

/// What came of a handshake in which the proxy said `replies` and everything we had to say was sent at once.
struct SocksTalk {
    std::string said;  ///< by us, all of it
    std::string left;  ///< of what the proxy said, not taken
    bool done = false;
    Error error;
    ProxyError problem = ProxyError::ok;

    friend bool operator==(const SocksTalk& a, const SocksTalk& b) {
        return a.said == b.said && a.left == b.left && a.done == b.done && a.error.kind == b.error.kind &&
               a.problem == b.problem;
    }
};

inline void say_all(conn::SocksDialogue& dialogue, std::string& said) {
    while (!dialogue.to_send().empty()) {  // byte by byte: sending too is resumable
        said += as_text(dialogue.to_send().first(1));
        dialogue.sent(1);
    }
}

/// The piece is offered as a whole: the dialogue must take no more than its own.
inline void hear(conn::SocksDialogue& dialogue, std::string_view piece, SocksTalk& talk) {
    Bytes input = as_bytes(piece);
    say_all(dialogue, talk.said);
    while (!input.empty() && dialogue.wanted() > 0) {
        const Result<void> taken = dialogue.take(input);
        if (!taken) {
            talk.error = taken.error();
        }
        say_all(dialogue, talk.said);
    }
    talk.left += as_text(input);
}

inline SocksTalk finish(const conn::SocksDialogue& dialogue, SocksTalk talk) {
    talk.done = dialogue.done();
    talk.problem = dialogue.proxy_error();
    if (!talk.error) {
        talk.error = dialogue.error();
    }
    return talk;
}

/// The same talk for every way to cut `replies`; the first one that differs from the whole is returned instead.
template <class Make>
SocksTalk talk_every_split(std::string_view replies, Make make) {
    SocksTalk first;
    SocksTalk odd;
    bool any = false;
    bool differs = false;
    feed_every_split(replies, [&](auto feed_all) {
        const std::unique_ptr<conn::SocksDialogue> dialogue = make();
        SocksTalk talk;
        feed_all([&](std::string_view piece) { hear(*dialogue, piece, talk); });
        talk = finish(*dialogue, talk);
        if (!any) {
            first = talk;
            any = true;
        } else if (!differs && !(talk == first)) {
            odd = talk;
            odd.said = "differs when cut: " + odd.said;
            differs = true;
        }
    });
    return differs ? odd : first;
}

}  // namespace sluice::test
