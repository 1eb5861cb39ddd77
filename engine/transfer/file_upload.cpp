#include "engine/transfer/file_upload.h"

#include <algorithm>

#include "engine/async/offload.h"
#include "engine/base/result.h"
#include "engine/transfer/body_source.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t piece_size = 256 * 1024;

/// What came of opening a file.
struct Opened {
    FileTarget target;
    int os_errno = 0;

    Opened() {}  // user-provided: returned to coroutines
};

/// What came of writing a piece, with the buffer that was lent for it.
struct Written {
    std::unique_ptr<std::byte[]> buffer;
    sys::IoResult put;

    Written() {}  // user-provided: returned to coroutines
};

Opened open_to_write(sys::Disk& disk, const std::string& path, bool behind) {
    Opened out;
    out.target.name = path;
    out.target.file = disk.open(path, behind ? sys::OpenMode::create : sys::OpenMode::create_empty, out.os_errno);
    if (out.target.file && behind) {
        out.target.offset = out.target.file->size().value_or(0);
    }
    return out;
}

Written write_piece(sys::File& file, std::uint64_t offset, std::unique_ptr<std::byte[]> buffer, std::size_t size) {
    Written out;
    out.put = file.write_at(offset, Bytes(buffer.get(), size));
    out.buffer = std::move(buffer);
    return out;
}

tl::unexpected<Error> ended_early(std::int64_t sent, std::int64_t size) {
    ErrorArgs args;
    args.detail = "the upload ended after " + std::to_string(sent) + " of " + std::to_string(size) + " bytes";
    return fail(Kind::read_callback, std::move(args));
}

/// Fills the front of `into`, once sending is not paused: how many bytes.
async::Task<Result<std::size_t>> next_piece(Context& context, MutableBytes into) {
    Source* const source = context.request.source;
    for (;;) {
        if (source != nullptr && source->paused()) {
            context.stage = Stage::held;
            co_await source->resumed();
            context.enter(Stage::sending);
            continue;
        }
        auto read = co_await context.body->read(into);
        if (!read) {
            co_return tl::unexpected<Error>(std::move(read.error()));
        }
        if (*read) {
            co_return **read;
        }
    }
}

Result<void> tell_sent(Context& context, std::size_t bytes) {
    context.info.sizes.upload += static_cast<std::int64_t>(bytes);
    context.record().request_bytes += static_cast<std::int64_t>(bytes);
    context.moved += bytes;
    context.last_activity = context.reactor().now();
    Source* const source = context.request.source;
    auto told = source != nullptr ? source->on_sent() : Result<void>();
    context.observer.on_progress();
    return told;
}

async::Task<Result<void>> write_body(Context& context, FileTarget target) {
    const std::int64_t size = context.body->size();
    auto buffer = std::make_unique_for_overwrite<std::byte[]>(piece_size);
    while (size < 0 || context.info.sizes.upload < size) {
        const std::int64_t left = size < 0 ? static_cast<std::int64_t>(piece_size) : size - context.info.sizes.upload;
        const MutableBytes into(buffer.get(), std::min(piece_size, static_cast<std::size_t>(left)));
        auto got = co_await next_piece(context, into);
        if (!got) {
            co_return tl::unexpected<Error>(std::move(got.error()));
        }
        const std::size_t bytes = *got;
        if (bytes == 0 && size >= 0) {
            co_return ended_early(context.info.sizes.upload, size);
        }
        if (bytes == 0) {
            break;
        }
        context.trace(TraceKind::data_out, Bytes(buffer.get(), bytes));
        auto write = [file = target.file, at = target.offset, bytes, lent = std::move(buffer)]() mutable {
            return write_piece(*file, at, std::move(lent), bytes);
        };
        Written done = co_await async::offload(context.reactor(), context.engine.world().workers(), std::move(write));
        buffer = std::move(done.buffer);
        target.offset += done.put.bytes;
        if (done.put.state != sys::IoState::done) {
            Error error = target.failed(done.put.error);
            error.code = Code::send_error;
            co_return tl::unexpected<Error>(std::move(error));
        }
        auto told = tell_sent(context, bytes);
        if (!told) {
            co_return told;
        }
    }
    co_return Result<void>();
}

}  // namespace

async::Task<Result<void>> write_file(Context& context, std::string path) {
    context.enter(Stage::sending);
    auto ready = co_await ready_body(context);
    if (!ready) {
        co_return ready;
    }
    const bool behind = context.options.request->resume_from > 0;
    auto open = [&disk = context.engine.world().disk(), path, behind] { return open_to_write(disk, path, behind); };
    Opened opened = co_await async::offload(context.reactor(), context.engine.world().workers(), std::move(open));
    if (!opened.target.file) {
        co_return tl::unexpected<Error>(opened.target.failed(opened.os_errno));
    }
    co_return co_await write_body(context, std::move(opened.target));
}

}  // namespace sluice::transfer
