#include "engine/transfer/http1_exchange.h"

#include <algorithm>

#include "engine/async/sleep.h"
#include "engine/base/result.h"

namespace sluice::transfer {

namespace {
constexpr std::size_t smallest_read = async::BufferPool::smallest;
constexpr std::size_t largest_read = async::BufferPool::largest;
constexpr std::uint64_t discard_at_most = 256 * 1024;
}  // namespace

Error Http1Exchange::failure(Error error) const {
    ErrorArgs args = error.facts();
    args.host = lease_.connection().host;
    if (args.address.empty()) {
        args.address = lease_.connection().remote.text();
    }
    error.args = std::make_shared<const ErrorArgs>(std::move(args));
    return error;
}

Result<void> Http1Exchange::on_head_event(const http1::Event& event) {
    RequestRecord& record = context_.record();
    record.response_head += event.line;
    record.head_bytes += static_cast<std::int64_t>(event.line.size());
    context_.info.sizes.header += static_cast<std::int64_t>(event.line.size());
    context_.trace(TraceKind::header_in, as_bytes(event.line));
    return context_.observer.on_header_line(event.line);
}

async::Task<Result<void>> Http1Exchange::read_head() {
    for (;;) {
        http1::Event event = decoder_.next(pending_);
        if (event.type == http1::EventType::need_more && closed_) {
            event = decoder_.end_of_input();
        }
        if (event.type == http1::EventType::need_more) {
            auto filled = co_await fill();
            if (!filled) {
                co_return filled;
            }
            continue;
        }
        if (event.type == http1::EventType::failed) {
            co_return tl::unexpected<Error>(failure(decoder_.error()));
        }
        if (event.type == http1::EventType::end) {
            ended_ = true;
            co_return Result<void>();
        }
        auto told = on_head_event(event);
        if (!told) {
            co_return told;
        }
        if (event.type == http1::EventType::head_end) {
            if (!event.informational) {
                co_return Result<void>();
            }
            if (upload_ && decoder_.head().status == 100) {
                upload_->let_go();
            }
        }
    }
}

async::Task<void> Http1Exchange::wait_for_allowance() {
    for (;;) {
        const std::int64_t limit = context_.receive_limit();
        if (context_.receive_rate.allowance(limit, context_.reactor().now(), 1) > 0) {
            co_return;
        }
        context_.stage = Stage::held;
        co_await async::SleepUntil(context_.reactor(), context_.receive_rate.wait(limit, context_.reactor().now()));
        context_.enter(Stage::receiving);
    }
}

void Http1Exchange::on_received(std::size_t bytes) {
    context_.receive_rate.spent(bytes);
    context_.moved += bytes;
    context_.last_activity = context_.reactor().now();
    if (!answered_) {
        answered_ = true;
        context_.record().marks.first_byte = context_.since_request(context_.last_activity);
        context_.stage = Stage::receiving;
    }
}

void Http1Exchange::adapt(std::size_t asked, std::size_t got) {
    if (got == asked && asked == read_size_) {
        read_size_ = std::min(read_size_ * 4, largest_read);
    } else if (got < read_size_ / 8) {
        read_size_ = std::max(read_size_ / 4, smallest_read);
    }
}

std::optional<Http1Exchange::Filled> Http1Exchange::must_wait(std::size_t& asked) {
    const std::int64_t limit = context_.receive_limit();
    if (context_.receive_rate.limited(limit)) {
        asked = context_.receive_rate.allowance(limit, context_.reactor().now(), asked);
        if (asked == 0) {
            return Filled::held;
        }
    }
    if (++reads_in_a_row_ >= reads_before_others) {
        reads_in_a_row_ = 0;
        return Filled::turn;
    }
    stream::Stream& stream = lease_.stream();
    if (drained_ && stream.reads_pass_through()) {
        drained_ = false;
        reads_in_a_row_ = 0;
        blocked_on_ = {stream.descriptor(), false};
        return Filled::blocked;
    }
    return std::nullopt;
}

Http1Exchange::Filled Http1Exchange::read(MutableBytes into, std::size_t& got) {
    stream::Stream& stream = lease_.stream();
    const sys::IoResult done = stream.try_read(into);
    context_.trace_protocol(stream);
    got = done.bytes;
    switch (done.state) {
        case sys::IoState::done:
            drained_ = got < into.size();
            on_received(got);
            return Filled::yes;
        case sys::IoState::closed:
            closed_ = true;
            return Filled::yes;
        case sys::IoState::failed:
            return Filled::failed;
        case sys::IoState::would_block:
            break;
    }
    reads_in_a_row_ = 0;
    blocked_on_ = stream.read_blocked_on();
    return Filled::blocked;
}

Http1Exchange::Filled Http1Exchange::try_fill() {
    buffer_.reset();
    std::size_t asked = read_size_;
    if (const auto wait = must_wait(asked)) {
        return *wait;
    }
    buffer_ = context_.engine.buffers().acquire(read_size_);
    std::size_t got = 0;
    const Filled filled = read(buffer_.bytes().first(asked), got);
    if (got == 0) {
        buffer_.reset();
        return filled;
    }
    pending_ = Bytes(buffer_.bytes()).first(got);
    adapt(asked, got);
    return filled;
}

async::Task<Result<void>> Http1Exchange::fill() {
    for (;;) {
        const Filled filled = try_fill();
        if (filled == Filled::yes) {
            co_return Result<void>();
        }
        if (filled == Filled::failed) {
            co_return tl::unexpected<Error>(failure(lease_.stream().last_error()));
        }
        if (filled == Filled::held) {
            co_await wait_for_allowance();
        } else if (filled == Filled::turn) {
            co_await async::Yield(context_.reactor());
        } else if (is_blocked_like_upload()) {
            co_await wait_beside_upload();
        } else {
            co_await async::FdWait(context_.reactor(), blocked_on_.fd, blocked_on_.writing);
        }
    }
}

Http1Exchange::Halt Http1Exchange::advance(BodyPath& path, Result<void>& outcome) {
    while (!ended_) {
        http1::Event event = decoder_.next(pending_);
        if (event.type == http1::EventType::need_more && closed_) {
            event = decoder_.end_of_input();
        }
        if (event.type == http1::EventType::body) {
            auto taken = path.take_now(event.body);
            if (!taken) {
                pending_body_ = event.body;
                return Halt::take;
            }
            outcome = std::move(*taken);
        } else if (event.type == http1::EventType::need_more) {
            if (const Halt way = way_past(path); way != Halt::none) {
                return way;
            }
            const Filled filled = try_fill();
            if (filled == Filled::failed) {
                outcome = tl::unexpected<Error>(failure(lease_.stream().last_error()));
            } else if (filled != Filled::yes) {
                return filled == Filled::blocked ? Halt::blocked : filled == Filled::held ? Halt::held : Halt::turn;
            }
        } else if (event.type == http1::EventType::failed) {
            outcome = tl::unexpected<Error>(failure(decoder_.error()));
        } else if (event.type == http1::EventType::trailer_line) {
            outcome = on_head_event(event);
        } else if (event.type == http1::EventType::end) {
            ended_ = true;
        }
        if (!outcome) {
            return Halt::failed;
        }
    }
    return Halt::ended;
}

async::Task<Result<void>> Http1Exchange::read_body(BodyPath& path) {
    return upload_ && !upload_->ended() ? read_beside_upload(path) : receive_body(path);
}

async::Task<Result<void>> Http1Exchange::receive_body(BodyPath& path) {
    Result<void> outcome;
    for (;;) {
        const Halt halt = advance(path, outcome);
        if (halt == Halt::blocked && is_blocked_like_upload()) {
            co_await wait_beside_upload();
        } else if (halt == Halt::blocked) {
            co_await async::FdWait(context_.reactor(), blocked_on_.fd, blocked_on_.writing);
        } else if (halt == Halt::turn) {
            co_await async::Yield(context_.reactor());
        } else if (halt == Halt::held) {
            co_await wait_for_allowance();
        } else if (halt == Halt::take) {
            outcome = co_await path.take(pending_body_);
        } else if (halt == Halt::splice) {
            buffer_.reset();
            outcome = co_await splice_body(path);
        } else if (halt == Halt::blocks) {
            buffer_.reset();
            outcome = co_await read_blocks(path);
        } else {
            break;
        }
        if (!outcome) {
            break;
        }
    }
    buffer_.reset();
    co_return outcome;
}

async::Task<Result<void>> Http1Exchange::discard() {
    if (upload_ && upload_->ended() && !upload_->complete()) {
        co_return Result<void>();  // the connection is of no more use
    }
    while (!ended_) {
        http1::Event event = decoder_.next(pending_);
        if (event.type == http1::EventType::need_more && closed_) {
            event = decoder_.end_of_input();
        }
        if (event.type == http1::EventType::failed) {
            co_return tl::unexpected<Error>(failure(decoder_.error()));
        }
        ended_ = event.type == http1::EventType::end;
        if (event.type == http1::EventType::need_more) {
            // A body that the end of the connection ends has no length to wait for.
            const std::uint64_t left = decoder_.raw_run().value_or(0);
            if (left > discard_at_most || decoder_.body_bytes() + left > discard_at_most) {
                break;
            }
            auto filled = co_await fill();
            if (!filled) {
                co_return filled;
            }
        }
    }
    if (upload_) {
        co_return co_await end_upload();
    }
    co_return Result<void>();
}

}  // namespace sluice::transfer
