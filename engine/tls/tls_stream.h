#pragma once

#include <sluice/record.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/async/buffer_pool.h"
#include "engine/stream/stream.h"
#include "engine/tls/context.h"
#include "engine/tls/session_cache.h"

namespace sluice::tls {

/// With whom to speak TLS.
struct TlsPeer {
    TlsPeer(std::string peer_host, std::uint16_t peer_port, std::vector<std::string> protocols = {})
        : host(std::move(peer_host)), port(peer_port), alpn(std::move(protocols)) {}
    std::string host;                 ///< as in the URL: a name, or an IP literal; its certificate is wanted
    std::uint16_t port;               ///< sessions are kept per host and port
    std::vector<std::string> alpn;    ///< offered, the dearest first: "h2", "http/1.1" (RFC 7301); empty: none
    bool keep_protocol_data = false;  ///< for take_protocol_data()
};

/// TLS over another stream, as the client. While it waits it holds no receive buffer.
///
/// Course: handshake() → try_read/try_write as any Stream → destroyed: close_notify is sent if it can be at once.
/// Cancelled: destroy the handshake's task, then the stream. Failed handshake: nothing was sent or read of what is
/// above; facts() still tell the certificates that were shown.
/// After try_read returned would_block nothing decrypted is left inside: waiting for the descriptor is enough.
/// The end of the peer's data is `closed` with and without close_notify; closed_dirty() tells which.
/// Lives on one reactor's thread; when idle it may move to another (leave_reactor).
class TlsStream : public stream::Stream {
  public:
    /// `sessions` may be null: nothing is resumed. `buffers` outlives the stream.
    TlsStream(std::unique_ptr<stream::Stream> lower, std::shared_ptr<Context> context,
              std::shared_ptr<SessionCache> sessions, async::BufferPool& buffers, TlsPeer peer);
    ~TlsStream() override;

    /// Once, before anything else. No deadline of its own. The errors (all with `host`):
    /// tls_expired, tls_not_yet_valid, tls_wrong_host, tls_unknown_issuer, tls_self_signed, tls_revoked, tls_verify
    /// (60); tls_pin_mismatch (90), tls_status (91), tls_version and tls_handshake (35), tls_client_certificate (58),
    /// tls_client_certificate_wanted (98). TLS 1.3 servers refuse a certificate after the handshake: then the first
    /// read fails with one of the last two.
    async::Task<Result<void>> handshake(async::Reactor& reactor);

    sys::IoResult try_read(MutableBytes into) override;
    sys::IoResult try_write(Bytes from) override;
    stream::BlockedOn read_blocked_on() const override { return read_blocked_on_; }
    stream::BlockedOn write_blocked_on() const override { return write_blocked_on_; }
    Error last_error() const override { return error_; }
    /// Deals with what TLS itself may send at any time (session tickets, new keys); unread data stays unread.
    bool idle_and_alive() override;
    sys::Fd descriptor() const override { return lower_->descriptor(); }
    bool reads_pass_through() const override { return false; }
    void take_protocol_data(const std::function<void(bool sent, Bytes)>& each) override;

    /// True if the peer ended without close_notify: what was read may have been cut short by somebody between.
    bool closed_dirty() const { return read_side_ == Side::closed && bio_ended_dirty_; }
    /// What ALPN agreed on, empty if nothing.
    const std::string& alpn() const { return alpn_; }
    bool resumed() const;
    /// What was agreed and the chain that was shown, converted at the first call; the same object afterwards.
    /// Empty facts before the handshake has begun.
    std::shared_ptr<const TlsRecord> facts();
    /// Leaves the session cache behind: tickets that come later are not kept.
    bool leave_reactor(sys::Network& network) override;
    void join_reactor(async::Reactor& reactor, async::BufferPool& buffers) override;

  private:
    enum class Side : std::uint8_t { open, closed, failed };
    struct Parts;

    Result<void> prepare(WallTime now);
    Result<void> offer_protocols();
    std::optional<stream::BlockedOn> advance();
    void finish_handshake();
    Result<void> status_verdict();
    void fail_handshake(int ssl_error);
    sys::IoResult note_read_end(int rc);
    sys::IoResult fail_read(Error error);
    sys::IoResult fail_write(Error error);
    Error broken(Code code);
    void look_for_alert();
    stream::BlockedOn wait_of(int ssl_error) const;

    std::unique_ptr<stream::Stream> lower_;
    std::shared_ptr<Context> context_;
    std::shared_ptr<SessionCache> sessions_;
    TlsPeer peer_;
    std::unique_ptr<Parts> parts_;  ///< OpenSSL's side; destroyed before the stream below
    std::shared_ptr<const TlsRecord> facts_;
    std::string alpn_;
    stream::BlockedOn read_blocked_on_;
    stream::BlockedOn write_blocked_on_;
    Error error_;  ///< of the last call that failed
    Error read_error_;
    Error write_error_;
    WallTime now_{};  ///< of the handshake, by which certificates are judged
    Side read_side_ = Side::open;
    Side write_side_ = Side::open;
    bool established_ = false;
    bool bio_ended_dirty_ = false;
};

}  // namespace sluice::tls
