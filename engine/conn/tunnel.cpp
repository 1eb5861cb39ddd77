#include "engine/conn/tunnel.h"

#include <array>
#include <vector>

#include "engine/base/result.h"
#include "engine/http/challenge.h"
#include "engine/http/connect_headers.h"
#include "engine/http1/request_encoder.h"
#include "engine/http1/response_decoder.h"

namespace sluice::conn {

namespace {

constexpr std::size_t receive_size = 4096;
constexpr std::uint64_t largest_refusal = 64 * 1024;  // a page that says why; beyond it another connection is cheaper

/// A CONNECT and what is known of its answer.
struct Round {
    explicit Round(const http1::DecoderOptions& options) : decoder(options), buffer(receive_size) {}
    http1::ResponseDecoder decoder;
    std::vector<std::byte> buffer;
    Bytes pending;  ///< of the buffer, not yet decoded
    bool closed = false;
    bool answered = false;
};

Result<std::string> request_head(const Target& target, const std::string& authority) {
    const ProxyOptions& options = *target.options->proxy;
    std::string login;
    if (target.proxy_login != nullptr) {
        login = target.proxy_login->authorization("CONNECT", authority, Bytes());
    }
    const http::ConnectContext context{
        .authority = authority,
        .proxy_authorization = login,
        .user_agent = target.options->request->user_agent,
        .lines = options.separate_headers ? options.headers : target.options->request->headers};
    SL_TRY(headers, http::connect_headers(context));
    const int version = target.route.http_proxy()->type == ProxyType::http_1_0 ? 10 : 11;
    return http1::encode_request_head("CONNECT", authority, version, *headers);
}

Error at_proxy(Error error, const Target& target) {
    ErrorArgs args = error.facts();
    args.host = target.route.http_proxy()->name();
    error.args = std::make_shared<const ErrorArgs>(std::move(args));
    return error;
}

/// Reads more; at the end of the connection nothing more is pending and `closed` is set.
async::Task<Result<void>> fill(async::Reactor& reactor, stream::Stream& stream, Round& round) {
    auto got = co_await stream::read_some(reactor, stream, round.buffer);
    if (!got) {
        co_return tl::unexpected<Error>(std::move(got.error()));
    }
    round.pending = Bytes(round.buffer).first(*got);
    round.closed = *got == 0;
    round.answered = round.answered || *got > 0;
    co_return Result<void>();
}

http1::Event next_event(Round& round) {
    http1::Event event = round.decoder.next(round.pending);
    if (event.type == http1::EventType::need_more && round.closed) {
        event = round.decoder.end_of_input();
    }
    return event;
}

/// Up to the end of the final answer's head.
async::Task<Result<void>> read_head(async::Reactor& reactor, stream::Stream& stream, Round& round,
                                    ConnectReport& report, Instant sent) {
    for (;;) {
        const http1::Event event = next_event(round);
        if (event.type == http1::EventType::need_more) {
            auto filled = co_await fill(reactor, stream, round);
            if (!filled) {
                co_return filled;
            }
            RequestRecord& record = report.tunnel();
            if (record.marks.first_byte < 0 && round.answered) {
                record.marks.first_byte = (reactor.now() - sent).count();
            }
            continue;
        }
        if (event.type == http1::EventType::failed) {
            Error error = round.decoder.error();
            error.code = error.code == Code::got_nothing ? Code::recv_error : error.code;
            co_return tl::unexpected<Error>(std::move(error));
        }
        if (event.type == http1::EventType::end) {
            co_return Result<void>();
        }
        RequestRecord& record = report.tunnel();
        record.response_head += event.line;
        record.head_bytes += static_cast<std::int64_t>(event.line.size());
        auto told = report.listener.on_tunnel_line(event.line);
        if (!told) {
            co_return told;
        }
        if (event.type == http1::EventType::head_end && !event.informational) {
            co_return Result<void>();
        }
    }
}

/// Reads a refusal's page, so that the next CONNECT can go over the same connection. False if it cannot.
async::Task<bool> skip_body(async::Reactor& reactor, stream::Stream& stream, Round& round) {
    for (;;) {
        const http1::Event event = next_event(round);
        if (event.type == http1::EventType::end) {
            co_return round.decoder.keep_alive() && round.pending.empty() && !round.closed;
        }
        const std::uint64_t more = round.decoder.raw_run().value_or(0);
        if (event.type == http1::EventType::failed || round.decoder.body_bytes() + more > largest_refusal) {
            co_return false;
        }
        if (event.type == http1::EventType::need_more) {
            auto filled = co_await fill(reactor, stream, round);
            if (!filled) {
                co_return false;
            }
        }
    }
}

tl::unexpected<Error> refused(const Target& target, const http1::ResponseHead& head) {
    ErrorArgs args;
    args.host = head.status == 407 ? target.route.http_proxy()->name() : target.via.host;
    args.status = head.status;
    args.detail = head.reason;
    const Kind kind = head.status == 407 ? Kind::http_proxy_login_needed : Kind::http_proxy_refused;
    return fail(Code::couldnt_connect, kind, std::move(args));
}

http1::DecoderOptions decoder_options(const Target& target) {
    http1::DecoderOptions options;
    options.max_header_bytes = target.options->limits->max_header_bytes;
    options.max_header_count = target.options->limits->max_header_count;
    options.connect_request = true;
    return options;
}

/// Takes the answer down. Whether another CONNECT with another login is worth it.
bool note_answer(async::Reactor& reactor, const Target& target, const http1::ResponseHead& head, ConnectReport& report,
                 Instant sent) {
    RequestRecord& record = report.tunnel();
    record.protocol = head.version == 10 ? "HTTP/1.0" : "HTTP/1.1";
    record.status = head.status;
    record.reason = head.reason;
    record.marks.last_byte = (reactor.now() - sent).count();
    report.connect_code = head.status;
    http::AuthRounds* login = target.proxy_login;
    if (login != nullptr && head.status == 407) {
        const auto challenges = http::challenges_of(head.headers, "Proxy-Authenticate");
        const bool again = login->heed(challenges, fresh_cnonce(reactor.world().random()));
        record.end_reason = again ? "login asked for" : "refused";
        return again;
    }
    if (login != nullptr && head.status / 100 == 2) {
        login->served(head.headers.first("Proxy-Authentication-Info").value_or(""));
    }
    record.end_reason = head.status / 100 == 2 ? "complete" : "refused";
    return false;
}

async::Task<Result<void>> send_request(async::Reactor& reactor, const Target& target, stream::Stream& stream,
                                       ConnectReport& report) {
    const std::string authority = authority_of(target.via.host, target.via.port);
    auto head = request_head(target, authority);
    if (!head) {
        co_return tl::unexpected<Error>(std::move(head.error()));
    }
    const auto wall = std::chrono::time_point_cast<std::chrono::system_clock::duration>(reactor.world().clock().wall());
    RequestRecord& record = report.begin_tunnel(authority, reactor.now(), wall);
    record.request_head = *head;
    record.request_bytes = static_cast<std::int64_t>(head->size());
    record.marks.request_start = 0;
    report.listener.on_tunnel_request(*head);
    const Bytes bytes = as_bytes(*head);
    auto sent = co_await stream::write_all(reactor, stream, bytes);
    co_return sent;
}

}  // namespace

std::string fresh_cnonce(sys::Random& random) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (int word = 0; word < 2; ++word) {
        for (std::uint64_t bits = random.next(), i = 0; i < 16; ++i, bits >>= 4U) {
            out += digits[bits & 0xfU];
        }
    }
    return out;
}

