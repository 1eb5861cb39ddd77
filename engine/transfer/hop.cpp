#include "engine/transfer/hop.h"

#include "engine/base/result.h"
#include "engine/transfer/body_path.h"
#include "engine/transfer/http1_exchange.h"
#include "engine/transfer/lease_stream.h"
#include "engine/transfer/proxy_login.h"
#include "engine/transfer/request_message.h"
#include "engine/transfer/response_rules.h"
#include "engine/transfer/state.h"
#include "engine/transfer/state_rules.h"

namespace sluice::transfer {

namespace {

constexpr int most_retries_of_dead_connections = 5;

/// Starts the record of a request; it is complete when the next one starts.
void begin_record(Context& context, const Step& step, int attempt) {
    context.request_started = context.reactor().now();
    RequestRecord record;
    record.number = static_cast<int>(context.info.requests.size());
    record.attempt = attempt;
    record.method = step.method;
    record.url = step.url.without_credentials();
    record.started_ns = (context.request_started - context.started).count();
    record.started_at =
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(context.engine.world().clock().wall());
    context.info.requests.push_back(std::move(record));
    context.info.connection.scheme = step.url.scheme();
    context.info.http.effective_url = step.url.to_string();
    context.info.http.effective_method = step.method;
    context.enter(Stage::connecting);
}

/// Judges the head and makes the way for the body; `path` stays null if the body is not wanted.
async::Task<Result<void>> begin_body(Context& context, const Step& step, Exchange& exchange,
                                     std::unique_ptr<BodyPath>& path) {
    const http1::ResponseHead& head = exchange.head();
    auto judged = judge_head(context, step, head);
    if (!judged) {
        co_return tl::unexpected<Error>(std::move(judged.error()));
    }
    if (*judged == HeadVerdict::swallow) {
        co_return co_await exchange.discard();
    }
    auto decoder = body_decoder(context, head, exchange.transfer_codings());
    if (!decoder) {
        co_return tl::unexpected<Error>(std::move(decoder.error()));
    }
    if (context.tells(trace_area::http)) {
        const bool chunked = head.headers.has_token("Transfer-Encoding", "chunked");
        context.say("[HTTP] body of " +
                        (chunked               ? "chunks"
                         : head.content_length ? std::to_string(*head.content_length) + " bytes"
                                               : std::string("unknown length")) +
                        (*decoder ? ", decoded" : ""),
                    trace_area::http);
    }
    auto way = std::make_unique<BodyPath>(context);
    if (*decoder) {
        way->decode(std::move(*decoder));
    }
    const ResponseHead told{
        head.status,   head.reason, head.headers, context.record().url, context.info.sizes.content_length_download,
        way->decodes()};
    auto begun = co_await context.sink.begin(told);
    way->expect(told.content_length);
    if (begun) {
        path = std::move(way);
    }
    co_return begun;
}

void end_record(Context& context, const std::string& reason, conn::Lease& lease) {
    RequestRecord& record = context.record();
    record.marks.last_byte = context.since_request(context.reactor().now());
    record.end_reason = reason;
    record.body_bytes = context.info.sizes.download;
    if (lease) {
        const sys::TcpFigures figures = context.engine.world().network().figures(lease.stream().descriptor());
        record.rtt_us = figures.rtt_us;
        record.retransmits = figures.retransmits;
        record.congestion_window = figures.congestion_window;
    }
    context.update_times();
}

void give_back(Context& context, conn::Lease& lease, bool reusable) {
    if (context.verbose) {
        const conn::Connection& connection = lease.connection();
        const std::string number = "#" + std::to_string(connection.id);
        context.say(reusable ? "Connection " + number + " to host " + connection.host + " left intact"
                             : "Closing connection " + number);
    }
    lease.finish(reusable);
}

bool connection_was_dead(const Error& error) {
    return error.kind == Kind::net_reset || error.kind == Kind::net_got_nothing || error.kind == Kind::net_send ||
           error.kind == Kind::net_receive || error.kind == Kind::tls_closed_dirty;
}

/// What came of one request on one connection.
struct Answer {
    bool connection_died = false;  ///< nothing came; the connection had been used before: try again
    Following next;

