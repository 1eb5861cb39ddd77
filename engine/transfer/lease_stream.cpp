#include "engine/transfer/lease_stream.h"

#include <utility>

#include "engine/async/with_deadline.h"
#include "engine/base/result.h"
#include "engine/transfer/doh_client.h"
#include "engine/transfer/proxy_login.h"
#include "engine/transfer/state_rules.h"
#include "engine/transfer/target_of.h"

namespace sluice::transfer {

namespace {

constexpr std::chrono::milliseconds default_connect_timeout{300'000};
/// What an alternative service may be spoken to with.
constexpr unsigned spoken_protocols = static_cast<unsigned>(http::AltProtocol::h1);

/// Sends a new connection to an alternative service, if there is one and the caller has not said where to go.
void consider_alternative(Context& context, const Step& step, conn::Target& target) {
    context.alternative.reset();
    const bool placed = target.via.host != target.host || target.via.port != target.port;
    const bool straight = target.route.proxies.empty() && target.route.local_path.empty();
    if (placed || !straight || context.engine.pool().has_idle(target.key())) {
        return;
    }
    if (const auto found = alternative_for(context, step, spoken_protocols)) {
        context.alternative = std::make_unique<http::Alternative>(*found);
        target.via = {found->host, found->port};
        context.say("Connecting to " + alt_used_by(context) + ", which stands in for " + target.host_name());
    }
}

/// Passes on what happens while a connection is made.
class Listener : public conn::ConnectListener {
  public:
    explicit Listener(Context& context) : context_(context) {}
    bool listens() const override { return context_.verbose; }
    void say(const std::string& line, unsigned area) override { context_.say(line, area); }
    bool tells(unsigned area) const override { return context_.tells(area); }
    bool wants_protocol_data() const override { return context_.verbose; }
    void on_protocol_data(bool sent, Bytes data) override {
        context_.trace(sent ? TraceKind::ssl_data_out : TraceKind::ssl_data_in, data);
    }
    void on_tunnel_request(std::string_view head) override {
        context_.info.sizes.request += static_cast<std::int64_t>(head.size());
        context_.trace(TraceKind::header_out, as_bytes(head));
    }
    Result<void> on_tunnel_line(std::string_view line) override {
        context_.info.sizes.header += static_cast<std::int64_t>(line.size());
        context_.trace(TraceKind::header_in, as_bytes(line));
        if (context_.options.http->suppress_connect_headers) {
            return {};
        }
        return context_.observer.on_header_line(line);
    }

  private:
    Context& context_;
};

/// What did not come in time while connecting.
Error connect_timed_out(const RequestRecord& record, const conn::Target& target, std::chrono::milliseconds limit) {
    ErrorArgs args;
    args.host = target.host;
    args.address = record.remote_address;
    args.milliseconds = limit.count();
    Kind kind = Kind::net_connect_timeout;
    if (record.marks.tls_start >= 0) {
        kind = Kind::tls_timeout;
    } else if (record.marks.dns_start >= 0 && record.marks.dns_end < 0) {
        kind = Kind::dns_timeout;
    }
    return fail(Code::operation_timedout, kind, std::move(args)).value();
}

/// What there is to tell of the attempt, whether or not it led to a connection.
void note_attempt(Context& context, conn::ConnectReport& report) {
    Info::Connection& info = context.info.connection;
    info.proxy_error = static_cast<int>(report.proxy_error);
    info.num_connects += std::exchange(report.connects, 0);
    if (report.connect_code != 0) {
        info.http_connect_code = report.connect_code;
    }
    if (report.proxy_tls) {
        context.info.proxy_tls = report.proxy_tls;
    }
    note_proxy_login(context);
}

void note_connection(Context& context, conn::Lease& lease) {
    const conn::Connection& connection = lease.connection();
    RequestRecord& record = context.record();
    record.connection_id = connection.id;
    record.remote_address = connection.remote_text();
    record.tls = connection.tls;
    Info::Connection& info = context.info.connection;
    info.connection_id = connection.id;
    if (connection.local_path.empty()) {
        record.local_address = connection.local.text();
        info.primary_ip = connection.remote.ip();
        info.primary_port = connection.remote.port();
        info.local_ip = connection.local.ip();
        info.local_port = connection.local.port();
    } else {
        info.primary_ip.clear();
        info.local_ip.clear();
        info.primary_port = info.local_port = -1;
    }
    context.info.tls = connection.tls;
    context.info.proxy_tls = connection.proxy_tls;
    for (RequestRecord& other : context.info.requests) {
        if (other.to_proxy && other.connection_id < 0) {
            other.connection_id = connection.id;
        }
    }
    context.reactor().set_owner(connection.stream->descriptor(), context.request.owner);
    context.update_times();
    context.observer.on_progress();
}

/// Names are asked for over HTTPS while this lives.
class NamesOverHttps {
  public:
    NamesOverHttps(Context& context, conn::Target& target) {
        if (!context.options.dns->doh_url.empty()) {
            client_ = std::make_shared<DohClient>(context);
            target.over_https = client_;
        }
    }
    NamesOverHttps(const NamesOverHttps&) = delete;
    NamesOverHttps& operator=(const NamesOverHttps&) = delete;
    ~NamesOverHttps() {
        if (client_) {
            client_->detach();
        }
    }

  private:
    std::shared_ptr<DohClient> client_;
};

}  // namespace

async::Task<Result<conn::Lease>> lease_stream(Context& context, const Step& step) {
    Listener listener(context);
    conn::ConnectReport report(context.info.requests, context.started, context.request_started, listener);
    report.owner = context.request.owner;
    std::chrono::milliseconds limit = context.options.timeouts->connect;
    if (limit.count() == 0) {
        limit = default_connect_timeout;
    }
    for (;;) {
        auto target = target_of(context, step);
        if (!target) {
            co_return tl::unexpected<Error>(std::move(target.error()));
        }
        context.asks_proxy = target->route.asks_proxy();
        context.info.connection.used_proxy = !target->route.proxies.empty();
        context.record().proxy = target->route.names();
        consider_alternative(context, step, *target);
        const NamesOverHttps names(context, *target);
        // Alternatives have half of the time, all together, so that the origin has the other half.
        const Instant deadline = context.request_started + (context.alternative ? limit / 2 : limit);
        auto lease = co_await async::with_deadline(context.engine.pool().acquire(*target, report), deadline);
        note_attempt(context, report);
        if (context.alternative && (!lease || !*lease)) {
            alternative_failed(context, step, *context.alternative);
            continue;
        }
        if (!lease) {
            co_return tl::unexpected<Error>(connect_timed_out(context.record(), *target, limit));
        }
        if (!*lease) {
            context.info.connection.os_errno = lease->error().os_errno;
            co_return tl::unexpected<Error>(std::move(lease->error()));
        }
        note_connection(context, **lease);
        if (auto allowed = context.observer.on_request(); !allowed) {
            (*lease)->finish(true);  // nothing was sent
            co_return tl::unexpected<Error>(std::move(allowed.error()));
        }
        co_return std::move(**lease);
    }
}

}  // namespace sluice::transfer
