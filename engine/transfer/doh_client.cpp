#include "engine/transfer/doh_client.h"

#include "engine/base/result.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t largest_answer = 64 * 1024;

class AnswerSink : public Sink {
  public:
    async::Task<Result<void>> begin(const ResponseHead& head) override {
        if (head.status != 200) {
            co_return fail(Code::weird_server_reply, Kind::http_status,
                           ErrorArgs{.detail = std::string(head.reason), .status = head.status});
        }
        co_return Result<void>();
    }
    async::Task<Result<void>> write(Bytes bytes) override {
        if (answer.size() + bytes.size() > largest_answer) {
            co_return fail(Kind::http_too_large, ErrorArgs{.limit = static_cast<std::int64_t>(largest_answer)});
        }
        answer += as_text(bytes);
        co_return Result<void>();
    }
    std::string answer;
};

/// What the options of a transfer mean for asking after the names it needs.
Options options_for(const Options& asking) {
    Options out;
    out.url = asking.dns->doh_url;
    out.request->headers = {"Content-Type: application/dns-message", "Accept: application/dns-message"};
    out.request->protocols = {"https"};
    out.http = asking.http;
    out.http->header_in_body = false;
    out.http->accept_encoding.clear();
    TlsOptions tls = *asking.tls;
    tls.verify_peer = asking.dns->doh_verify_peer;
    tls.verify_host = asking.dns->doh_verify_host;
    tls.client = ClientCertificate();
    tls.pinned_public_key.clear();
    out.tls = std::move(tls);
    out.dns->ip_version = asking.dns->ip_version;
    out.dns->cache_timeout = asking.dns->cache_timeout;
    out.socket = asking.socket;
    out.timeouts->connect = asking.timeouts->connect;
    out.timeouts->happy_eyeballs = asking.timeouts->happy_eyeballs;
    out.proxy->url = "";
    out.verbose = asking.verbose;
    return out;
}

std::string key_of(const DnsOptions& dns) {
    return dns.doh_url + (dns.doh_verify_peer ? " peer" : "") + (dns.doh_verify_host ? " host" : "");
}

}  // namespace

/// Passes the trace on as long as somebody listens.
class DohClient::Relay : public Observer {
  public:
    explicit Relay(DohClient& client) : client_(client) {}
    void on_trace(const TraceEvent& event) override {
        if (client_.asking_ != nullptr) {
            client_.asking_->on_trace(event);
        }
    }

  private:
    DohClient& client_;
};

DohClient::DohClient(Context& context)
    : engine_(context.engine),
      options_(options_for(context.options)),
      key_(key_of(*context.options.dns)),
      asking_(&context.observer) {}

async::Task<Result<std::string>> DohClient::fetch(std::string message) {
    Options options = options_;
    options.upload->body = std::move(message);
    Request request;
    request.options = std::make_shared<const Options>(std::move(options));
    request.beyond_limits = true;
    AnswerSink sink;
    Relay observer(*this);
    Info info;
    auto done = co_await run(engine_, request, sink, observer, info);
    if (!done) {
        co_return tl::unexpected<Error>(std::move(done.error()));
    }
    co_return std::move(sink.answer);
}

}  // namespace sluice::transfer
