// The ways of a body that do without a buffer of its own: spliced into a file, or received straight into the blocks
// that are written to it.
#include <algorithm>

#include "engine/async/sleep.h"
#include "engine/base/result.h"
#include "engine/transfer/http1_exchange.h"

namespace sluice::transfer {

namespace {
constexpr std::size_t most_per_splice = async::BufferPool::largest;
constexpr std::uint64_t splice_from = 64 * 1024;
}  // namespace

async::Task<Result<void>> Http1Exchange::splice_body(BodyPath& path) {
    stream::Stream& stream = lease_.stream();
    std::unique_ptr<sys::Splice> splice;
    int moves = 0;
    while (const FileTarget* target = path.splice_target()) {
        const auto run = decoder_.raw_run();
        if (!run || *run == 0) {
            break;
        }
        if (context_.receive_rate.limited(context_.receive_limit())) {
            co_await wait_for_allowance();
        }
        if (!splice) {
            splice = context_.engine.borrow_splice();
        }
        if (!splice) {
            no_splice_ = true;
            break;
        }
        const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(*run, most_per_splice));
        const std::size_t asked =
            context_.receive_rate.allowance(context_.receive_limit(), context_.reactor().now(), most);
        bool write_failed = false;
        const sys::IoResult moved = splice->move(stream.descriptor(), *target->file, target->offset,
                                                 std::max<std::size_t>(asked, 1), write_failed);
        if (moved.bytes > 0) {
            on_received(moved.bytes);
            decoder_.skip_raw(moved.bytes);
            auto counted = path.spliced(moved.bytes);
            if (!counted) {
                co_return counted;
            }
        }
        if (moved.state == sys::IoState::failed) {
            if (write_failed) {
                co_return tl::unexpected<Error>(target->failed(moved.error));
            }
            if (moved.error == EINVAL && moved.bytes == 0) {
                no_splice_ = true;  // a file system that cannot be spliced to
                break;
            }
            co_return tl::unexpected<Error>(failure(stream::network_error(moved.error, false)));
        }
        if (moved.state == sys::IoState::closed) {
            closed_ = true;
            break;
        }
        if (moved.state == sys::IoState::would_block) {
            context_.engine.return_splice(std::move(splice));
            splice.reset();
            co_await context_.reactor().readable(stream.descriptor());
            moves = 0;
        } else if (++moves >= reads_before_others) {
            moves = 0;
            co_await async::Yield(context_.reactor());
        }
    }
    if (splice) {
        context_.engine.return_splice(std::move(splice));
    }
    drained_ = false;
    co_return Result<void>();
}

async::Task<Result<void>> Http1Exchange::read_blocks(BodyPath& path) {
    while (path.by_blocks()) {
        const std::uint64_t run = decoder_.raw_run().value_or(0);
        if (run == 0 || closed_) {
            break;
        }
        const MutableBytes space = path.space();
        if (space.empty()) {
            co_await path.wait_for_space();
            auto well = path.filled(0);
            if (!well) {
                co_return well;
            }
            continue;
        }
        std::size_t got = 0;
        const Filled filled = try_read_block(space.first(std::min<std::uint64_t>(space.size(), run)), got);
        if (got > 0) {
            decoder_.skip_raw(got);
            auto taken = path.filled(got);
            if (!taken) {
                co_return taken;
            }
        } else if (filled == Filled::failed) {
            co_return tl::unexpected<Error>(failure(lease_.stream().last_error()));
        } else if (filled == Filled::held) {
            co_await wait_for_allowance();
        } else if (filled == Filled::turn) {
            co_await async::Yield(context_.reactor());
        } else if (filled == Filled::blocked) {
            co_await async::FdWait(context_.reactor(), blocked_on_.fd, blocked_on_.writing);
        }
    }
    co_return Result<void>();
}

Http1Exchange::Filled Http1Exchange::try_read_block(MutableBytes space, std::size_t& got) {
    std::size_t asked = space.size();
    const auto wait = must_wait(asked);
    return wait ? *wait : read(space.first(asked), got);
}

Http1Exchange::Halt Http1Exchange::way_past(BodyPath& path) const {
    const std::uint64_t run = decoder_.raw_run().value_or(0);
    if (run == 0 || closed_) {
        return Halt::none;
    }
    if (path.by_blocks()) {
        return Halt::blocks;
    }
    const bool splices = run >= splice_from && !no_splice_ && lease_.stream().reads_pass_through();
    return splices && path.splice_target() != nullptr ? Halt::splice : Halt::none;
}

}  // namespace sluice::transfer
