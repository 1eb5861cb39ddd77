#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::test {

/// Bytes that are made when they are needed, so that a large body is never held whole. Called from the server's thread.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// Fills all of `into` with the bytes that begin at `offset`.
    virtual void fill(std::uint64_t offset, std::span<char> into) const = 0;
};

/// One thing a scripted peer does.
struct Step {
    enum class What : std::uint8_t { send, wait, stall, hold, reset, close, end_sending, start_tls };
    What what = What::send;
    std::string bytes;                         ///< send: these, or
    std::shared_ptr<const ByteSource> source;  ///< `length` bytes of this from `offset` on
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::size_t piece = 0;  ///< send at most so many at once, then rest for `pause`; 0 = as fast as it goes
    std::chrono::milliseconds pause{0};
    std::string gate;      ///< hold: until ScriptedServer::release(gate)
    bool is_body = false;  ///< left out when the request was HEAD
};

/// What a scripted peer does in answer to one request (or to a new connection), step by step. After the last step it
/// reads on, unless the last step ended the connection.
///
///     Reply::http(200, "hello")
///     Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").reset()
///     Reply::http(200).send_slowly(body, 100, 50ms)
class Reply {
  public:
    using Milliseconds = std::chrono::milliseconds;

    Reply() = default;
    /// A well-formed response with the right Content-Length. `headers` are whole lines without CRLF.
    static Reply http(int status, std::string body = {}, const std::vector<std::string>& headers = {});
    /// Only a head, with exactly these header lines: what follows is up to the next steps.
    static Reply head(int status, const std::vector<std::string>& headers);

    Reply& send(std::string bytes);
    Reply& send_slowly(std::string bytes, std::size_t piece, Milliseconds pause);
    /// `piece` and `pause` as in send_slowly; 0 = as fast as it goes.
    Reply& send_from(std::shared_ptr<const ByteSource> source, std::uint64_t offset, std::uint64_t length,
                     std::size_t piece = 0, Milliseconds pause = Milliseconds(0));
    Reply& wait(Milliseconds time);
    /// Does nothing more until the peer goes or the server stops.
    Reply& stall();
    /// Waits for ScriptedServer::release(gate); passes at once if that was called before.
    Reply& hold(std::string gate);
    /// Ends the connection with RST.
    Reply& reset();
    Reply& close();
    /// Ends only the sending direction.
    Reply& end_sending();
    /// From here on this connection speaks TLS, with the server's ServerTls.
    Reply& start_tls();

    /// Every step of `more` after those of this one.
    Reply& then(const Reply& more);
    const std::vector<Step>& steps() const { return steps_; }

  private:
    Reply& add(Step step);
    std::vector<Step> steps_;
};

/// "OK" for 200; "Status" for numbers without a phrase of their own.
std::string_view reason_phrase(int status);

}  // namespace sluice::test
