#include "engine/transfer/easy_transfer.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/result.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/hsts_calls.h"
#include "engine/transfer/info_times.h"
#include "engine/transfer/user_call.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t least_max_write = 1024;

bool write_to_standard_output(Bytes bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
}

}  // namespace

EasyTransfer::EasyTransfer(Easy& easy, Engine& engine, std::function<void()> on_end)
    : easy_(easy),
      engine_(engine),
      callbacks_(easy.impl().callbacks),  // like the options: what is changed from now on is for the next transfer
      started_(engine.reactor().now()),
      resumed_(engine.reactor()) {
    Easy::Impl& impl = easy.impl();
    impl.info = Info();
    impl.error = Error();
    impl.raw = conn::Lease();
    if (wants_state(*impl.options)) {
        impl.own_state();
    }
    request_.state = impl.state;
    request_.options = impl.options;  // from now on Easy::options() hands out a copy for changing
    request_.live_options = [&impl] { return impl.options.get(); };
    request_.owner = &easy;
    request_.source = this;
    request_.callbacks = callbacks_->connection;
    root_.emplace(engine.reactor(), carry_out(), std::move(on_end));
}

Result<void> EasyTransfer::take_in_hsts_hosts() {
    if (!callbacks_->hsts->read || !hsts_on(*request_.options)) {
        return {};
    }
    const WallTime wall = engine_.world().clock().wall();
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
    return read_hsts_hosts(*callbacks_->hsts, *easy_.impl().state, now);
}

async::Task<void> EasyTransfer::carry_out() {
    try {
        auto result = take_in_hsts_hosts();
        if (result) {
            result = co_await run(engine_, request_, *this, *this, easy_.impl().info);
        }
        finish(std::move(result));
    } catch (const std::bad_alloc&) {
        outcome_ = fail(Kind::out_of_memory).value();
    }
}

void EasyTransfer::finish(Result<void> result) {
    WriteVerdict verdict = WriteVerdict::taken;  // after a pause there would be nothing that could come again
    if (result && body_may_be_empty_) {
        result = call_write({}, verdict);
    }
    if (!heads_for_body_.empty() && result) {  // trailers, or a body that was not wanted
        result = call_write(as_bytes(heads_for_body_), verdict);
    }
    auto last = tell_progress();
    if (result && !last) {
        result = std::move(last);
    }
    outcome_ = result ? Error() : std::move(result.error());
}

void EasyTransfer::abort(Error error) {
    root_.reset();
    Info& info = easy_.impl().info;
    info.times = times_of(info.requests, (engine_.reactor().now() - started_).count());
    if (!info.requests.empty() && info.requests.back().end_reason.empty()) {
        info.requests.back().end_reason = error.text();
    }
    outcome_ = std::move(error);
}

void EasyTransfer::resume(unsigned directions) {
    paused_ &= ~directions;
    resumed_.pulse();
}

async::Task<Result<void>> EasyTransfer::begin(const ResponseHead& head) {
    Sink* sink = easy_.impl().sink;
    if (sink != nullptr) {
        co_return co_await sink->begin(head);
    }
    const bool none = head.status == 204 || head.status == 304 || request_.options->request->no_body ||
                      easy_.impl().info.http.effective_method == "HEAD";
    body_may_be_empty_ = !none;
    if (heads_for_body_.empty()) {
        co_return Result<void>();
    }
    const std::string heads = std::exchange(heads_for_body_, {});
    co_return co_await write(as_bytes(heads));
}

async::Task<Result<void>> EasyTransfer::write_to_sink(Bytes bytes) {
    while ((paused_ & direction::receive) != 0) {
        co_await resumed_.wait();
    }
    auto written = co_await easy_.impl().sink->write(bytes);
    if (!written) {
        co_return written;
    }
    co_return tell_progress();
}

const FileTarget* EasyTransfer::file_target() {
    Sink* sink = easy_.impl().sink;
    return sink == nullptr || (paused_ & direction::receive) != 0 ? nullptr : sink->file_target();
}

void EasyTransfer::placed(std::uint64_t bytes) {
    easy_.impl().sink->placed(bytes);
}

Result<void> EasyTransfer::call_write(Bytes part, WriteVerdict& verdict) {
    const auto& callback = callbacks_->write;
    body_may_be_empty_ = false;
    return guarded(Code::write_error, Kind::write_callback, [&] {
        if (!callback) {
            return write_to_standard_output(part);
        }
        verdict = callback(part);
        paused_ |= verdict == WriteVerdict::pause ? direction::receive : 0U;
        return verdict != WriteVerdict::abort;
    });
}

