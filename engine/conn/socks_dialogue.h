#pragma once

#include <sluice/error.h>
#include <sluice/proxy_error.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/sys/address.h"

namespace sluice::conn {

/// Where a SOCKS proxy is to connect to, and who asks. Secrets are in it.
struct SocksRequest {
    std::string host;                     ///< what the proxy looks up itself, unless there is an address
    std::optional<sys::Address> address;  ///< looked up by us
    std::uint16_t port = 0;
    std::optional<std::string> user;  ///< set: log in
    std::string password;

    SocksRequest() {}  // user-provided: passed to coroutines
};

/// The client's side of a SOCKS handshake as bytes in and out; owns no I/O, resumable at any byte. One per connection.
///
/// Normal: until done(): send to_send() (report with sent()), then read at most wanted() bytes and take() them. Never
/// more: what follows the handshake belongs to the tunnel. Failed: take() or error() say why, proxy_error() the detail.
/// Not thread-safe.
class SocksDialogue {
  public:
    SocksDialogue(const SocksDialogue&) = delete;
    SocksDialogue& operator=(const SocksDialogue&) = delete;
    virtual ~SocksDialogue() = default;

    /// What is to be sent before anything is read; borrowed until the next call that is not const.
    Bytes to_send() const { return as_bytes(out_).subspan(sent_); }
    void sent(std::size_t bytes) { sent_ += bytes; }
    /// How many bytes of the present reply are still to come for certain; 0 when done, failed, or when it is our turn.
    std::size_t wanted() const { return ended_ || !to_send().empty() ? 0 : expected_ - in_.size(); }
    /// Takes bytes from the front of `input`, at most wanted(). Errors: proxy_handshake, proxy_login, proxy_target.
    Result<void> take(Bytes& input);
    bool done() const { return ended_ && problem_ == ProxyError::ok; }

    /// Set by a request that cannot be made at all; then nothing is to be sent.
    const Error& error() const { return error_; }
    ProxyError proxy_error() const { return problem_; }
    /// What it means when the connection fails while sending or receiving at this point (its end is `closed`).
    ProxyError if_broken(bool sending) const { return sending ? broken_sending_ : broken_receiving_; }

  protected:
    SocksDialogue() = default;
    /// A reply is there, of the size that was expected. Says what is next with ask(), expect_more() or finish().
    virtual Result<void> on_reply(std::string_view reply) = 0;
    /// Sends `message` and expects a reply of `reply_size` bytes. The two last say what a broken connection means.
    void ask(std::string message, std::size_t reply_size, ProxyError sending, ProxyError receiving);
    /// The present reply is longer than was known: it comes again with `size` bytes in all.
    void expect_more(std::size_t size, ProxyError receiving);
    void finish();
    tl::unexpected<Error> refuse(Kind kind, ProxyError problem, std::string detail = {});

  private:
    std::string out_;
    std::size_t sent_ = 0;
    std::string in_;
    std::size_t expected_ = 0;
    bool ended_ = false;
    ProxyError problem_ = ProxyError::ok;
    ProxyError broken_sending_ = ProxyError::ok;
    ProxyError broken_receiving_ = ProxyError::ok;
    Error error_;
};

/// SOCKS4 and 4a (4a if the request has no address). Source: the protocol's two memos by Y.-D. Lee, 1992.
/// The user goes along, the password does not. Refused without a byte: an IPv6 address, NUL in user or host.
std::unique_ptr<SocksDialogue> make_socks4(const SocksRequest& request);

/// SOCKS5 with no login or name and password (RFC 1928, 1929). Refused without a byte: host, name or password beyond
/// 255 bytes.
std::unique_ptr<SocksDialogue> make_socks5(const SocksRequest& request);

}  // namespace sluice::conn
