#include "engine/transfer/body_path.h"

#include <algorithm>
#include <utility>

#include "engine/base/result.h"

namespace sluice::transfer {

namespace {
constexpr std::size_t decoded_piece = 64 * 1024;

Result<void> judge_size(Context& context, std::int64_t size) {
    if (context.max_file_size <= 0 || size <= context.max_file_size) {
        return {};
    }
    ErrorArgs args;
    args.bytes = size;
    args.limit = context.max_file_size;
    return fail(Kind::http_too_large, std::move(args));
}
}  // namespace

Result<void> BodyPath::count(Bytes bytes) {
    context_.trace(TraceKind::data_in, bytes);
    std::int64_t& received = context_.info.sizes.download;
    received += static_cast<std::int64_t>(bytes.size());
    return judge_size(context_, received);
}

Result<void> BodyPath::count_delivered(Context& context, std::uint64_t bytes) {
    std::int64_t& delivered = context.info.sizes.delivered;
    delivered += static_cast<std::int64_t>(bytes);
    return judge_size(context, delivered);
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
    if (decoder_ || context_.blocks || by_blocks()) {
        return std::nullopt;
    }
    if (auto counted = count(bytes); !counted) {
        return counted;
    }
    if (auto counted = count_delivered(context_, bytes.size()); !counted) {
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
    if (by_blocks()) {
        co_return co_await take_by_blocks(bytes);
    }
    if (context_.blocks) {  // the sink wants to see what comes: after what is on its way
        auto settled = co_await settle(context_);
        if (!settled) {
            co_return settled;
        }
    }
    auto counted = count(bytes);
    if (!counted) {
        co_return counted;
    }
    if (!decoder_) {
        counted = count_delivered(context_, bytes.size());
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
            counted = count_delivered(context_, decoded->produced);
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

async::Task<Result<void>> BodyPath::finish() {
    if (decoder_) {
        co_return decoder_->finish();
    }
    co_return co_await settle(context_);
}

const FileTarget* BodyPath::splice_target() {
    // A trace wants to see the bytes, a decoder to work on them.
    return decoder_ || context_.options.verbose ? nullptr : context_.sink.file_target();
}

Result<void> BodyPath::spliced(std::uint64_t bytes) {
    context_.info.sizes.download += static_cast<std::int64_t>(bytes);
    if (auto counted = count_delivered(context_, bytes); !counted) {
        return counted;
    }
    context_.sink.placed(bytes);
    context_.observer.on_progress();
    return {};
}

bool BodyPath::by_blocks() {
    if (!context_.blocks) {
        const BlockSizes& sizes = context_.engine.block_sizes();
        const std::int64_t left = expected_ - context_.info.sizes.download;
        if (left < static_cast<std::int64_t>(sizes.worth_from) || decoder_ || no_blocks_) {
            return false;
        }
        if (const FileTarget* target = context_.sink.file_target()) {
            context_.blocks = BlockWriter::make(context_.reactor(), *target, sizes);
            no_blocks_ = !context_.blocks;
        }
        return context_.blocks != nullptr;
    }
    return context_.sink.file_target() != nullptr;
}

async::Task<void> BodyPath::wait_for_space() {
    context_.stage = Stage::held;
    co_await context_.blocks->wait();
    context_.enter(Stage::receiving);
}

Result<void> BodyPath::filled(std::size_t bytes) {
    auto counted = count(Bytes(space()).first(bytes));
    context_.blocks->filled(bytes);
    auto claimed = claim(context_);
    context_.observer.on_progress();
    return counted ? std::move(claimed) : std::move(counted);
}

async::Task<Result<void>> BodyPath::take_by_blocks(Bytes bytes) {
    while (!bytes.empty()) {
        const MutableBytes space = context_.blocks->space();
        if (space.empty()) {
            co_await wait_for_space();
        }
        const std::size_t size = std::min(space.size(), bytes.size());
        std::copy_n(bytes.begin(), size, space.begin());
        bytes = bytes.subspan(size);
        auto taken = filled(size);
        if (!taken) {
            co_return taken;
        }
    }
    co_return Result<void>();
}

/// Tells the sink what has reached its file since it was told last.
Result<void> BodyPath::claim(Context& context) {
    const std::uint64_t written = context.blocks->take_written();
    context.sink.placed(written);
    if (auto counted = count_delivered(context, written); !counted) {
        return counted;
    }
    return context.blocks->outcome();
}

async::Task<Result<void>> BodyPath::settle(Context& context) {
    if (!context.blocks) {
        co_return Result<void>();
    }
    const Stage before = std::exchange(context.stage, Stage::held);
    co_await context.blocks->settle();
    context.enter(before);
    auto claimed = claim(context);
    context.blocks.reset();
    co_return claimed;
}

}  // namespace sluice::transfer
