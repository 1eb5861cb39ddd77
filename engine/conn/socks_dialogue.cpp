#include "engine/conn/socks_dialogue.h"

#include <algorithm>

#include "engine/base/result.h"

namespace sluice::conn {

Result<void> SocksDialogue::take(Bytes& input) {
    while (wanted() > 0 && !input.empty()) {
        const std::size_t count = std::min(wanted(), input.size());
        in_ += as_text(input.first(count));
        input = input.subspan(count);
        if (in_.size() == expected_) {
            const std::string reply = in_;  // on_reply() starts the next one
            if (auto understood = on_reply(reply); !understood) {
                return understood;
            }
        }
    }
    return {};
}

void SocksDialogue::ask(std::string message, std::size_t reply_size, ProxyError sending, ProxyError receiving) {
    out_ = std::move(message);
    sent_ = 0;
    in_.clear();
    expected_ = reply_size;
    broken_sending_ = sending;
    broken_receiving_ = receiving;
}

void SocksDialogue::expect_more(std::size_t size, ProxyError receiving) {
    expected_ = size;
    broken_receiving_ = receiving;
}

void SocksDialogue::finish() {
    ended_ = true;
    out_.clear();
    sent_ = 0;
}

tl::unexpected<Error> SocksDialogue::refuse(Kind kind, ProxyError problem, std::string detail) {
    finish();
    problem_ = problem;
    auto failure = fail(kind, ErrorArgs{.detail = detail.empty() ? text_of(problem) : std::move(detail)});
    error_ = failure.value();
    return failure;
}

}  // namespace sluice::conn
