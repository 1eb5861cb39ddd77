#include "engine/conn/connector.h"

#include "engine/base/result.h"
#include "engine/conn/connect_trace.h"
#include "engine/conn/haproxy_line.h"
#include "engine/conn/socks_client.h"
#include "engine/conn/tls_layer.h"
#include "engine/conn/tunnel.h"
#include "engine/stream/prefixed_stream.h"

namespace sluice::conn {

namespace {

constexpr int most_reconnects = 5;

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

dns::Question question_of(const Target& target, const std::string& host, std::uint16_t port) {
    dns::Question question;
    question.host = host;
    question.port = port;
    question.family = family_of(target.options->dns->ip_version);
    question.cache_lifetime = target.options->dns->cache_timeout;
    question.cache = target.shared.names;
    question.over_https = target.over_https;
    question.before_lookup = target.callbacks == nullptr ? nullptr : &target.callbacks->resolver_start;
    return question;
}

/// Where the stage behind the proxy of that number lies.
dns::Question question_behind(const Target& target, std::size_t proxy) {
    const ProxyChain& proxies = target.route.proxies;
    if (proxy + 1 < proxies.size()) {
        return question_of(target, proxies[proxy + 1].host, proxies[proxy + 1].port);
    }
    return question_of(target, target.via.host, target.via.port);
}

async::Task<Result<dns::Names>> look_up(ConnectorParts parts, const Target& target, ConnectReport& report) {
    const bool proxied = !target.route.proxies.empty();
    const dns::Question question =
        proxied ? question_of(target, target.route.proxies.front().host, target.route.proxies.front().port)
                : question_of(target, target.via.host, target.via.port);
    report.record().marks.dns_start = report.since_start(parts.reactor.now());
    auto names = co_await parts.names.resolve(question);
    report.record().marks.dns_end = report.since_start(parts.reactor.now());
    if (names) {
        report.record().name_source = names->source;
        tell_names(report, question.host, *names,
                   Duration(report.record().marks.dns_end - report.record().marks.dns_start));
    } else if (proxied) {
        Error& error = names.error();
        error.kind = error.kind == Kind::dns_not_found ? Kind::proxy_not_found : error.kind;
        error.code = error.code == Code::couldnt_resolve_host ? Code::couldnt_resolve_proxy : error.code;
    }
    co_return names;
}

/// For people: names in the abstract name space begin with '@'.
std::string shown(const std::string& path) {
    return path.starts_with('\0') ? '@' + path.substr(1) : path;
}

/// To a socket of this machine.
async::Task<Result<Connected>> connect_here(ConnectorParts parts, const std::string& path, const SocketPlan& plan,
                                            ConnectReport& report) {
    report.say("Trying " + shown(path) + "...");
    auto opened = open_local_socket(parts.reactor, path, plan);
    if (!opened) {
        co_return tl::unexpected<Error>(std::move(opened.error()));
    }
    Connected out;
    out.stream = std::move(opened->stream);
    if (!opened->connected) {
        const sys::Fd fd = out.stream->descriptor();
        const sys::IoResult begun = parts.reactor.world().network().connect_local(fd, path);
        auto joined = co_await finish_connect(parts.reactor, fd, begun, shown(path));
        if (!joined) {
            co_return tl::unexpected<Error>(std::move(joined.error()));
        }
    }
    co_return out;
}

const std::string& local_path_of(const Route& route) {
    return route.proxies.empty() ? route.local_path : route.proxies.front().unix_path;
}

/// To the host, or the first proxy.
async::Task<Result<Connected>> connect_socket(ConnectorParts parts, const Target& target, ConnectReport& report) {
    const LocalBinding none;
    const SocketPlan local_plan{*target.options->socket, none, target.callbacks, report.owner};
    const std::string& path = local_path_of(target.route);
    if (!path.empty()) {
        report.record().marks.connect_start = report.since_start(parts.reactor.now());
        auto here = co_await connect_here(parts, path, local_plan, report);
        co_return here;
    }
    auto names = co_await look_up(parts, target, report);
    if (!names) {
        co_return tl::unexpected<Error>(std::move(names.error()));
    }
    auto local = co_await find_local_end(parts.reactor, parts.names, *target.options->socket);
    if (!local) {
        co_return tl::unexpected<Error>(std::move(local.error()));
    }
    const SocketPlan plan{*target.options->socket, *local, target.callbacks, report.owner};
    report.record().marks.connect_start = report.since_start(parts.reactor.now());
    const std::vector<sys::Address> addresses = interleave(names->addresses);
    auto connected =
        co_await connect_first(parts.reactor, addresses, plan, target.options->timeouts->happy_eyeballs, report);
    co_return connected;
}

void note_socket(ConnectorParts parts, const Target& target, Connection& connection, ConnectReport& report) {
    connection.local_path = shown(local_path_of(target.route));
    connection.local = parts.reactor.world().network().local_address(connection.stream->descriptor());
    ++report.connects;
    RequestRecord& record = report.record();
    record.marks.connect_end = report.since_start(parts.reactor.now());
    record.remote_address = connection.remote_text();
    if (!connection.local_path.empty()) {
        report.say("Connected to the socket " + connection.local_path);
        return;
    }
    record.local_address = connection.local.text();
    const ProxyChain& proxies = target.route.proxies;
    tell_connected(report, proxies.empty() ? target.via.host : proxies.front().host, connection);
}

async::Task<Result<void>> secure_to_proxy(ConnectorParts parts, const Target& target, Connection& connection,
                                          ConnectReport& report) {
    const ProxyServer& proxy = *target.route.http_proxy();
    std::vector<std::string> protocols;
    protocols.emplace_back("http/1.1");
    tls::TlsPeer peer(proxy.host, proxy.port, std::move(protocols));
    Secured secured;
    auto shaken = co_await secure(parts, target.route.proxy_context, std::move(peer), std::move(connection.stream),
                                  report, secured);
    connection.proxy_tls = secured.facts;
    report.proxy_tls = secured.facts;
    connection.stream = std::move(secured.stream);
    co_return shaken;
}

/// Goes over one proxy. `again` is set if all must be done anew.
async::Task<Result<void>> pass_proxy(ConnectorParts parts, const Target& target, std::size_t number,
                                     Connection& connection, ConnectReport& report, bool& again) {
    const ProxyServer& proxy = target.route.proxies[number];
    if (proxy.is_socks()) {
        const dns::Question next = question_behind(target, number);
        auto passed = co_await connect_over_socks(parts.reactor, parts.names, *connection.stream, proxy, next, report);
        co_return passed;
    }
    if (proxy.type == ProxyType::https) {
        auto secured = co_await secure_to_proxy(parts, target, connection, report);
        if (!secured) {
            co_return secured;
        }
    }
    if (!target.route.tunnel) {
        co_return Result<void>();
    }
    auto tunnel = co_await open_tunnel(parts.reactor, target, *connection.stream, report);
    if (!tunnel) {
        co_return tl::unexpected<Error>(std::move(tunnel.error()));
    }
    again = tunnel->reconnect;
    if (!tunnel->early.empty()) {
        connection.stream =
            std::make_unique<stream::PrefixedStream>(std::move(tunnel->early), std::move(connection.stream));
    }
    co_return Result<void>();
}

async::Task<Result<void>> pass_proxies(ConnectorParts parts, const Target& target, Connection& connection,
                                       ConnectReport& report, bool& again) {
    for (std::size_t i = 0; i < target.route.proxies.size() && !again; ++i) {
        auto passed = co_await pass_proxy(parts, target, i, connection, report, again);
        if (!passed) {
            co_return with_host(std::move(passed.error()), target.route.proxies[i].name());
        }
    }
    co_return Result<void>();
}

async::Task<Result<void>> send_haproxy_line(ConnectorParts parts, const Target& target, Connection& connection) {
    const std::string line = connection.local_path.empty()
                                 ? haproxy_line(connection.local, connection.remote, target.route.haproxy_client)
                                 : haproxy_line_unknown();
    const Bytes bytes = as_bytes(line);
    auto sent = co_await stream::write_all(parts.reactor, *connection.stream, bytes);
    co_return sent;
}

async::Task<Result<void>> secure_to_host(ConnectorParts parts, const Target& target, Connection& connection,
                                         ConnectReport& report) {
    report.record().marks.tls_start = report.since_start(parts.reactor.now());
    std::vector<std::string> protocols;
    protocols.emplace_back(target.options->http->version == HttpVersion::v1_0 ? "http/1.0" : "http/1.1");
    tell_offer(report, protocols);
    tls::TlsPeer peer(target.host, target.port, std::move(protocols));
    Secured secured;
    auto shaken =
        co_await secure(parts, target.context, std::move(peer), std::move(connection.stream), report, secured);
    connection.tls = secured.facts;
    report.record().tls = secured.facts;
    if (shaken) {
        report.record().marks.tls_end = report.since_start(parts.reactor.now());
        connection.stream = std::move(secured.stream);
    }
    co_return shaken;
}

/// What lies above the proxies.
async::Task<Result<void>> reach_host(ConnectorParts parts, const Target& target, Connection& connection,
                                     ConnectReport& report) {
    if (target.route.haproxy) {
        auto sent = co_await send_haproxy_line(parts, target, connection);
        if (!sent) {
            co_return with_host(std::move(sent.error()), target.host);
        }
    }
    if (target.context) {
        auto secured = co_await secure_to_host(parts, target, connection, report);
        if (!secured) {
            co_return with_host(std::move(secured.error()), target.host);
        }
    }
    co_return Result<void>();
}

}  // namespace

async::Task<Result<std::unique_ptr<Connection>>> make_connection(ConnectorParts parts, const Target& target,
                                                                 ConnectReport& report) {
    const ProxyChain& proxies = target.route.proxies;
    if (target.shared.sessions) {
        parts.sessions = target.shared.sessions;
    }
    for (;;) {
        auto connected = co_await connect_socket(parts, target, report);
        if (!connected) {
            co_return with_host(std::move(connected.error()),
                                proxies.empty() ? target.via.host : proxies.front().name());
        }
        auto connection = std::make_unique<Connection>();
        connection->remote = connected->remote;
        connection->stream = std::move(connected->stream);
        note_socket(parts, target, *connection, report);
        bool again = false;
        auto passed = co_await pass_proxies(parts, target, *connection, report, again);
        if (!passed) {
            co_return tl::unexpected<Error>(std::move(passed.error()));
        }
        if (again && report.connects <= most_reconnects) {
            report.say("The proxy closed the connection: connecting again");
            continue;
        }
        if (again) {
            co_return fail(Code::couldnt_connect, Kind::http_proxy_refused, ErrorArgs{.host = target.via.host});
        }
        auto reached = co_await reach_host(parts, target, *connection, report);
        if (!reached) {
            co_return tl::unexpected<Error>(std::move(reached.error()));
        }
        co_return connection;
    }
}

}  // namespace sluice::conn
