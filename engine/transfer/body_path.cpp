#include "engine/transfer/body_path.h"

#include "engine/base/result.h"

namespace sluice::transfer {

namespace {
constexpr std::size_t decoded_piece = 64 * 1024;
}

Result<void> BodyPath::count(std::uint64_t bytes) {
    Info::Sizes& sizes = context_.info.sizes;
    sizes.download += static_cast<std::int64_t>(bytes);
    const std::int64_t most = context_.options.limits->max_file_size;
    if (most > 0 && sizes.download > most) {
        ErrorArgs args;
        args.bytes = sizes.download;
        args.limit = most;
        return fail(Kind::http_too_large, std::move(args));
    }
    return {};
}

async::Task<Result<void>> BodyPath::deliver(Bytes bytes) {
    context_.info.sizes.delivered += static_cast<std::int64_t>(bytes.size());
    const std::int64_t most = context_.options.limits->max_file_size;
    if (most > 0 && context_.info.sizes.delivered > most) {
        ErrorArgs args;
        args.bytes = context_.info.sizes.delivered;
        args.limit = most;
        co_return fail(Kind::http_too_large, std::move(args));
    }
    // A sink that waits holds the transfer back on purpose: no rule about silence applies meanwhile.
    context_.stage = Stage::held;
    auto written = co_await context_.sink.write(bytes);
    context_.enter(Stage::receiving);
    context_.observer.on_progress();
    co_return written;
}

async::Task<Result<void>> BodyPath::take(Bytes bytes) {
    context_.trace(TraceKind::data_in, bytes);
    auto counted = count(bytes.size());
    if (!counted) {
        co_return counted;
    }
    if (!decoder_) {
        co_return co_await deliver(bytes);
    }
    async::Buffer buffer = context_.engine.buffers().acquire(decoded_piece);
    for (bool filled = true; !bytes.empty() || filled;) {
        auto decoded = decoder_->decode(bytes, buffer.bytes());
        if (!decoded) {
            co_return tl::unexpected<Error>(std::move(decoded.error()));
        }
        bytes = bytes.subspan(decoded->consumed);
        filled = decoded->produced == buffer.size();
        if (decoded->produced == 0 && decoded->consumed == 0) {
            break;
        }
        if (decoded->produced > 0) {
            auto delivered = co_await deliver(Bytes(buffer.bytes()).first(decoded->produced));
            if (!delivered) {
                co_return delivered;
            }
        }
    }
    co_return Result<void>();
}

async::Task<Result<void>> BodyPath::finish() {
    if (decoder_) {
        co_return decoder_->finish();
    }
    co_return Result<void>();
}

const SpliceTarget* BodyPath::splice_target() {
    // A trace wants to see the bytes, a decoder to work on them.
    return decoder_ || context_.options.verbose ? nullptr : context_.sink.splice_target();
}

Result<void> BodyPath::spliced(std::uint64_t bytes) {
    auto counted = count(bytes);
    if (!counted) {
        return counted;
    }
    context_.info.sizes.delivered += static_cast<std::int64_t>(bytes);
    context_.sink.spliced(bytes);
    context_.observer.on_progress();
    return {};
}

}  // namespace sluice::transfer
