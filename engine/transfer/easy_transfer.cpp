#include "engine/transfer/easy_transfer.h"

#include <algorithm>
#include <cstdio>

#include "engine/base/result.h"
#include "engine/transfer/easy_impl.h"

namespace sluice::transfer {

namespace {

/// Calls user code; an exception becomes the error of that kind of callback and goes no further.
tl::unexpected<Error> stopped(Code code, Kind kind, const char* why) {
    ErrorArgs args;
    args.detail = why;
    return fail(code, kind, std::move(args));
}

/// Calls user code; an exception becomes the error of that kind of callback and goes no further.
template <class Call>
Result<void> guarded(Code code, Kind kind, Call&& call) {
    try {
        if (call()) {
            return {};
        }
    } catch (const std::exception& exception) {
        return stopped(code, kind, exception.what());
    } catch (...) {
        return stopped(code, kind, "it threw an exception");
    }
    return stopped(code, kind, "it asked to stop");
}

constexpr std::size_t least_max_write = 1024;

bool write_to_standard_output(Bytes bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
}

}  // namespace

EasyTransfer::EasyTransfer(Easy& easy, Engine& engine, std::function<void()> on_end)
    : easy_(easy), engine_(engine), resumed_(engine.reactor()) {
    Easy::Impl& impl = easy.impl();
    impl.info = Info();
    impl.error = Error();
    request_.options = impl.options;  // from now on Easy::options() hands out a copy for changing
    request_.live_options = [&impl] { return impl.options.get(); };
    request_.owner = &easy;
    root_.emplace(engine.reactor(), carry_out(), std::move(on_end));
}

async::Task<void> EasyTransfer::carry_out() {
    auto result = co_await run(engine_, request_, *this, *this, easy_.impl().info);
    if (!heads_for_body_.empty() && result) {
        WriteVerdict verdict = WriteVerdict::taken;  // trailers, or a body that was not wanted
        result = call_write(as_bytes(heads_for_body_), verdict);
    }
    auto last = tell_progress();
    if (result && !last) {
        result = std::move(last);
    }
    outcome_ = result ? Error() : result.error();
}

void EasyTransfer::abort(Error error) {
    root_.reset();
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
    const auto& callback = easy_.impl().callbacks.write;
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
    const auto& callback = easy_.impl().callbacks.header;
    if (request_.options->http->header_in_body && easy_.impl().sink == nullptr) {
        heads_for_body_ += line;
    }
    if (!callback) {
        return {};
    }
    return guarded(Code::write_error, Kind::write_callback, [&] { return callback(line); });
}

Result<void> EasyTransfer::on_request() {
    const Callbacks& callbacks = easy_.impl().callbacks;
    if (!callbacks.connection->before_request) {
        return {};
    }
    const Info::Connection& now = easy_.impl().info.connection;
    const Endpoints ends{now.primary_ip, now.local_ip, now.primary_port, now.local_port};
    return guarded(Code::aborted_by_callback, Kind::aborted_by_callback,
                   [&] { return callbacks.connection->before_request(ends); });
}

bool EasyTransfer::wants_tls_contexts() const {
    return static_cast<bool>(std::as_const(easy_.impl().callbacks).connection->tls_context);
}

Result<void> EasyTransfer::on_tls_context(ssl_ctx_st* context) {
    Code code = Code::bad_function_argument;  // an exception's
    auto called = guarded(code, Kind::aborted_by_callback, [&] {
        code = std::as_const(easy_.impl().callbacks).connection->tls_context(context);
        return code == Code::ok;
    });
    if (!called) {
        called.error().code = code;
    }
    return called;
}

void EasyTransfer::on_trace(const TraceEvent& event) {
    const auto& callback = easy_.impl().callbacks.trace;
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
    return easy_.impl().callbacks.progress != nullptr;
}

Result<void> EasyTransfer::tell_progress() {
    const auto& callback = easy_.impl().callbacks.progress;
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