async::Task<Result<Tunnel>> open_tunnel(async::Reactor& reactor, const Target& target, stream::Stream& stream,
                                        ConnectReport& report) {
    Tunnel out;
    for (int round_number = 1;; ++round_number) {
        const Instant sent = reactor.now();
        Round round(decoder_options(target));
        auto done = co_await send_request(reactor, target, stream, report);
        if (done) {
            report.tunnel().marks.request_end = (reactor.now() - sent).count();
            done = co_await read_head(reactor, stream, round, report, sent);
        }
        if (!done && round_number > 1 && !round.answered) {
            report.tunnel().end_reason = done.error().text();
            out.reconnect = true;  // it promised to stay and did not
            co_return out;
        }
        if (!done) {
            if (report.requests.size() > 1 && report.tunnel().to_proxy) {
                report.tunnel().end_reason = done.error().text();
            }
            co_return tl::unexpected<Error>(at_proxy(std::move(done.error()), target));
        }
        const http1::ResponseHead& head = round.decoder.head();
        const bool again = note_answer(reactor, target, head, report, sent);
        if (head.status / 100 == 2) {
            out.early = std::string(as_text(round.pending));
            co_return out;
        }
        if (!again) {
            co_return refused(target, head);
        }
        const bool usable = co_await skip_body(reactor, stream, round);
        if (!usable) {
            out.reconnect = true;
            co_return out;
        }
    }
}

}  // namespace sluice::conn
