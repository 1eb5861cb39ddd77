#include "engine/tls/tls_stream.h"

#include <openssl/err.h>

#include <cerrno>
#include <limits>
#include <system_error>

#include "engine/base/result.h"
#include "engine/tls/connection_state.h"
#include "engine/tls/handshake_error.h"
#include "engine/tls/lower_bio.h"
#include "engine/tls/peer_name.h"
#include "engine/tls/record_log.h"
#include "engine/tls/stapled_status.h"
#include "engine/tls/tls_facts.h"
#include "engine/tls/verify.h"

namespace sluice::tls {

namespace {
constexpr std::size_t small_receive = 16 * 1024;
}  // namespace

struct TlsStream::Parts {
    Parts(stream::Stream& lower, async::BufferPool& buffers, SessionKey session_key)
        : bio(lower, buffers), key(std::move(session_key)) {}
    LowerBio bio;
    SessionKey key;
    ConnectionState state;
    PeerName name;
    RecordLog log;
    SslPtr ssl;  // first to go: it uses all of the above
};

TlsStream::TlsStream(std::unique_ptr<stream::Stream> lower, std::shared_ptr<Context> context,
                     std::shared_ptr<SessionCache> sessions, async::BufferPool& buffers, TlsPeer peer)
    : lower_(std::move(lower)),
      context_(std::move(context)),
      // A resumed session brings no status along.
      sessions_(context_->options().session_reuse && !context_->options().verify_status ? std::move(sessions)
                                                                                        : nullptr),
      peer_(std::move(peer)),
      parts_(std::make_unique<Parts>(*lower_, buffers, SessionKey(peer_.host, peer_.port, context_->options()))) {}

TlsStream::~TlsStream() {
    if (established_ && write_side_ == Side::open && read_side_ != Side::failed) {
        SSL_shutdown(parts_->ssl.get());  // close_notify, if the stream below takes it now
    }
    parts_.reset();
    ERR_clear_error();
}

// ---- handshake

Result<void> TlsStream::prepare(WallTime now) {
    ERR_clear_error();
    now_ = now;
    SL_TRY(name, peer_name(peer_.host));
    parts_->name = std::move(*name);
    parts_->ssl.reset(SSL_new(context_->native()));
    SSL* ssl = parts_->ssl.get();
    if (ssl == nullptr) {
        return fail(Kind::out_of_memory);
    }
    BIO_up_ref(parts_->bio.native());
    SSL_set_bio(ssl, parts_->bio.native(), parts_->bio.native());
    parts_->state.sessions = sessions_.get();
    parts_->state.key = &parts_->key;
    attach(*ssl, parts_->state);
    SSL_set_connect_state(ssl);
    if (peer_.keep_protocol_data) {
        parts_->log.attach(*ssl);
    }
    if (!parts_->name.is_address) {
        SSL_set_tlsext_host_name(ssl, parts_->name.text.c_str());
    }
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    if (!set_up_checks(*ssl, parts_->name, context_->options().verify_host, now)) {
        return fail(Kind::tls_handshake, ErrorArgs{.host = peer_.host, .detail = "not a name a certificate can have"});
    }
    SL_TRY(offered, offer_protocols());
    if (sessions_) {
        if (const SessionCache::Session session = sessions_->take(parts_->key)) {
            SSL_set_session(ssl, session.get());
        }
    }
    return {};
}

Result<void> TlsStream::offer_protocols() {
    std::vector<unsigned char> wire;  // RFC 7301 3.1: each name after its length
    for (const std::string& protocol : peer_.alpn) {
        if (protocol.empty() || protocol.size() > std::numeric_limits<unsigned char>::max()) {
            return fail(Kind::argument_bad, ErrorArgs{.detail = "an ALPN name has 1 to 255 bytes"});
        }
        wire.push_back(static_cast<unsigned char>(protocol.size()));
        wire.insert(wire.end(), protocol.begin(), protocol.end());
    }
    if (!wire.empty() && SSL_set_alpn_protos(parts_->ssl.get(), wire.data(), static_cast<unsigned>(wire.size())) != 0) {
        return fail(Kind::argument_bad, ErrorArgs{.detail = "too many ALPN names"});
    }
    return {};
}

async::Task<Result<void>> TlsStream::handshake(async::Reactor& reactor) {
    Result<void> outcome = prepare(reactor.world().clock().wall());
    if (!outcome) {
        fail_write(outcome.error());
        fail_read(outcome.error());
        co_return outcome;
    }
    for (;;) {
        const std::optional<stream::BlockedOn> blocked = advance();
        if (!blocked) {
            break;
        }
        co_await async::FdWait(reactor, blocked->fd, blocked->writing);
    }
    if (read_side_ == Side::failed) {
        outcome = tl::unexpected<Error>(read_error_);
    }
    co_return outcome;
}

/// One step; what to wait for, or nothing when the handshake is over, well or not.
std::optional<stream::BlockedOn> TlsStream::advance() {
    ERR_clear_error();
    parts_->bio.open(small_receive);
    const int rc = SSL_do_handshake(parts_->ssl.get());
    const int ssl_error = rc == 1 ? SSL_ERROR_NONE : SSL_get_error(parts_->ssl.get(), rc);
    parts_->bio.close();
    switch (ssl_error) {
        case SSL_ERROR_NONE:
            finish_handshake();
            return std::nullopt;
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return wait_of(ssl_error);
        default:
            fail_handshake(ssl_error);
            return std::nullopt;
    }
}

/// What is checked whether or not the chain is, and with resumed sessions too: the name and the pins.
void TlsStream::finish_handshake() {
    SSL* ssl = parts_->ssl.get();
    established_ = true;
    const unsigned char* protocol = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl, &protocol, &size);
    if (protocol != nullptr) {
        alpn_.assign(reinterpret_cast<const char*>(protocol), size);
    }
    const X509* certificate = SSL_get0_peer_certificate(ssl);
    if (context_->options().verify_host && (certificate == nullptr || !is_for(*certificate, parts_->name))) {
        const Error error = wrong_host_error(certificate, peer_.host);
        fail_write(error);
        fail_read(error);
    } else if (auto status = status_verdict(); !status) {
        fail_write(status.error());
        fail_read(std::move(status.error()));
    } else if (!context_->pins().empty() && (certificate == nullptr || !context_->pins().allows(*certificate))) {
        const Error error = fail(Kind::tls_pin_mismatch, ErrorArgs{.host = peer_.host}).value();
        fail_write(error);
        fail_read(error);
    }
}