std::optional<Result<void>> EasyTransfer::write_now(Bytes bytes) {
    const bool whole = bytes.size() <= least_max_write || bytes.size() <= most_per_write();
    if ((paused_ & direction::receive) != 0 || easy_.impl().sink != nullptr || !whole) {
        return std::nullopt;
    }
    WriteVerdict verdict = WriteVerdict::taken;
    auto called = call_write(bytes, verdict);
    if (!called) {
        return called;
    }
    if (verdict == WriteVerdict::pause) {
        return std::nullopt;  // the same bytes again, after resume()
    }
    return tell_progress();
}

std::size_t EasyTransfer::most_per_write() const {
    return std::clamp<std::size_t>(request_.options->limits->max_write, least_max_write, 1024 * 1024);
}

async::Task<Result<void>> EasyTransfer::write(Bytes bytes) {
    if (easy_.impl().sink != nullptr) {
        auto written = co_await write_to_sink(bytes);
        co_return written;
    }
    const std::size_t most = most_per_write();
    while (!bytes.empty()) {
        while ((paused_ & direction::receive) != 0) {
            co_await resumed_.wait();
        }
        const Bytes part = bytes.first(std::min(most, bytes.size()));
        WriteVerdict verdict = WriteVerdict::taken;
        auto called = call_write(part, verdict);
        if (!called) {
            co_return called;
        }
        if (verdict == WriteVerdict::taken) {
            bytes = bytes.subspan(part.size());
        }
    }
    co_return tell_progress();
}

Result<void> EasyTransfer::on_header_line(std::string_view line) {
    const auto& callback = callbacks_->header;
    if (request_.options->http->header_in_body && easy_.impl().sink == nullptr) {
        heads_for_body_ += line;
    }
    if (!callback) {
        return {};
    }
    return guarded(Code::write_error, Kind::write_callback, [&] { return callback(line); });
}

Result<void> EasyTransfer::on_request() {
    const Callbacks& callbacks = *callbacks_;
    if (!callbacks.connection->before_request) {
        return {};
    }
    const Info::Connection& now = easy_.impl().info.connection;
    const Endpoints ends{now.primary_ip, now.local_ip, now.primary_port, now.local_port};
    return guarded(Code::aborted_by_callback, Kind::aborted_by_callback,
                   [&] { return callbacks.connection->before_request(ends); });
}

bool EasyTransfer::wants_tls_contexts() const {
    return static_cast<bool>(callbacks_->connection->tls_context);
}

Result<void> EasyTransfer::on_tls_context(ssl_ctx_st* context) {
    Code code = Code::bad_function_argument;  // an exception's
    auto called = guarded(code, Kind::aborted_by_callback, [&] {
        code = callbacks_->connection->tls_context(context);
        return code == Code::ok;
    });
    if (!called) {
        called.error().code = code;
    }
    return called;
}

void EasyTransfer::on_connected(conn::Lease& lease) {
    easy_.impl().raw = std::move(lease);
}

void EasyTransfer::on_trace(const TraceEvent& event) {
    const auto& callback = callbacks_->trace;
    if (callback) {
        // Its verdict is not asked for: a trace never ends a transfer.
        static_cast<void>(guarded(Code::bad_function_argument, Kind::aborted_by_callback, [&] {
            callback(event);
            return true;
        }));
        return;
    }
    static constexpr const char* prefix[] = {"* ", "< ", "> "};
    const auto kind = static_cast<std::size_t>(event.kind);
    if (kind < std::size(prefix)) {
        std::string_view text = as_text(event.data);
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
            std::fprintf(stderr, "%s%.*s", prefix[kind], static_cast<int>(end), text.data());
            text.remove_prefix(end);
        }
    }
}

bool EasyTransfer::wants_ticks() const {
    return callbacks_->progress != nullptr;
}

Result<void> EasyTransfer::tell_progress() {
    const auto& callback = callbacks_->progress;
    if (!callback) {
        return {};
    }
    const Info& info = easy_.impl().info;
    Progress progress;
    progress.download_total = std::max<std::int64_t>(info.sizes.content_length_download, 0);
    progress.download_now = info.sizes.download;
    progress.upload_total = std::max<std::int64_t>(info.sizes.content_length_upload, 0);
    progress.upload_now = info.sizes.upload;
    return guarded(Code::aborted_by_callback, Kind::aborted_by_callback, [&] { return callback(progress); });
}

}  // namespace sluice::transfer
