// The sending half of an HTTP/1 exchange: a small request at once, a larger body beside the reading of its answer.
#include "engine/async/first_of.h"
#include "engine/async/sleep.h"
#include "engine/base/result.h"
#include "engine/http1/request_encoder.h"
#include "engine/transfer/http1_exchange.h"

namespace sluice::transfer {

namespace {
constexpr std::int64_t most_at_once = 64 * 1024;
constexpr Duration odd_wait = std::chrono::milliseconds(10);
}  // namespace

/// A body that is at hand and needs no leave goes with its head: one packet, mostly.
bool Http1Exchange::fits_at_once(const Message& message) {
    const http::RequestFraming& framing = message.framing;
    const Source* const source = context_.request.source;
    const bool held = context_.send_limit() > 0 || (source != nullptr && source->paused());
    return message.body == nullptr ||
           (!framing.chunked && !framing.expects_continue && !held && framing.length <= most_at_once &&
            message.body->whole() && static_cast<std::int64_t>(message.body->whole()->size()) >= framing.length);
}

async::Task<Result<void>> Http1Exchange::open(const Message& message) {
    announced_truly_ = message.body == nullptr || message.framing.honest;
    context_.info.sizes.upload = 0;
    context_.info.sizes.content_length_upload = message.body == nullptr   ? -1
                                                : message.framing.chunked ? message.body->size()
                                                                          : message.framing.length;
    context_.enter(Stage::sending);
    return fits_at_once(message) ? open_at_once(message) : open_and_upload(message);
}

async::Task<Result<void>> Http1Exchange::send(const Message& message, Bytes body) {
    auto encoded = http1::encode_request_head(message.method, message.target, message.version, message.headers);
    if (!encoded) {
        co_return tl::unexpected<Error>(std::move(encoded.error()));
    }
    RequestRecord& record = context_.record();
    record.request_head = *encoded;
    record.marks.request_start = context_.since_request(context_.reactor().now());
    context_.trace(TraceKind::header_out, as_bytes(*encoded));
    if (!body.empty()) {
        context_.trace(TraceKind::data_out, body);
        encoded->append(as_text(body));
    }
    const Bytes all = as_bytes(*encoded);
    auto sent = co_await stream::write_all(context_.reactor(), lease_.stream(), all);
    if (!sent) {
        co_return tl::unexpected<Error>(failure(std::move(sent.error())));
    }
    context_.moved += all.size();
    context_.last_activity = context_.reactor().now();
    record.request_bytes = static_cast<std::int64_t>(all.size());
    context_.info.sizes.request += static_cast<std::int64_t>(record.request_head.size());
    context_.info.sizes.upload = static_cast<std::int64_t>(body.size());
    co_return Result<void>();
}

async::Task<Result<void>> Http1Exchange::open_at_once(const Message& message) {
    Bytes body;
    if (message.body != nullptr) {
        body = message.body->whole()->first(static_cast<std::size_t>(message.framing.length));
    }
    auto sent = co_await send(message, body);
    RequestRecord& record = context_.record();
    record.marks.request_end = context_.since_request(context_.reactor().now());
    context_.enter(Stage::waiting_for_first_byte);
    if (!sent && body.empty()) {
        co_return sent;
    }
    // A server may answer and close before it has read all of a body: its answer counts, if there is one.
    auto read = co_await read_head();
    if (!sent && !answered_) {
        co_return sent;
    }
    announced_truly_ = announced_truly_ && sent;
    co_return read;
}

async::Task<Result<void>> Http1Exchange::open_and_upload(const Message& message) {
    auto sent = co_await send(message, Bytes());
    if (!sent) {
        co_return sent;
    }
    upload_ = std::make_unique<Upload>(context_, lease_, *message.body, message.framing);
    upload_->start();
    auto first = co_await async::first_of(read_head(), upload_->refused());
    if (first.b) {
        co_return tl::unexpected<Error>(std::move(*first.b));
    }
    if (!*first.a) {
        co_return tl::unexpected<Error>(no_answer(std::move(first.a->error())));
    }
    judge_upload();
    co_return Result<void>();
}

/// What the sending met says more than that no answer came.
Error Http1Exchange::no_answer(Error error) const {
    return !answered_ && upload_->broken() ? failure(upload_->broken()) : error;
}

void Http1Exchange::judge_upload() {
    const int status = head().status;
    if (upload_->ended()) {
        return;
    }
    const bool unwanted = status >= 300 && !context_.options.upload->keep_sending_on_error;
    if (unwanted || status == 417) {
        context_.say("HTTP error before end of send, stop sending");
        upload_->stop();
    } else {
        upload_->let_go();
    }
}

async::Task<Result<void>> Http1Exchange::read_beside_upload(BodyPath& path) {
    auto first = co_await async::first_of(receive_body(path), upload_->refused());
    if (first.b) {
        co_return tl::unexpected<Error>(std::move(*first.b));
    }
    if (!*first.a) {
        upload_->stop();
        co_return std::move(*first.a);
    }
    co_return co_await end_upload();
}

/// The answer is complete. A peer that keeps the connection wants the rest of the body; one that ends it has seen
/// enough.
async::Task<Result<void>> Http1Exchange::end_upload() {
    if (!decoder_.keep_alive() || closed_) {
        upload_->stop();
    }
    co_return co_await upload_->settled();
}

async::Task<void> Http1Exchange::wait_beside_upload() {
    co_await async::SleepUntil(context_.reactor(), odd_wait);
}

}  // namespace sluice::transfer
