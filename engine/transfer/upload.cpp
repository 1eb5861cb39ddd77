#include "engine/transfer/upload.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <new>

#include "engine/async/sleep.h"
#include "engine/async/with_deadline.h"
#include "engine/base/ascii.h"
#include "engine/base/result.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t largest_piece = 64 * 1024;
constexpr int pieces_before_others = 10;
constexpr std::size_t chunk_head = 8 + 2;  // "0000ffff\r\n" at most
constexpr std::size_t chunk_tail = 2;
constexpr Duration odd_wait = std::chrono::milliseconds(10);

std::string trailer_section(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        const std::size_t colon = line.find(':');
        const bool sound = colon != std::string::npos && base::is_token(std::string_view(line).substr(0, colon)) &&
                           line.find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos;
        if (sound) {
            text += line + "\r\n";
        }
    }
    return text;
}

}  // namespace

void Upload::start() {
    root_.emplace(context_.reactor(), carry_out());
}

void Upload::let_go() {
    released_ = true;
    changed_.pulse();
}

void Upload::stop() {
    if (!ended_) {
        root_.reset();
        ended_ = true;
        RequestRecord& record = context_.record();
        record.marks.request_end = context_.since_request(context_.reactor().now());
        changed_.pulse();
    }
}

async::Task<Error> Upload::refused() {
    while (!refusal_) {
        co_await changed_.wait();
    }
    co_return refusal_;
}

async::Task<Result<void>> Upload::settled() {
    while (!ended_) {
        co_await changed_.wait();
    }
    if (refusal_) {
        co_return tl::unexpected<Error>(refusal_);
    }
    co_return Result<void>();
}

bool Upload::refuse(Error error) {
    refusal_ = std::move(error);
    return false;
}

async::Task<void> Upload::carry_out() {
    if (framing_.expects_continue) {
        co_await wait_for_leave();
    }
    bool out_of_memory = false;
    try {
        complete_ = co_await send_all();
    } catch (const std::bad_alloc&) {
        out_of_memory = true;
    }
    if (out_of_memory) {
        refuse(fail(Kind::out_of_memory).value());
    }
    ended_ = true;
    context_.record().marks.request_end = context_.since_request(context_.reactor().now());
    if (context_.stage == Stage::sending) {
        context_.enter(Stage::waiting_for_first_byte);
    }
    changed_.pulse();
}

async::Task<bool> Upload::leave_given() {
    while (!released_) {
        co_await changed_.wait();
    }
    co_return true;
}

async::Task<void> Upload::wait_for_leave() {
    const Instant latest = context_.reactor().now() + context_.options.upload->expect_100_timeout;
    const auto given = co_await async::with_deadline(leave_given(), latest);
    if (!given) {
        context_.say("Done waiting for 100-continue");
    }
}

async::Task<bool> Upload::send_all() {
    bool more = framing_.chunked || framing_.length > 0;
    for (int pieces = 1; more; ++pieces) {
        if (pieces % pieces_before_others == 0) {
            co_await async::Yield(context_.reactor());
        }
        const std::size_t most = co_await wait_for_turn();
        const bool went = co_await send_piece(most, more);
        if (!went) {
            co_return false;
        }
        Source* const source = context_.request.source;
        auto told = source != nullptr ? source->on_sent() : Result<void>();
        if (!told) {
            co_return refuse(std::move(told.error()));
        }
        context_.observer.on_progress();
    }
    co_return true;
}

async::Task<std::size_t> Upload::wait_for_turn() {
    Source* const source = context_.request.source;
    std::size_t most = 0;
    while (most == 0) {
        const bool held = source != nullptr && source->paused();
        const std::int64_t limit = context_.send_limit();
        most = held ? 0 : rate_.allowance(limit, context_.reactor().now(), largest_piece);
        if (most > 0) {
            break;
        }
        const Stage before = context_.stage;
        context_.stage = Stage::held;
        if (held) {
            co_await source->resumed();
        } else {
            co_await async::SleepUntil(context_.reactor(), rate_.wait(limit));
        }
        if (context_.stage == Stage::held) {
            context_.enter(before);
        }
    }
    co_return most;
}

