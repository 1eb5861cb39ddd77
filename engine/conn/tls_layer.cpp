#include "engine/conn/tls_layer.h"

#include "engine/base/result.h"

namespace sluice::conn {

namespace {

void say_what_was_agreed(const TlsRecord& facts, ConnectReport& report) {
    report.say("SSL connection using " + facts.version + " / " + facts.cipher + (facts.resumed ? ", resumed" : ""));
    report.say(facts.alpn.empty() ? std::string("ALPN: server did not agree on a protocol")
                                  : "ALPN: server accepted " + facts.alpn);
    if (!facts.chain.empty()) {
        report.say("Server certificate: " + facts.chain.front().subject + ", issued by " + facts.chain.front().issuer);
    }
    if (!facts.verify_peer) {
        report.say("Certificate checks are off: " + facts.verify_text);
    }
}

}  // namespace

async::Task<Result<void>> secure(const ConnectorParts& parts, std::shared_ptr<tls::Context> context, tls::TlsPeer peer,
                                 std::unique_ptr<stream::Stream> lower, ConnectReport& report, Secured& out) {
    const bool resume = context->options().session_reuse;
    const bool listens = report.listener.wants_protocol_data();
    peer.keep_protocol_data = listens;
    auto secured = std::make_unique<tls::TlsStream>(std::move(lower), std::move(context),
                                                    resume ? parts.sessions : nullptr, parts.buffers, std::move(peer));
    auto shaken = co_await secured->handshake(parts.reactor);
    if (listens) {
        secured->take_protocol_data([&](bool sent, Bytes data) { report.listener.on_protocol_data(sent, data); });
    }
    out.facts = secured->facts();
    if (shaken) {
        say_what_was_agreed(*out.facts, report);
        out.stream = std::move(secured);
    }
    co_return shaken;
}

}  // namespace sluice::conn
