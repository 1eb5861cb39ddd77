#pragma once

#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <string>

#include "engine/async/buffer_pool.h"
#include "engine/async/reactor.h"
#include "engine/sys/real_world.h"
#include "engine/tls/context.h"
#include "engine/tls/session_cache.h"
#include "engine/tls/tls_stream.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_certificates.h"

struct ssl_st;

namespace sluice::test {

/// The two directions of a connection that exists in memory only, and what can go wrong on it.
struct Wire {
    static constexpr sys::Fd fd = 700;
    std::string to_client, to_server;
    std::size_t read_budget = 0;  ///< bytes the client may still receive in this step
    std::size_t write_budget = 0;
    bool server_ended = false;  ///< the client sees the end after to_client
    int read_errno = 0;         ///< the client's receives fail, after to_client
    int write_errno = 0;
    int receives = 0;  ///< calls of the client
};

class WireStream : public stream::Stream {
  public:
    explicit WireStream(std::shared_ptr<Wire> wire) : wire_(std::move(wire)) {}
    sys::IoResult try_read(MutableBytes into) override;
    sys::IoResult try_write(Bytes from) override;
    stream::BlockedOn read_blocked_on() const override { return {Wire::fd, false}; }
    stream::BlockedOn write_blocked_on() const override { return {Wire::fd, true}; }
    Error last_error() const override { return error_; }
    bool idle_and_alive() override;
    sys::Fd descriptor() const override { return Wire::fd; }
    bool reads_pass_through() const override { return true; }

  private:
    std::shared_ptr<Wire> wire_;
    Error error_;
};

/// The server's end: OpenSSL on the other side of the Wire, driven by hand.
class WireServer {
  public:
    WireServer(std::shared_ptr<Wire> wire, std::shared_ptr<ssl_ctx_st> context);
    ~WireServer();
    WireServer(const WireServer&) = delete;
    WireServer& operator=(const WireServer&) = delete;

    /// Takes what came, answers; true if any byte moved.
    bool pump();
    void send(std::string_view text) { unsent_ += text; }
    void send_close_notify();
    void update_key(bool ask_for_the_same);
    bool renegotiate();
    ssl_st* native() const { return ssl_; }

    std::string received;
    bool got_close_notify = false;
    bool failed = false;  ///< OpenSSL gave up on this connection
    bool reading = true;  ///< off: a server that only sends

  private:
    std::shared_ptr<Wire> wire_;
    std::shared_ptr<ssl_ctx_st> context_;
    ssl_st* ssl_;
    std::string unsent_;
};

/// Everything a TlsStream needs, with a reactor whose only descriptor is the Wire's.
class TlsBench {
  public:
    TlsBench();
    /// A new connection to a server with this context; the stream is not shaken hands with yet.
    void connect(std::shared_ptr<ssl_ctx_st> server_context, const std::string& host = "localhost",
                 std::vector<std::string> alpn = {});
    /// The outcome of the handshake; nothing if it would wait for ever.
    std::optional<Result<void>> handshake();
    /// connect() and handshake(); the kind of failure, Kind::none if it went well.
    Kind meet(std::shared_ptr<ssl_ctx_st> server_context, const std::string& host = "localhost",
              std::vector<std::string> alpn = {});
    /// One round: the reactor, then the server, then what is ready. False if nothing moved.
    bool step();
    /// Steps until `task` has ended; nothing if it would wait for ever.
    template <class T>
    std::optional<T> run(async::Task<T> task) {
        std::optional<T> out;
        async::Root root(reactor, keep(std::move(task), out));
        for (int quiet = 0; !root.finished() && quiet < 5;) {
            quiet = step() ? 0 : quiet + 1;
        }
        return out;
    }
    /// The next bytes the stream gives, "" at its end; nothing if it would wait for ever or fails (see error).
    std::optional<std::string> read(std::size_t most = 256 * 1024);
    std::string read_all();
    bool write(std::string_view text);
    /// Path of a new file with this content.
    std::string file(const std::string& name, const std::string& content);

    QTemporaryDir folder;
    sys::RealWorld real;
    FakeClock clock;  ///< starts at the real time
    BorrowedWorld world;
    struct QuietDoor : async::Door {
        void on_interest(sys::Fd fd, sys::Interest interest, void*) override {
            if (fd == Wire::fd) {
                wanted = interest == sys::Interest::remove ? sys::Interest::none : interest;
            }
        }
        void on_timer(std::optional<Instant>) override {}
        sys::Interest wanted = sys::Interest::none;
    } door;
    async::Reactor reactor;
    async::BufferPool buffers;
    tls::ContextCache contexts;
    std::shared_ptr<tls::SessionCache> sessions;
    TlsOptions options;
    bool keep_protocol_data = false;
    std::size_t chunk = 1 << 20;  ///< most bytes the Wire gives and takes per step
    Error error;                  ///< of the last handshake, read or write that failed
    std::shared_ptr<Wire> wire;
    std::unique_ptr<WireServer> server;
    std::unique_ptr<tls::TlsStream> stream;

  private:
    template <class T>
    static async::Task<void> keep(async::Task<T> task, std::optional<T>& out) {
        T value = co_await std::move(task);
        out.emplace(std::move(value));
    }
};

}  // namespace sluice::test
