#include "engine/conn/connector.h"

#include "engine/base/result.h"
#include "engine/conn/connect_trace.h"
#include "engine/tls/tls_stream.h"

namespace sluice::conn {

namespace {

sys::FamilyChoice family_of(IpVersion version) {
    return version == IpVersion::v4   ? sys::FamilyChoice::v4
           : version == IpVersion::v6 ? sys::FamilyChoice::v6
                                      : sys::FamilyChoice::any;
}

tl::unexpected<Error> with_host(Error error, const std::string& host) {
    ErrorArgs args = error.facts();
    if (args.host.empty()) {
        args.host = host;
    }
    error.args = std::make_shared<const ErrorArgs>(std::move(args));
    return tl::unexpected<Error>(std::move(error));
}

async::Task<Result<dns::Names>> look_up(ConnectorParts parts, const Target& target, ConnectReport& report) {
    dns::Question question;
    question.host = target.via.host;
    question.port = target.via.port;
    question.family = family_of(target.options->dns->ip_version);
    question.cache_lifetime = target.options->dns->cache_timeout;
    question.cache = target.shared.names;
    auto& marks = report.record.marks;
    marks.dns_start = report.since_start(parts.reactor.now());
    auto names = co_await parts.names.resolve(question);
    marks.dns_end = report.since_start(parts.reactor.now());
    if (names) {
        report.record.name_source = names->source;
        tell_names(report, target.via.host, *names, Duration(marks.dns_end - marks.dns_start));
    }
    co_return names;
}

async::Task<Result<std::unique_ptr<stream::Stream>>> secure(ConnectorParts parts, const Target& target,
                                                            std::unique_ptr<stream::Stream> lower,
                                                            ConnectReport& report) {
    auto& marks = report.record.marks;
    marks.tls_start = report.since_start(parts.reactor.now());
    const bool resume = target.options->tls->session_reuse;
    const auto& sessions = target.shared.sessions ? target.shared.sessions : parts.sessions;
    std::vector<std::string> protocols;
    protocols.emplace_back(target.options->http->version == HttpVersion::v1_0 ? "http/1.0" : "http/1.1");
    tell_offer(report, protocols);
    tls::TlsPeer peer(target.host, target.port, std::move(protocols));
    peer.keep_protocol_data = report.protocol_data != nullptr;
    auto secured = std::make_unique<tls::TlsStream>(std::move(lower), target.context, resume ? sessions : nullptr,
                                                    parts.buffers, std::move(peer));
    auto shaken = co_await secured->handshake(parts.reactor);
    if (report.protocol_data) {
        secured->take_protocol_data(report.protocol_data);
    }
    report.record.tls = secured->facts();
    if (!shaken) {
        co_return tl::unexpected<Error>(std::move(shaken.error()));
    }
    marks.tls_end = report.since_start(parts.reactor.now());
    tell_tls(report, *report.record.tls, Duration(marks.tls_end - marks.tls_start));
    co_return std::unique_ptr<stream::Stream>(std::move(secured));
}

}  // namespace

async::Task<Result<std::unique_ptr<Connection>>> make_connection(ConnectorParts parts, const Target& target,
                                                                 ConnectReport& report) {
    auto names = co_await look_up(parts, target, report);
    if (!names) {
        co_return tl::unexpected<Error>(std::move(names.error()));
    }
    auto& marks = report.record.marks;
    marks.connect_start = report.since_start(parts.reactor.now());
    const std::vector<sys::Address> addresses = interleave(names->addresses);
    auto connected = co_await connect_first(parts.reactor, addresses, *target.options->socket,
                                            target.options->timeouts->happy_eyeballs, report);
    if (!connected) {
        co_return with_host(std::move(connected.error()), target.via.host);
    }
    marks.connect_end = report.since_start(parts.reactor.now());

    auto connection = std::make_unique<Connection>();
    connection->remote = connected->remote;
    connection->local = parts.reactor.world().network().local_address(connected->stream->descriptor());
    connection->stream = std::move(connected->stream);
    report.record.remote_address = connection->remote.text();
    report.record.local_address = connection->local.text();
    tell_connected(report, target.via.host, *connection);
    if (target.context) {
        auto secured = co_await secure(parts, target, std::move(connection->stream), report);
        if (!secured) {
            co_return with_host(std::move(secured.error()), target.host);
        }
        connection->stream = std::move(*secured);
        connection->tls = report.record.tls;
    }
    co_return connection;
}

}  // namespace sluice::conn