    Answer() {}  // user-provided: returned by coroutines
};

/// Sends the request and reads the head of its answer. What only that needs is gone while the body comes.
async::Task<Result<void>> open_exchange(Context& context, const Step& step, Exchange& exchange) {
    auto message = message_of(context, step);
    if (!message) {
        co_return tl::unexpected<Error>(std::move(message.error()));
    }
    co_return co_await exchange.open(*message);
}

std::unique_ptr<Exchange> make_exchange(Context& context, const Step& step, conn::Lease& lease) {
    http1::DecoderOptions decoder;
    decoder.max_header_bytes = context.options.limits->max_header_bytes;
    decoder.max_header_count = context.options.limits->max_header_count;
    decoder.head_request = context.options.request->no_body || step.method == "HEAD";
    const HttpOptions& http = *context.options.http;
    decoder.http09_allowed = http.allow_http09;
    decoder.codings_allowed = http.request_transfer_coding;
    decoder.keep_chunks = !http.transfer_decoding;
    decoder.ignore_content_length = http.ignore_content_length;
    decoder.aliases_of_200 = http.aliases_of_200;
    return std::make_unique<Http1Exchange>(context, lease, decoder);
}

/// The head is there: follow it elsewhere, or begin to deliver what comes.
async::Task<Result<void>> begin_response(Context& context, const Step& step, Exchange& exchange, Following& next,
                                         std::unique_ptr<BodyPath>& path) {
    note_head(context, exchange.head());
    if (proxy_wants_login(context, exchange.head())) {
        next.step = std::make_unique<Step>(step);
        next.why = "login asked for";
        co_return co_await exchange.discard();
    }
    learn_from(context, step, exchange.head());
    auto follows = following(context, step, exchange.head());
    if (!follows) {
        co_return tl::unexpected<Error>(std::move(follows.error()));
    }
    next = std::move(*follows);
    if (next.step) {
        if (context.verbose) {
            context.say("Issue another request to this URL: '" + next.step->url.without_credentials() + "'");
        }
        co_return co_await exchange.discard();
    }
    co_return co_await begin_body(context, step, exchange, path);
}

async::Task<Result<Answer>> one_request(Context& context, const Step& step) {
    conn::Lease lease;
    {
        auto leased = co_await lease_stream(context, step);
        if (!leased) {
            context.record().end_reason = leased.error().text();
            co_return tl::unexpected<Error>(std::move(leased.error()));
        }
        lease = std::move(*leased);
    }
    Answer answer;
    if (context.options.connection->connect_only) {
        end_record(context, "connected", lease);
        context.observer.on_connected(lease);
        co_return std::move(answer);
    }
    std::unique_ptr<Exchange> exchange = make_exchange(context, step, lease);
    auto result = co_await open_exchange(context, step, *exchange);
    if (!result && lease.reused() && !exchange->answered() && connection_was_dead(result.error())) {
        end_record(context, "the reused connection was dead", lease);
        answer.connection_died = true;
        co_return std::move(answer);
    }
    std::unique_ptr<BodyPath> path;
    if (result) {
        result = co_await begin_response(context, step, *exchange, answer.next, path);
    }
    if (result && path) {
        result = co_await exchange->read_body(*path);  // where a transfer spends its time: no frame but this one waits
    }
    if (result && path) {
        result = co_await path->finish();
    }
    end_record(context, !result ? result.error().text() : answer.next.step ? answer.next.why : "complete", lease);
    const bool reusable = result && exchange->reusable() && !context.options.connection->forbid_reuse;
    exchange.reset();  // an upload that goes on waits for the stream
    give_back(context, lease, reusable);
    if (!result && !answer.next.step) {
        co_return tl::unexpected<Error>(std::move(result.error()));
    }
    co_return std::move(answer);  // a body of a redirect that could not be read to its end does no harm
}

}  // namespace

async::Task<Result<std::unique_ptr<Step>>> carry_out(Context& context, const Step& step) {
    for (int attempt = 1;; ++attempt) {
        if (step.sends_body()) {
            auto ready = co_await ready_body(context);
            if (!ready) {
                co_return tl::unexpected<Error>(std::move(ready.error()));
            }
        }
        begin_record(context, step, attempt);
        auto answer = co_await one_request(context, step);
        if (!answer) {
            co_return tl::unexpected<Error>(std::move(answer.error()));
        }
        if (!answer->connection_died) {
            std::unique_ptr<Step> next = std::move(answer->next.step);
            context.info.http.redirect_count += next ? next->redirects - step.redirects : 0;
            co_return std::move(next);
        }
        context.say("Connection died, retrying a fresh connect");
        ++context.info.http.num_retries;
        if (attempt > most_retries_of_dead_connections) {
            co_return fail(Kind::net_got_nothing);
        }
    }
}

void finish_info(Context& context, const Error& error) {
    Info& info = context.info;
    context.update_times();
    const double seconds = static_cast<double>(std::max<std::int64_t>(info.times.total, 1)) / 1e6;
    info.sizes.speed_download = static_cast<std::int64_t>(static_cast<double>(info.sizes.download) / seconds);
    info.sizes.speed_upload = static_cast<std::int64_t>(static_cast<double>(info.sizes.upload) / seconds);
    if (error && !info.requests.empty() && info.requests.back().end_reason.empty()) {
        info.requests.back().end_reason = error.text();
    }
}

}  // namespace sluice::transfer