Result<void> TlsStream::status_verdict() {
    return context_->options().verify_status ? check_stapled_status(*parts_->ssl, peer_.host, now_) : Result<void>();
}

void TlsStream::fail_handshake(int ssl_error) {
    const LowerBio& bio = parts_->bio;
    HandshakeFailure failure;
    failure.library = take_library_failure();
    failure.os_errno = ssl_error == SSL_ERROR_SSL ? 0 : bio.read_failed() ? bio.read_errno() : bio.write_errno();
    failure.peer_ended = bio.ended();
    failure.own_certificate_asked = parts_->state.own_certificate_asked;
    const bool chain_refused = failure.library.of_tls && failure.library.reason == SSL_R_CERTIFICATE_VERIFY_FAILED;
    Error error = chain_refused && parts_->state.failure.error != X509_V_OK
                      ? verify_error(parts_->state.failure, peer_.host, now_)
                      : handshake_error(failure, peer_.host, context_->options());
    fail_write(error);
    fail_read(std::move(error));
}

// ---- data

stream::BlockedOn TlsStream::wait_of(int ssl_error) const {
    return ssl_error == SSL_ERROR_WANT_WRITE ? lower_->write_blocked_on() : lower_->read_blocked_on();
}

sys::IoResult TlsStream::fail_read(Error error) {
    read_side_ = Side::failed;
    read_error_ = std::move(error);
    error_ = read_error_;
    return sys::IoResult::failure(error_.os_errno != 0 ? error_.os_errno : EPROTO);
}

sys::IoResult TlsStream::fail_write(Error error) {
    write_side_ = Side::failed;
    write_error_ = std::move(error);
    error_ = write_error_;
    return sys::IoResult::failure(error_.os_errno != 0 ? error_.os_errno : EPROTO);
}

/// The records of TLS do not fit together any more, or the peer said so.
Error TlsStream::broken(Code code) {
    const LibraryFailure library = take_library_failure();
    Error own = own_certificate_error(library, parts_->state.own_certificate_asked, peer_.host, context_->options());
    if (own) {
        return own;
    }
    return fail(code, Kind::tls_closed_dirty, ErrorArgs{.host = peer_.host, .detail = library.words}).value();
}

/// A read got nothing: why, and what that means for the reads to come.
sys::IoResult TlsStream::note_read_end(int rc) {
    const int ssl_error = SSL_get_error(parts_->ssl.get(), rc);
    if (ssl_error == SSL_ERROR_WANT_READ || ssl_error == SSL_ERROR_WANT_WRITE) {
        read_blocked_on_ = wait_of(ssl_error);
        return sys::IoResult::blocked();
    }
    if (ssl_error == SSL_ERROR_SSL && !parts_->bio.ended()) {
        Error error = broken(Code::recv_error);
        write_side_ = Side::failed;  // OpenSSL will not go on in either direction
        write_error_ = error;
        return fail_read(std::move(error));
    }
    if (parts_->bio.read_failed()) {
        Error error = lower_->last_error();
        if (!error) {  // refused here, not below
            error = fail(Kind::net_receive, ErrorArgs{.host = peer_.host}, parts_->bio.read_errno()).value();
        }
        return fail_read(std::move(error));
    }
    read_side_ = Side::closed;
    bio_ended_dirty_ = parts_->bio.ended();
    return sys::IoResult::ended();
}

