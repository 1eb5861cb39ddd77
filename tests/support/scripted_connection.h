#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/scripted_reply.h"
#include "tests/support/scripted_request.h"
#include "tests/support/scripted_tls.h"

namespace sluice::test {

/// What became of one accepted connection.
struct ConnectionFacts {
    enum class End : std::uint8_t { open, by_peer, reset_by_peer, by_server };
    int number = 0;
    int requests = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;
    End end = End::open;
    bool tls = false;
    bool session_resumed = false;
};

/// One accepted connection of a ScriptedServer: reads requests, plays their replies. Lives on the server's thread.
///
/// reading → a whole request → its steps, one after the other → reading … → draining (after close) → gone.
class ScriptedConnection {
  public:
    using Time = std::chrono::steady_clock::time_point;

    class Host {
      public:
        virtual ~Host() = default;
        virtual Reply answer(const RecordedRequest& request) = 0;
        virtual bool is_open(const std::string& gate) = 0;
        virtual const TlsAcceptor* acceptor() const = 0;
        virtual Framing framing() const = 0;
    };

    /// Takes over the descriptor, which is non-blocking.
    ScriptedConnection(Host& host, int fd, int number, bool tls, const Reply& greeting);
    ScriptedConnection(const ScriptedConnection&) = delete;
    ScriptedConnection& operator=(const ScriptedConnection&) = delete;
    ~ScriptedConnection();

    /// Goes on as far as it can without waiting. `error` = the socket was reported broken.
    void advance(bool error);
    /// Ends it now: with RST, or in good order.
    void finish(bool reset);
    bool gone() const { return gone_; }
    int fd() const { return fd_; }
    std::uint32_t wanted_events() const;
    /// When advance() must be called at the latest; nothing = only when the socket is ready.
    std::optional<Time> due() const { return again_ ? again_ : due_; }
    bool is_held() const;
    const ConnectionFacts& facts() const { return facts_; }

  private:
    enum class Next : std::uint8_t { go_on, wait };
    Next read_more();
    Next read_request();
    Next run_step();
    Next run_send(Step& step);
    Next run_wait(const Step& step);
    Next drain();
    std::string_view next_bytes(const Step& step);
    void step_done();
    void start_draining();
    void end(ConnectionFacts::End how, bool reset = false);

    Host& host_;
    int fd_;
    Channel channel_;
    ConnectionFacts facts_;
    std::string input_;
    std::deque<Step> steps_;
    std::uint64_t sent_of_step_ = 0;
    std::size_t sent_of_piece_ = 0;
    std::vector<char> buffer_;  ///< bytes of a ByteSource that were made and not yet sent
    std::size_t buffer_begin_ = 0;
    std::optional<Time> due_;
    std::optional<Time> again_;
    bool waits_to_write_ = false;
    bool continued_ = false;
    bool peer_ended_ = false;
    bool draining_ = false;
    bool gone_ = false;
};

}  // namespace sluice::test
