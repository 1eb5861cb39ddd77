#include "engine/http/inflate_decoder.h"

#include <algorithm>
#include <limits>

#include "engine/base/result.h"

namespace sluice::http {
namespace {

constexpr int raw_window = -MAX_WBITS;
constexpr int zlib_window = MAX_WBITS;
constexpr int gzip_window = MAX_WBITS + 16;
constexpr std::byte gzip_magic{0x1f};

uInt as_chunk(std::size_t size) noexcept {
    return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

bool is_zlib_header(std::byte first, std::byte second) noexcept {
    const unsigned both = std::to_integer<unsigned>(first) << 8U | std::to_integer<unsigned>(second);
    return (both >> 8U & 15U) == Z_DEFLATED && both % 31U == 0;
}

}  // namespace

InflateDecoder::~InflateDecoder() {
    if (stream_open_) {
        inflateEnd(&stream_);
    }
}

Result<ContentDecoder::Progress> InflateDecoder::decode(Bytes input, MutableBytes output) {
    Progress total;
    for (;;) {
        const Bytes rest = input.subspan(total.consumed);
        if (state_ == State::running) {
            SL_TRY(progress, inflate_some(rest, output.subspan(total.produced)));
            total.consumed += progress->consumed;
            total.produced += progress->produced;
            if (state_ == State::running) {
                return total;
            }
            continue;
        }
        if (rest.empty()) {
            return total;
        }
        if (state_ == State::ended) {
            return corrupt("data behind the end");
        }
        SL_TRY(consumed, state_ == State::start ? start(rest) : skip_padding(rest));
        total.consumed += *consumed;
    }
}

Result<void> InflateDecoder::finish() {
    const bool nothing_came = state_ == State::start && !has_first_;
    if (state_ == State::running || (state_ == State::start && !nothing_came)) {
        return corrupt("ends too early");
    }
    return {};
}

Result<std::size_t> InflateDecoder::start(Bytes input) {
    std::size_t consumed = 0;
    int window = gzip_window;
    if (format_ == Format::deflate) {
        if (!has_first_) {
            first_ = input.front();
            has_first_ = true;
            consumed = 1;
        }
        if (consumed == input.size()) {
            return consumed;
        }
        window = is_zlib_header(first_, input[consumed]) ? zlib_window : raw_window;
    }
    const int result = stream_open_ ? inflateReset2(&stream_, window) : inflateInit2(&stream_, window);
    if (result != Z_OK) {
        return fail(Kind::out_of_memory);
    }
    stream_open_ = true;
    state_ = State::running;
    return consumed;
}

// Behind a member comes another one, or zeros up to a block's end as tape writers leave them.
Result<std::size_t> InflateDecoder::skip_padding(Bytes input) {
    if (state_ == State::between && input.front() == gzip_magic) {
        state_ = State::start;
        return std::size_t{0};
    }
    const auto other = std::find_if(input.begin(), input.end(), [](std::byte b) { return b != std::byte{0}; });
    if (other != input.end()) {
        return corrupt("data behind the end");
    }
    state_ = State::padding;
    return input.size();
}

Result<ContentDecoder::Progress> InflateDecoder::inflate_some(Bytes input, MutableBytes output) {
    if (output.empty()) {
        return Progress{};
    }
    Progress before;
    if (has_first_) {
        has_first_ = false;
        SL_TRY(progress, run({&first_, 1}, output));
        before.produced = progress->produced;
    }
    if (state_ != State::running) {
        return before;
    }
    SL_TRY(progress, run(input, output.subspan(before.produced)));
    return Progress{progress->consumed, before.produced + progress->produced};
}

Result<ContentDecoder::Progress> InflateDecoder::run(Bytes input, MutableBytes output) {
    // zlib reads through a pointer that is not const, but never writes there.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(input.data()));
    stream_.avail_in = as_chunk(input.size());
    stream_.next_out = reinterpret_cast<Bytef*>(output.data());
    stream_.avail_out = as_chunk(output.size());
    const uInt given_in = stream_.avail_in;
    const uInt given_out = stream_.avail_out;
    const int result = given_out == 0 ? Z_BUF_ERROR : inflate(&stream_, Z_NO_FLUSH);
    const Progress progress{given_in - stream_.avail_in, given_out - stream_.avail_out};
    switch (result) {
        case Z_OK:
        case Z_BUF_ERROR:
            return progress;
        case Z_STREAM_END:
            state_ = format_ == Format::gzip ? State::between : State::ended;
            return progress;
        case Z_MEM_ERROR:
            return fail(Kind::out_of_memory);
        default:
            return corrupt(stream_.msg != nullptr ? stream_.msg : "not readable");
    }
}

tl::unexpected<Error> InflateDecoder::corrupt(const char* what) const {
    return fail(Kind::http_encoding_corrupt,
                ErrorArgs{.detail = std::string(format_ == Format::gzip ? "gzip, " : "deflate, ") + what});
}

}  // namespace sluice::http
