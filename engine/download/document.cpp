#include "engine/download/document.h"

#include <sluice/info.h>
#include <sluice/url.h>

#include "engine/async/with_deadline.h"
#include "engine/base/result.h"
#include "engine/download/resume_check.h"
#include "engine/http/media_type.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 120s;

std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->host() : std::string();
}

class DocumentSink : public transfer::Sink {
  public:
    explicit DocumentSink(std::string host) : host_(std::move(host)) {}

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override { co_return take_head(head); }
    async::Task<Result<void>> write(Bytes bytes) override { co_return take(bytes); }
    Document document;

  private:
    Error error_of(Kind kind, int status, const char* detail) const {
        ErrorArgs args;
        args.host = host_;
        args.status = status;
        args.detail = detail;
        return fail(kind, std::move(args)).value();
    }
    Result<void> take_head(const transfer::ResponseHead& head) {
        document.url = head.effective_url;
        document.type = http::parse_media_type(head.headers.first("Content-Type").value_or("")).essence;
        if (head.status < 200 || head.status > 299) {
            return tl::unexpected<Error>(error_of(kind_of_status(head.status), head.status, "the server refused"));
        }
        return too_large(head.content_length > 0 ? static_cast<std::uint64_t>(head.content_length) : 0);
    }
    Result<void> too_large(std::uint64_t bytes) const {
        if (bytes > most_document_bytes) {
            return tl::unexpected<Error>(error_of(Kind::http_too_large, 0, "a list of more than 16 MiB"));
        }
        return {};
    }
    Result<void> take(Bytes bytes) {
        document.text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return too_large(document.text.size());
    }

    const std::string host_;
};

}  // namespace

async::Task<Result<Document>> fetch_document(transfer::Engine& engine, std::shared_ptr<const Options> options) {
    auto own = std::make_shared<Options>(*options);
    own->redirect->follow = Follow::all;
    own->http->accept_encoding = "all";
    own->request->fail_on_error = false;
    if (own->request->protocols.empty()) {
        own->request->protocols = {"http", "https"};
    }
    transfer::Request request;
    request.options = own;
    DocumentSink sink(host_of(own->url));
    transfer::Observer nobody;
    Info info;
    const Instant until = engine.reactor().now() + patience;
    auto ended = co_await async::with_deadline(transfer::run(engine, request, sink, nobody, info), until);
    if (!ended) {
        ErrorArgs args;
        args.host = host_of(own->url);
        co_return fail(Kind::net_total_timeout, std::move(args));
    }
    if (!*ended) {
        co_return tl::unexpected<Error>(ended->error());
    }
    co_return std::move(sink.document);
}

bool is_metalink_type(const std::string& type) {
    return type == "application/metalink4+xml" || type == "application/metalink+xml";
}

}  // namespace sluice::download
