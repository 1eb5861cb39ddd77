#include "tests/unit/tls/tls_bench.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cstring>

#include "engine/base/result.h"
#include "engine/stream/tcp_stream.h"

namespace sluice::test {

sys::IoResult WireStream::try_read(MutableBytes into) {
    ++wire_->receives;
    const std::size_t size = std::min({into.size(), wire_->to_client.size(), wire_->read_budget});
    if (size > 0) {
        std::memcpy(into.data(), wire_->to_client.data(), size);
        wire_->to_client.erase(0, size);
        wire_->read_budget -= size;
        return sys::IoResult::moved(size);
    }
    if (wire_->to_client.empty() && wire_->read_errno != 0) {
        error_ = stream::network_error(wire_->read_errno, false);
        return sys::IoResult::failure(wire_->read_errno);
    }
    return wire_->to_client.empty() && wire_->server_ended ? sys::IoResult::ended() : sys::IoResult::blocked();
}

sys::IoResult WireStream::try_write(Bytes from) {
    if (wire_->write_errno != 0) {
        error_ = stream::network_error(wire_->write_errno, true);
        return sys::IoResult::failure(wire_->write_errno);
    }
    const std::size_t size = std::min(from.size(), wire_->write_budget);
    if (size == 0) {
        return sys::IoResult::blocked();
    }
    wire_->to_server += as_text(from.first(size));
    wire_->write_budget -= size;
    return sys::IoResult::moved(size);
}

bool WireStream::idle_and_alive() {
    return wire_->to_client.empty() && !wire_->server_ended && wire_->read_errno == 0;
}

WireServer::WireServer(std::shared_ptr<Wire> wire, std::shared_ptr<ssl_ctx_st> context)
    : wire_(std::move(wire)), context_(std::move(context)), ssl_(SSL_new(context_.get())) {
    SSL_set_bio(ssl_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(ssl_);
}

WireServer::~WireServer() {
    SSL_set_shutdown(ssl_, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);  // its sessions stay good
    SSL_free(ssl_);
}

bool WireServer::pump() {
    bool moved = false;
    ERR_clear_error();
    if (reading && !wire_->to_server.empty()) {
        BIO_write(SSL_get_rbio(ssl_), wire_->to_server.data(), static_cast<int>(wire_->to_server.size()));
        wire_->to_server.clear();
        moved = true;
    }
    int rc = SSL_is_init_finished(ssl_) == 1 ? 1 : SSL_do_handshake(ssl_);
    if (rc == 1) {
        while (!unsent_.empty()) {
            const int put =
                SSL_write(ssl_, unsent_.data(), static_cast<int>(std::min<std::size_t>(unsent_.size(), 65536)));
            if (put <= 0) {
                break;
            }
            unsent_.erase(0, static_cast<std::size_t>(put));
            moved = true;
        }
        std::array<char, 16384> buffer{};
        while ((rc = SSL_read(ssl_, buffer.data(), static_cast<int>(buffer.size()))) > 0) {
            received.append(buffer.data(), static_cast<std::size_t>(rc));
        }
    }
    if (rc <= 0) {
        const int error = SSL_get_error(ssl_, rc);
        got_close_notify = got_close_notify || error == SSL_ERROR_ZERO_RETURN;
        failed = failed || error == SSL_ERROR_SSL || error == SSL_ERROR_SYSCALL;
    }
    char* out = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(ssl_), &out);
    if (size > 0) {
        wire_->to_client.append(out, static_cast<std::size_t>(size));
        (void)BIO_reset(SSL_get_wbio(ssl_));
        moved = true;
    }
    ERR_clear_error();
    return moved;
}

void WireServer::send_close_notify() {
    pump();
    SSL_shutdown(ssl_);
    pump();
}

void WireServer::update_key(bool ask_for_the_same) {
    SSL_key_update(ssl_, ask_for_the_same ? SSL_KEY_UPDATE_REQUESTED : SSL_KEY_UPDATE_NOT_REQUESTED);
    SSL_do_handshake(ssl_);
}

bool WireServer::renegotiate() {
    return SSL_renegotiate(ssl_) == 1 && SSL_do_handshake(ssl_) == 1;
}

TlsBench::TlsBench()
    : world(real),
      reactor((world.use(clock), world), door),
      contexts(clock),
      sessions(std::make_shared<tls::SessionCache>(clock)) {
    clock.set_wall(real.clock().wall());
}

void TlsBench::connect(std::shared_ptr<ssl_ctx_st> server_context, const std::string& host,
                       std::vector<std::string> alpn) {
    stream.reset();
    wire = std::make_shared<Wire>();
    server = std::make_unique<WireServer>(wire, std::move(server_context));
    auto context = contexts.get(options);
    if (!context) {
        error = context.error();
        return;
    }
    error = Error();
    tls::TlsPeer peer(host, 443, std::move(alpn));
    peer.keep_protocol_data = keep_protocol_data;
    stream = std::make_unique<tls::TlsStream>(std::make_unique<WireStream>(wire), *context, sessions, buffers,
                                              std::move(peer));
}

std::optional<Result<void>> TlsBench::handshake() {
    auto outcome = run(stream->handshake(reactor));
    if (outcome && !*outcome) {
        error = outcome->error();
    }
    return outcome;
}

Kind TlsBench::meet(std::shared_ptr<ssl_ctx_st> server_context, const std::string& host,
                    std::vector<std::string> alpn) {
    connect(std::move(server_context), host, std::move(alpn));
    if (!stream) {
        return error.kind;
    }
    const auto outcome = handshake();
    return !outcome ? Kind::net_stalled : *outcome ? Kind::none : error.kind;
}

bool TlsBench::step() {
    wire->read_budget = wire->write_budget = chunk;
    const std::size_t waiting = wire->to_client.size();
    const std::size_t sent = wire->to_server.size();
    reactor.run();
    bool moved = wire->to_client.size() != waiting || wire->to_server.size() != sent;
    moved = server->pump() || moved;
    // Readiness by level, as a poller has it: the budgets of the next step are fresh.
    const bool readable = !wire->to_client.empty() || wire->server_ended || wire->read_errno != 0;
    reactor.ready(Wire::fd, (readable ? sys::ready_in : 0U) | sys::ready_out);
    return moved;
}

std::optional<std::string> TlsBench::read(std::size_t most) {
    std::string buffer(most, '\0');
    const auto got = run(stream::read_some(reactor, *stream, {reinterpret_cast<std::byte*>(buffer.data()), most}));
    if (!got || !*got) {
        error = got ? got->error() : Error();
        return std::nullopt;
    }
    buffer.resize(**got);
    return buffer;
}

std::string TlsBench::read_all() {
    std::string all;
    for (auto part = read(); part && !part->empty(); part = read()) {
        all += *part;
    }
    return all;
}

bool TlsBench::write(std::string_view text) {
    const auto put = run(stream::write_all(reactor, *stream, as_bytes(text)));
    if (put && !*put) {
        error = put->error();
    }
    return put && put->has_value();
}

std::string TlsBench::file(const std::string& name, const std::string& content) {
    return write_file(folder.path().toStdString(), name, content);
}

}  // namespace sluice::test
