#include "engine/http1/response_decoder.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http1/header_line.h"
#include "engine/http1/status_line.h"

namespace sluice::http1 {
namespace {

constexpr std::string_view protocol_name = "HTTP/";

std::int64_t as_count(std::uint64_t value) noexcept {
    return static_cast<std::int64_t>(
        std::min<std::uint64_t>(value, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())));
}

}  // namespace

Event ResponseDecoder::next(Bytes& input) {
    switch (state_) {
        case State::protocol:
            return read_protocol(input);
        case State::status_line:
            return read_status_line(input);
        case State::headers:
            return read_field(input);
        case State::trailers:
            return options_.keep_chunks ? read_kept_trailers(input) : read_field(input);
        case State::length_body:
            return read_length_body(input);
        case State::close_body:
            return read_close_body(input);
        case State::chunked_body:
            return options_.keep_chunks ? read_kept_chunks(input) : read_chunked_body(input);
        case State::done:
            return {.type = EventType::end};
        case State::failed:
            break;
    }
    return {.type = EventType::failed};
}

Event ResponseDecoder::end_of_input() {
    switch (state_) {
        case State::close_body:
            state_ = State::done;
            return {.type = EventType::end};
        case State::done:
            return {.type = EventType::end};
        case State::failed:
            return {.type = EventType::failed};
        case State::protocol:
            if (protocol_.empty() && header_bytes_ == 0) {
                return refuse(fail(Kind::net_got_nothing).value());
            }
            [[fallthrough]];
        case State::status_line:
        case State::headers:
            return refuse(fail(Kind::net_closed_early).value());
        case State::length_body:
            if (left_ == 0) {
                state_ = State::done;
                return {.type = EventType::end};
            }
            return refuse(fail(Kind::http_short_body,
                               ErrorArgs{.bytes = as_count(body_bytes_), .limit = as_count(framing_.length)})
                              .value());
        case State::chunked_body:
        case State::trailers:
            break;
    }
    return refuse(fail(Kind::http_short_body, ErrorArgs{.bytes = as_count(body_bytes_)}).value());
}

std::optional<std::uint64_t> ResponseDecoder::raw_run() const noexcept {
    if (state_ == State::length_body) {
        return left_;
    }
    // What HTTP/0.9 was recognised by is still to be given out.
    if (state_ == State::close_body && protocol_.empty()) {
        return std::numeric_limits<std::uint64_t>::max();
    }
    return std::nullopt;
}

void ResponseDecoder::skip_raw(std::uint64_t count) noexcept {
    body_bytes_ += count;
    if (state_ == State::length_body) {
        left_ -= std::min(count, left_);
    }
}

// A reply that does not begin like HTTP is told at its first byte that differs, not at the end of its first line.
Event ResponseDecoder::read_protocol(Bytes& input) {
    const auto is_whole = [this](std::string_view alias) { return protocol_ == alias; };
    alias_ = false;
    while (protocol_ != protocol_name && !alias_) {
        if (input.empty()) {
            return {.type = EventType::need_more};
        }
        const char c = static_cast<char>(input.front());
        if (!may_begin_head(protocol_ + c)) {
            return begin_http09();
        }
        protocol_ += c;
        input = input.subspan(1);
        alias_ = std::any_of(options_.aliases_of_200.begin(), options_.aliases_of_200.end(), is_whole);
    }
    head_ = ResponseHead{};
    line_.start_with(protocol_);
    protocol_.clear();
    state_ = State::status_line;
    return read_status_line(input);
}

bool ResponseDecoder::may_begin_head(std::string_view text) const {
    const auto continues = [text](std::string_view alias) { return alias.starts_with(text); };
    return protocol_name.starts_with(text) ||
           std::any_of(options_.aliases_of_200.begin(), options_.aliases_of_200.end(), continues);
}

