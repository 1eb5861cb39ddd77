#include "engine/conn/tls_layer.h"

#include "engine/base/result.h"
#include "engine/conn/connect_trace.h"

namespace sluice::conn {

async::Task<Result<void>> secure(const ConnectorParts& parts, std::shared_ptr<tls::Context> context, tls::TlsPeer peer,
                                 std::unique_ptr<stream::Stream> lower, ConnectReport& report, Secured& out) {
    const bool resume = context->options().session_reuse;
    const bool listens = report.listener.wants_protocol_data();
    peer.keep_protocol_data = listens;
    auto secured = std::make_unique<tls::TlsStream>(std::move(lower), std::move(context),
                                                    resume ? parts.sessions : nullptr, parts.buffers, std::move(peer));
    const Instant begun = parts.reactor.now();
    auto shaken = co_await secured->handshake(parts.reactor);
    if (listens) {
        secured->take_protocol_data([&](bool sent, Bytes data) { report.listener.on_protocol_data(sent, data); });
    }
    out.facts = secured->facts();
    if (shaken) {
        tell_tls(report, *out.facts, parts.reactor.now() - begun);
        out.stream = std::move(secured);
    }
    co_return shaken;
}

}  // namespace sluice::conn
