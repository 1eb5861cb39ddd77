#include "engine/transfer/body_path.h"

#include <utility>

#include "engine/base/result.h"

namespace sluice::transfer {

namespace {
constexpr std::size_t decoded_piece = 64 * 1024;
}

bool BodyPath::too_large(std::int64_t size) const {
    const std::int64_t most = context_.max_file_size;
    return most > 0 && size > most;
}

Error BodyPath::size_error(std::int64_t size) const {
    ErrorArgs args;
    args.bytes = size;
    args.limit = context_.max_file_size;
    return fail(Kind::http_too_large, std::move(args)).value();
}

Result<void> BodyPath::count(Bytes bytes) {
    context_.trace(TraceKind::data_in, bytes);
    std::int64_t& received = context_.info.sizes.download;
    received += static_cast<std::int64_t>(bytes.size());
    return too_large(received) ? tl::unexpected<Error>(size_error(received)) : Result<void>();
}

Result<void> BodyPath::count_delivered(std::uint64_t bytes) {
    std::int64_t& delivered = context_.info.sizes.delivered;
    delivered += static_cast<std::int64_t>(bytes);
    return too_large(delivered) ? tl::unexpected<Error>(size_error(delivered)) : Result<void>();
}

async::Task<Result<void>> BodyPath::deliver(Bytes bytes) {
    // A sink that waits holds the transfer back on purpose: no rule about silence applies meanwhile.
    context_.stage = Stage::held;
    auto written = co_await context_.sink.write(bytes);
    context_.enter(Stage::receiving);
    context_.observer.on_progress();
    co_return written;
}

std::optional<Result<void>> BodyPath::take_now(Bytes bytes) {
    if (decoder_) {
        return std::nullopt;
    }
    if (auto counted = count(bytes); !counted) {
        return counted;
    }
    if (auto counted = count_delivered(bytes.size()); !counted) {
        return counted;
    }
    auto written = context_.sink.write_now(bytes);
    counted_ = !written;
    if (written) {
        context_.observer.on_progress();
    }
    return written;
}

async::Task<Result<void>> BodyPath::take(Bytes bytes) {
    if (std::exchange(counted_, false)) {
        co_return co_await deliver(bytes);
    }
    auto counted = count(bytes);
    if (!counted) {
        co_return counted;
    }
    if (!decoder_) {
        counted = count_delivered(bytes.size());
        if (!counted) {
            co_return counted;
        }
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
            counted = count_delivered(decoded->produced);
            if (!counted) {
                co_return counted;
            }
            auto delivered = co_await deliver(Bytes(buffer.bytes()).first(decoded->produced));
            if (!delivered) {
                co_return delivered;
            }
        }
    }
    co_return Result<void>();
}

const SpliceTarget* BodyPath::splice_target() {
    // A trace wants to see the bytes, a decoder to work on them.
    return decoder_ || context_.options.verbose ? nullptr : context_.sink.splice_target();
}

Result<void> BodyPath::spliced(std::uint64_t bytes) {
    context_.info.sizes.download += static_cast<std::int64_t>(bytes);
    if (auto counted = count_delivered(bytes); !counted) {
        return counted;
    }
    context_.sink.spliced(bytes);
    context_.observer.on_progress();
    return {};
}

}  // namespace sluice::transfer