Event ResponseDecoder::begin_http09() {
    if (!options_.http09_allowed || informational_count_ > 0) {
        return refuse(fail(Kind::http_version, ErrorArgs{.detail = "no status line, HTTP/0.9 perhaps"}).value());
    }
    head_ = ResponseHead{.version = 9, .status = 200};
    framing_ = {Framing::until_close, 0};
    state_ = State::close_body;
    return {.type = EventType::head_end};
}

std::optional<Event> ResponseDecoder::read_line(Bytes& input) {
    switch (line_.read(input, options_.max_header_bytes - std::min(header_bytes_, options_.max_header_bytes))) {
        case LineStatus::need_more:
            return Event{.type = EventType::need_more};
        case LineStatus::too_long:
            return refuse(
                fail(Kind::http_header_too_large, ErrorArgs{.limit = as_count(options_.max_header_bytes)}).value());
        case LineStatus::complete:
            break;
    }
    header_bytes_ += line_.line().size();
    return std::nullopt;
}

Event ResponseDecoder::read_status_line(Bytes& input) {
    if (auto pending = read_line(input)) {
        return *pending;
    }
    if (alias_) {
        head_.version = 10;
        head_.status = 200;
        state_ = State::headers;
        return {.type = EventType::status_line, .line = line_.line()};
    }
    auto parsed = parse_status_line(without_line_end(line_.line()));
    if (!parsed) {
        return refuse(std::move(parsed.error()));
    }
    head_.version = parsed->version;
    head_.status = parsed->status;
    head_.reason = parsed->reason;
    state_ = State::headers;
    return {.type = EventType::status_line, .line = line_.line(), .informational = head_.informational()};
}

// A field line is held back until the first byte of the next one tells that it is not continued.
Event ResponseDecoder::read_field(Bytes& input) {
    if (field_given_) {
        field_.clear();
        field_given_ = false;
    }
    for (;;) {
        if (!field_.empty() && !continuing_) {
            if (input.empty()) {
                return {.type = EventType::need_more};
            }
            if (!base::is_blank(static_cast<char>(input.front()))) {
                return emit_field();
            }
            continuing_ = true;
        }
        if (auto pending = read_line(input)) {
            return *pending;
        }
        const std::string_view line = line_.line();
        if (continuing_) {
            continuing_ = false;
            unfold(field_, line);
        } else if (without_line_end(line).empty()) {
            return end_head(line);
        } else {
            field_ = line;
        }
    }
}

Event ResponseDecoder::emit_field() {
    if (++header_count_ > options_.max_header_count) {
        return refuse(
            fail(Kind::http_header_too_many, ErrorArgs{.limit = as_count(options_.max_header_count)}).value());
    }
    auto field = parse_header_line(without_line_end(field_));
    if (!field) {
        return refuse(std::move(field.error()));
    }
    field_given_ = true;
    if (state_ == State::trailers) {
        trailers_.add(field->name, field->value);
        return {.type = EventType::trailer_line, .line = field_};
    }
    head_.headers.add(field->name, field->value);
    return {.type = EventType::header_line, .line = field_, .informational = head_.informational()};
}

Event ResponseDecoder::end_head(std::string_view blank_line) {
    if (state_ == State::trailers) {
        state_ = State::done;
        return {.type = EventType::end, .line = blank_line};
    }
    if (head_.informational()) {
        if (++informational_count_ > options_.max_informational) {
            return refuse(
                fail(Kind::http_header_too_many, ErrorArgs{.limit = as_count(options_.max_informational)}).value());
        }
        if (head_.status == 101) {
            return refuse(
                fail(Kind::http_malformed, ErrorArgs{.detail = "switches to another protocol unasked", .status = 101})
                    .value());
        }
        state_ = State::protocol;
        return {.type = EventType::head_end, .line = blank_line, .informational = true};
    }
    if (auto begun = begin_body(); !begun) {
        return refuse(std::move(begun.error()));
    }
    return {.type = EventType::head_end, .line = blank_line};
}