/// Bytes that were read into a block, behind the room for a chunk's head, as they are sent.
Bytes Upload::framed(MutableBytes block, std::size_t bytes) const {
    if (!framing_.chunked) {
        return Bytes(block).subspan(chunk_head, bytes);
    }
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes, 16);
    const auto length = static_cast<std::size_t>(end.ptr - digits.data());
    const std::string head = std::string(digits.data(), length) + "\r\n";
    const Bytes from = as_bytes(head);
    const std::size_t begin = chunk_head - from.size();
    std::copy(from.begin(), from.end(), block.begin() + static_cast<std::ptrdiff_t>(begin));
    block[chunk_head + bytes] = std::byte{'\r'};
    block[chunk_head + bytes + 1] = std::byte{'\n'};
    return Bytes(block).subspan(begin, from.size() + bytes + chunk_tail);
}

async::Task<bool> Upload::send_piece(std::size_t most, bool& more) {
    if (!framing_.chunked) {
        most = static_cast<std::size_t>(
            std::min<std::uint64_t>(most, static_cast<std::uint64_t>(framing_.length - sent_)));
        if (const auto whole = body_.whole(); whole && !whole->empty()) {
            const Bytes piece = whole->subspan(static_cast<std::size_t>(sent_), most);
            more = sent_ + static_cast<std::int64_t>(most) < framing_.length;
            const bool went = co_await write(piece);
            count(most);
            co_return went;
        }
    }
    async::Buffer buffer = context_.engine.buffers().acquire(most);
    const MutableBytes block = buffer.bytes();
    const std::size_t room = std::min(most, block.size() - chunk_head - chunk_tail);
    auto read = co_await body_.read(block.subspan(chunk_head, room));
    if (!read) {
        co_return refuse(std::move(read.error()));
    }
    if (!*read) {
        co_return true;  // not now: wait_for_turn() sees the pause
    }
    const std::size_t bytes = **read;
    if (bytes == 0 && framing_.chunked) {
        more = false;
        buffer.reset();
        co_return co_await send_end();
    }
    if (bytes == 0) {
        ErrorArgs args;
        args.detail =
            "the upload ended after " + std::to_string(sent_) + " of " + std::to_string(framing_.length) + " bytes";
        co_return refuse(fail(Kind::read_callback, std::move(args)).value());
    }
    more = framing_.chunked || sent_ + static_cast<std::int64_t>(bytes) < framing_.length;
    const Bytes wire = framed(block, bytes);
    const bool went = co_await write(wire);
    count(bytes);
    co_return went;
}

void Upload::count(std::size_t bytes) {
    sent_ += static_cast<std::int64_t>(bytes);
    rate_.spent(bytes);
    context_.info.sizes.upload = sent_;
}

async::Task<bool> Upload::send_end() {
    std::vector<std::string> lines;
    Source* const source = context_.request.source;
    auto asked = source != nullptr ? source->add_trailers(lines) : Result<void>();
    if (!asked) {
        co_return refuse(std::move(asked.error()));
    }
    const std::string end = "0\r\n" + trailer_section(lines) + "\r\n";
    co_return co_await write(as_bytes(end));
}

async::Task<bool> Upload::write(Bytes bytes) {
    context_.trace(TraceKind::data_out, bytes);
    stream::Stream& stream = lease_.stream();
    while (!bytes.empty()) {
        const sys::IoResult put = stream.try_write(bytes);
        if (put.state == sys::IoState::done) {
            bytes = bytes.subspan(put.bytes);
            context_.moved += put.bytes;
            context_.record().request_bytes += static_cast<std::int64_t>(put.bytes);
            context_.last_activity = context_.reactor().now();
            continue;
        }
        if (put.state != sys::IoState::would_block) {
            broken_ = stream.last_error();
            co_return false;
        }
        const stream::BlockedOn on = stream.write_blocked_on();
        if (on.writing) {
            co_await async::FdWait(context_.reactor(), on.fd, true);
        } else {
            // TLS wants to read before it writes; whoever reads the answer waits for that already.
            co_await async::SleepUntil(context_.reactor(), odd_wait);
        }
    }
    co_return true;
}

}  // namespace sluice::transfer