sys::IoResult TlsStream::try_read(MutableBytes into) {
    if (read_side_ == Side::closed) {
        return sys::IoResult::ended();
    }
    if (read_side_ == Side::failed || !established_) {
        return fail_read(established_ || read_error_ ? read_error_ : fail(Kind::internal).value());
    }
    if (into.empty()) {
        return sys::IoResult::moved(0);
    }
    LowerBio& bio = parts_->bio;
    bio.open(into.size());
    std::size_t total = 0;
    sys::IoResult end = sys::IoResult::blocked();
    while (total < into.size()) {
        // Records that came with this receive are decrypted too; another receive would mostly find nothing.
        if (total > 0 && !bio.holds_bytes()) {
            break;
        }
        ERR_clear_error();
        std::size_t got = 0;
        const int rc = SSL_read_ex(parts_->ssl.get(), into.data() + total, into.size() - total, &got);
        if (rc != 1) {
            end = note_read_end(rc);
            break;
        }
        total += got;
        bio.stop_receiving();
    }
    bio.close();
    SSL_free_buffers(parts_->ssl.get());  // a long wait may begin; refused while there is something in them
    return total > 0 ? sys::IoResult::moved(total) : end;
}

sys::IoResult TlsStream::try_write(Bytes from) {
    if (write_side_ == Side::failed || !established_) {
        return fail_write(established_ || write_error_ ? write_error_ : fail(Kind::internal).value());
    }
    if (from.empty()) {
        return sys::IoResult::moved(0);
    }
    ERR_clear_error();
    parts_->bio.open(small_receive);
    std::size_t put = 0;
    const int rc = SSL_write_ex(parts_->ssl.get(), from.data(), from.size(), &put);
    const int ssl_error = rc == 1 ? SSL_ERROR_NONE : SSL_get_error(parts_->ssl.get(), rc);
    parts_->bio.close();
    switch (ssl_error) {
        case SSL_ERROR_NONE:
            return sys::IoResult::moved(put);
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            write_blocked_on_ = wait_of(ssl_error);
            return sys::IoResult::blocked();
        default:
            break;
    }
    if (!parts_->bio.write_failed()) {
        return fail_write(broken(Code::send_error));
    }
    Error error = lower_->last_error();
    look_for_alert();
    return fail_write(read_side_ == Side::failed ? read_error_ : std::move(error));
}

/// The peer has closed while we write: often it has said why before, and that is what a person should read.
void TlsStream::look_for_alert() {
    if (read_side_ != Side::open) {
        return;
    }
    ERR_clear_error();
    char byte = 0;
    std::size_t got = 0;
    parts_->bio.open(small_receive);
    const int rc = SSL_peek_ex(parts_->ssl.get(), &byte, 1, &got);
    if (rc != 1 && SSL_get_error(parts_->ssl.get(), rc) == SSL_ERROR_SSL) {
        static_cast<void>(note_read_end(rc));
    }
    parts_->bio.close();
}

bool TlsStream::idle_and_alive() {
    if (!established_ || read_side_ != Side::open || write_side_ != Side::open) {
        return false;
    }
    SSL* ssl = parts_->ssl.get();
    LowerBio& bio = parts_->bio;
    if (!bio.holds_bytes() && SSL_has_pending(ssl) == 0 && lower_->idle_and_alive()) {
        return true;
    }
    ERR_clear_error();
    char byte = 0;
    std::size_t got = 0;
    bio.open(small_receive);
    const int rc = SSL_peek_ex(ssl, &byte, 1, &got);
    const bool quiet = rc != 1 && note_read_end(rc).state == sys::IoState::would_block;
    bio.close();
    SSL_free_buffers(ssl);
    return quiet && SSL_has_pending(ssl) == 0;
}

// ---- figures

bool TlsStream::resumed() const {
    return established_ && SSL_session_reused(parts_->ssl.get()) == 1;
}

std::shared_ptr<const TlsRecord> TlsStream::facts() {
    if (!parts_->ssl) {
        return std::make_shared<const TlsRecord>();
    }
    if (!facts_) {
        facts_ = std::make_shared<const TlsRecord>(tls_facts(*parts_->ssl, context_->options()));
        ERR_clear_error();
    }
    return facts_;
}

void TlsStream::take_protocol_data(const std::function<void(bool sent, Bytes)>& each) {
    if (peer_.keep_protocol_data) {
        parts_->log.take(each);
    }
}

bool TlsStream::leave_reactor(sys::Network& network) {
    if (parts_->bio.holds_bytes() || !lower_->leave_reactor(network)) {
        return false;
    }
    parts_->state.sessions = nullptr;
    sessions_.reset();
    return true;
}

void TlsStream::join_reactor(async::Reactor& reactor, async::BufferPool& buffers) {
    lower_->join_reactor(reactor, buffers);
    parts_->bio.use_buffers(buffers);
}

}  // namespace sluice::tls