Result<void> ResponseDecoder::begin_body() {
    if (options_.ignore_content_length) {
        head_.headers.remove("Content-Length");
    }
    if (auto announced = content_length(head_.headers)) {
        head_.content_length = *announced;
    }
    const bool tunnel = options_.connect_request && head_.status / 100 == 2;
    if (options_.head_request || tunnel || head_.status == 204 || head_.status == 304) {
        keep_alive_ = !tunnel && persistent();
        state_ = State::done;
        return {};
    }
    SL_TRY(framing, body_framing(head_.headers, options_.codings_allowed));
    framing_ = *framing;
    keep_alive_ = persistent() && framing_.framing != Framing::until_close;
    switch (framing_.framing) {
        case Framing::chunked:
            state_ = State::chunked_body;
            // No sender of HTTP/1.0 knows the coding: something between changed the message (RFC 9112 6.1).
            keep_alive_ = keep_alive_ && head_.version >= 11;
            break;
        case Framing::length:
            state_ = State::length_body;
            left_ = framing_.length;
            break;
        case Framing::until_close:
        case Framing::none:
            state_ = State::close_body;
            break;
    }
    return {};
}

bool ResponseDecoder::persistent() const {
    if (head_.headers.has_token("Connection", "close")) {
        return false;
    }
    return head_.version >= 11 || head_.headers.has_token("Connection", "keep-alive");
}

Event ResponseDecoder::read_length_body(Bytes& input) {
    if (left_ == 0) {
        state_ = State::done;
        return {.type = EventType::end};
    }
    if (input.empty()) {
        return {.type = EventType::need_more};
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
    const Bytes body = input.first(count);
    input = input.subspan(count);
    left_ -= count;
    body_bytes_ += count;
    return {.type = EventType::body, .body = body};
}

Event ResponseDecoder::read_close_body(Bytes& input) {
    if (!protocol_.empty()) {
        field_ = std::exchange(protocol_, {});
        body_bytes_ += field_.size();
        return {.type = EventType::body, .body = as_bytes(field_)};
    }
    if (input.empty()) {
        return {.type = EventType::need_more};
    }
    body_bytes_ += input.size();
    return {.type = EventType::body, .body = std::exchange(input, input.last(0))};
}

Event ResponseDecoder::read_chunked_body(Bytes& input) {
    Bytes data;
    switch (chunked_.next(input, data)) {
        case ChunkedDecoder::Step::need_more:
            return {.type = EventType::need_more};
        case ChunkedDecoder::Step::data:
            body_bytes_ += data.size();
            return {.type = EventType::body, .body = data};
        case ChunkedDecoder::Step::failed:
            return refuse(chunked_.error());
        case ChunkedDecoder::Step::last_chunk:
            break;
    }
    state_ = State::trailers;
    return read_field(input);
}

// The decoder finds the end; the caller gets the bytes as they came.
Event ResponseDecoder::read_kept_chunks(Bytes& input) {
    const Bytes all = input;
    auto step = ChunkedDecoder::Step::data;
    while (step == ChunkedDecoder::Step::data) {
        Bytes data;
        step = chunked_.next(input, data);
    }
    if (step == ChunkedDecoder::Step::failed) {
        return refuse(chunked_.error());
    }
    if (step == ChunkedDecoder::Step::last_chunk) {
        state_ = State::trailers;
    }
    const Bytes taken = all.first(all.size() - input.size());
    if (taken.empty()) {
        return state_ == State::trailers ? read_kept_trailers(input) : Event{.type = EventType::need_more};
    }
    body_bytes_ += taken.size();
    return {.type = EventType::body, .body = taken};
}

Event ResponseDecoder::read_kept_trailers(Bytes& input) {
    const Event event = read_field(input);
    if (event.type != EventType::trailer_line && event.type != EventType::end) {
        return event;
    }
    body_bytes_ += event.line.size();
    return {.type = EventType::body, .body = as_bytes(event.line)};
}

Event ResponseDecoder::refuse(Error error) {
    error_ = std::move(error);
    state_ = State::failed;
    keep_alive_ = false;
    return {.type = EventType::failed};
}

}  // namespace sluice::http1
