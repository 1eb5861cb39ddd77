#pragma once

#include <sluice/error.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/http1/body_framing.h"
#include "engine/http1/chunked_decoder.h"
#include "engine/http1/line_buffer.h"
#include "engine/http1/response_head.h"

namespace sluice::http1 {

struct DecoderOptions {
    std::size_t max_header_bytes = 300 * 1024;  ///< heads of one response (1xx and trailers too), with line ends
    std::size_t max_header_count = 5000;        ///< field lines in them
    std::size_t max_informational = 64;         ///< 1xx responses before the final one
    bool head_request = false;                  ///< the response has no body, whatever it announces
    bool connect_request = false;               ///< a 2xx opens a tunnel: the bytes after its head are not HTTP
    bool http09_allowed = false;                ///< a reply without a head is a body
    bool codings_allowed = false;               ///< transfer codings besides chunked: framing().codings names them
    bool keep_chunks = false;                   ///< chunk framing is part of the body, as it came
    bool ignore_content_length = false;         ///< only the end of the connection ends a body that is not chunked
    std::vector<std::string> aliases_of_200{};  ///< a status line that begins so means "HTTP/1.0 200"
};

enum class EventType : std::uint8_t {
    need_more,     ///< all input was taken; call again with more, or end_of_input()
    status_line,   ///< `line`
    header_line,   ///< `line`, folded lines joined
    head_end,      ///< `line` is the blank line; head() is complete. If head().informational() another head follows
    body,          ///< `body`
    trailer_line,  ///< `line`; collected in trailers()
    end,           ///< complete; what is left of the input does not belong to this response
    failed,        ///< see error(); nothing more will come
};

struct Event {
    EventType type = EventType::need_more;
    std::string_view line;       ///< whole, with its line end; borrowed until the next call
    Bytes body;                  ///< never empty with EventType::body; in the input (HTTP/0.9: perhaps the decoder's)
    bool informational = false;  ///< with status_line, header_line, head_end: of a 1xx response
};

/// Turns the bytes of one HTTP/1 response, informational ones before it included, into events (RFC 9112). Resumable at
/// any byte, owns no I/O; memory is bounded by max_header_bytes. One per response. Not thread-safe.
///
/// Normal: next(input) until end; need_more asks for input. A body event costs the same for any number of bytes.
/// Cut short: on need_more at the end of the connection, end_of_input() says whether that was a proper end.
/// Spliced: when raw_run() has a value, that many body bytes follow verbatim; bytes moved elsewhere are reported with
/// skip_raw(), after which next() goes on with what follows them.
class ResponseDecoder {
  public:
    explicit ResponseDecoder(const DecoderOptions& options) : options_(options) {}

    /// Takes bytes from the front of `input` and yields one event. May yield an event from an empty input.
    Event next(Bytes& input);
    /// The peer closed: end for a body delimited by that, else failed: net_got_nothing, net_closed_early (in a head)
    /// or http_short_body.
    Event end_of_input();

    /// The current head, complete from head_end on; of the final response after the last one.
    const ResponseHead& head() const noexcept { return head_; }
    const http::HeaderList& trailers() const noexcept { return trailers_; }
    const Error& error() const noexcept { return error_; }
    const BodyFraming& framing() const noexcept { return framing_; }

    /// Body bytes that follow verbatim: the rest of Content-Length, or the largest number if the end of the connection
    /// ends the body. Nothing outside of such a body.
    std::optional<std::uint64_t> raw_run() const noexcept;
    /// `count` of those bytes, at most raw_run(), went another way.
    void skip_raw(std::uint64_t count) noexcept;
    /// Body bytes so far, without chunk framing.
    std::uint64_t body_bytes() const noexcept { return body_bytes_; }

    /// After end: whether the connection may carry another request (RFC 9112 9.3).
    bool keep_alive() const noexcept { return state_ == State::done && keep_alive_; }

  private:
    enum class State : std::uint8_t {
        protocol,
        status_line,
        headers,
        length_body,
        close_body,
        chunked_body,
        trailers,
        done,
        failed
    };

    Event read_protocol(Bytes& input);
    Event read_status_line(Bytes& input);
    Event read_field(Bytes& input);
    Event emit_field();
    Event end_head(std::string_view blank_line);
    Result<void> begin_body();
    Event read_length_body(Bytes& input);
    Event read_close_body(Bytes& input);
    Event read_chunked_body(Bytes& input);
    Event read_kept_chunks(Bytes& input);
    Event read_kept_trailers(Bytes& input);
    bool may_begin_head(std::string_view text) const;
    Event begin_http09();
    bool persistent() const;
    /// Reads a line within the budget of header bytes; an event only if it is not complete.
    std::optional<Event> read_line(Bytes& input);
    Event refuse(Error error);

    DecoderOptions options_;
    State state_ = State::protocol;
    LineBuffer line_;
    std::string protocol_;      // what came of "HTTP/" or an alias of it
    bool alias_ = false;        // the status line begins with an alias
    std::string field_;         // a field line that the next line may continue
    bool field_given_ = false;  // field_ was lent to the caller
    bool continuing_ = false;   // the line being read continues field_
    std::size_t header_bytes_ = 0;
    std::size_t header_count_ = 0;
    std::size_t informational_count_ = 0;
    ResponseHead head_;
    http::HeaderList trailers_;
    BodyFraming framing_;
    ChunkedDecoder chunked_;
    std::uint64_t left_ = 0;  // of Content-Length
    std::uint64_t body_bytes_ = 0;
    bool keep_alive_ = false;
    Error error_;
};

}  // namespace sluice::http1
