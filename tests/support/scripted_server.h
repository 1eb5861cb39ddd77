#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/scripted_connection.h"
#include "tests/support/scripted_reply.h"
#include "tests/support/scripted_request.h"
#include "tests/support/scripted_tls.h"

namespace sluice::test {

/// A loopback peer in its own thread that does what a test says: plays lines, stalls, lies, resets. Listens from its
/// construction on a free port; its destructor ends every connection with RST and joins the thread. Carries thousands
/// of connections. All calls may be made from any thread; handlers run on the server's thread.
///
///     ScriptedServer server;
///     server.on("/a", Reply::http(200, "hello"));
///     server.on_request([](const RecordedRequest& request) { return Reply::http(404); });
///     … transfer server.url("/a") …
///     QCOMPARE(server.requests().at(0).header("Host"), "127.0.0.1:" + std::to_string(server.port()));
///
/// A request is answered by the first that has an answer: the queue of enqueue(), the path's reply of on(), the handler
/// of on_request(), else 404.
class ScriptedServer {
  public:
    struct Settings {
        Framing framing = Framing::http;
        bool ipv6 = false;
        std::uint16_t port = 0;        ///< 0: any that is free
        int receive_buffer = 0;        ///< SO_RCVBUF of accepted sockets; 0: the system's
        bool accepts = true;           ///< false: connections stay in the backlog (of one), later ones get no answer
        std::optional<ServerTls> tls;  ///< TLS from the first byte
        std::optional<ServerTls> later_tls;  ///< only for Reply::start_tls
    };
    using Handler = std::function<Reply(const RecordedRequest&)>;
    using Greeting = std::function<Reply(int connection)>;
    static constexpr std::chrono::milliseconds patience{20'000};

    ScriptedServer();
    explicit ScriptedServer(Settings settings);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer();

    /// Empty, or why it does not run (no port, a bad certificate).
    const std::string& error() const;
    std::uint16_t port() const;
    /// "http://127.0.0.1:PORT/path"; https if it speaks TLS from the first byte.
    std::string url(const std::string& path, const std::string& host = {}) const;

    void on(const std::string& path, Reply reply);
    void enqueue(Reply reply);
    void on_request(Handler handler);
    /// What is done with each new connection before anything is read.
    void on_connection(Greeting greeting);
    /// Lets every Reply::hold(gate) go on, those to come too.
    void release(const std::string& gate);
    /// Ends every open connection, with RST or in good order: what an idle pool meets when a server restarts.
    void end_connections(bool reset);
    /// Closes the listening socket: new connections are refused.
    void stop_listening();

    std::vector<RecordedRequest> requests() const;
    std::size_t request_count() const;
    /// In the order they were accepted. `requests` is exact as soon as a reply was seen; bytes and end of a connection
    /// follow shortly after what the peer sees: wait_until_no_connection() first.
    std::vector<ConnectionFacts> connections() const;
    std::size_t connection_count() const;
    std::size_t open_connection_count() const;
    /// False if it did not happen within `limit`.
    bool wait_for_requests(std::size_t count, std::chrono::milliseconds limit = patience) const;
    bool wait_for_connections(std::size_t count, std::chrono::milliseconds limit = patience) const;
    bool wait_until_no_connection(std::chrono::milliseconds limit = patience) const;

  private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

}  // namespace sluice::test
