#include "engine/http1/chunked_decoder.h"

#include <algorithm>
#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/base/result.h"

namespace sluice::http1 {
namespace {

constexpr int max_digits = 16;
constexpr std::size_t max_extension_bytes = 4096;

}  // namespace

ChunkedDecoder::Step ChunkedDecoder::next(Bytes& input, Bytes& data) {
    while (state_ != State::last && state_ != State::failed && !input.empty()) {
        if (state_ == State::data) {
            const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
            data = input.first(count);
            input = input.subspan(count);
            left_ -= count;
            if (left_ == 0) {
                state_ = State::data_end;
            }
            return Step::data;
        }
        const char c = static_cast<char>(input.front());
        input = input.subspan(1);
        const Step step = take_framing(c);
        if (step != Step::need_more) {
            return step;
        }
    }
    if (state_ == State::failed) {
        return Step::failed;
    }
    return state_ == State::last ? Step::last_chunk : Step::need_more;
}

ChunkedDecoder::Step ChunkedDecoder::take_framing(char c) {
    switch (state_) {
        case State::size:
            return take_size_digit(c);
        case State::after_size:
        case State::extension:
            return take_line_rest(c);
        case State::size_lf:
            return c == '\n' ? end_size_line() : refuse("CR without LF after the size");
        case State::data_end:
            if (c == '\r') {
                state_ = State::data_lf;
                return Step::need_more;
            }
            [[fallthrough]];
        case State::data_lf:
            if (c != '\n') {
                return refuse("no line end after the data");
            }
            state_ = State::size;
            digits_ = 0;
            return Step::need_more;
        case State::data:
        case State::last:
        case State::failed:
            break;
    }
    return Step::failed;
}

ChunkedDecoder::Step ChunkedDecoder::take_size_digit(char c) {
    const int digit = base::hex_digit(c);
    if (digit < 0) {
        if (digits_ == 0) {
            return refuse("no size");
        }
        state_ = State::after_size;
        extension_bytes_ = 0;
        return take_line_rest(c);
    }
    if (++digits_ > max_digits || left_ > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) >> 4U) {
        return refuse("size too large");
    }
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return Step::need_more;
}

ChunkedDecoder::Step ChunkedDecoder::take_line_rest(char c) {
    if (c == '\n') {
        return end_size_line();
    }
    if (c == '\r') {
        state_ = State::size_lf;
        return Step::need_more;
    }
    if (++extension_bytes_ > max_extension_bytes) {
        return refuse("extension too long");
    }
    if (c == '\0') {
        return refuse("NUL in the extension");
    }
    if (state_ == State::after_size) {
        if (c == ';') {
            state_ = State::extension;
        } else if (!base::is_blank(c)) {
            return refuse("size is not a number");
        }
    }
    return Step::need_more;
}

ChunkedDecoder::Step ChunkedDecoder::end_size_line() {
    state_ = left_ == 0 ? State::last : State::data;
    return left_ == 0 ? Step::last_chunk : Step::need_more;
}

ChunkedDecoder::Step ChunkedDecoder::refuse(const char* detail) {
    state_ = State::failed;
    error_ = fail(Kind::http_chunk_malformed, ErrorArgs{.detail = detail}).value();
    return Step::failed;
}

}  // namespace sluice::http1
