#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct ssl_ctx_st;
struct ssl_st;

namespace sluice::test {

/// What a scripted server needs to speak TLS: a context that was made elsewhere (make_server_context of
/// test_certificates.h), or PEM texts.
struct ServerTls {
    std::shared_ptr<ssl_ctx_st> context;  ///< used as it is, but for `adjust`
    std::string certificate_chain;        ///< the server's own first
    std::string private_key;
    std::vector<std::string> alpn;            ///< offered, best first; empty: the extension is not answered
    std::string client_ca;                    ///< not empty: a client certificate signed by it is required
    std::function<void(ssl_ctx_st*)> adjust;  ///< last word on the context: versions, ciphers, tickets
};

/// A TLS context shared by the connections of one server.
class TlsAcceptor {
  public:
    explicit TlsAcceptor(const ServerTls& settings);
    ssl_ctx_st* context() const { return context_.get(); }
    /// Empty, or why the context cannot be used.
    const std::string& error() const { return error_; }

  private:
    void make_context(const ServerTls& settings);
    friend int choose_alpn(ssl_st*, const unsigned char**, unsigned char*, const unsigned char*, unsigned, void*);
    std::shared_ptr<ssl_ctx_st> context_;
    std::vector<std::string> alpn_;
    std::string error_;
};

/// The bytes of one accepted socket, in cleartext or inside TLS. Non-blocking; one thread.
class Channel {
  public:
    enum class State : unsigned char { moved, wants_read, wants_write, ended, failed };
    struct Outcome {
        State state;
        std::size_t bytes = 0;
    };

    explicit Channel(int fd) : fd_(fd) {}
    void start_tls(const TlsAcceptor& acceptor);
    Outcome read(char* into, std::size_t size);
    Outcome write(const char* from, std::size_t size);
    /// Sends close_notify if TLS is up; never waits.
    void end_tls();
    bool is_tls() const { return ssl_ != nullptr; }
    std::string server_name() const;
    std::string alpn() const;
    bool session_resumed() const;

  private:
    Outcome tls_outcome(int result);
    int fd_;
    std::shared_ptr<ssl_st> ssl_;
};

}  // namespace sluice::test
