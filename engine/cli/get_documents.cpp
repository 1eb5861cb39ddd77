#include "engine/cli/get_documents.h"

#include <sluice/multi.h>

#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/address_options.h"
#include "engine/transfer/multi_impl.h"

namespace sluice::cli {

namespace {

using Fetched = Result<download::Document>;

async::Task<void> drive(transfer::Engine& engine, std::shared_ptr<const Options> options,
                        std::optional<Fetched>& fetched) {
    auto document = co_await download::fetch_document(engine, options);
    fetched = std::move(document);
}

class WebDocuments : public GetDocuments {
  public:
    WebDocuments(const GetRequestPlan& plan, sys::World& world)
        : plan_(plan), multi_(std::make_unique<Multi::Impl>(world)) {}

    Fetched fetch(const std::string& url, const std::string& login_of) override {
        std::optional<Fetched> fetched;
        async::Root root(multi_.impl().reactor,
                         drive(transfer::engine_of(multi_), get_options(plan_, url, login_of), fetched));
        while (!root.finished()) {
            int running = 0;
            if (multi_.perform(running) != MultiCode::ok) {
                return fail(Kind::internal);
            }
            if (!root.finished() && multi_.poll(std::chrono::milliseconds(100)) != MultiCode::ok) {
                return fail(Kind::internal);
            }
        }
        return std::move(*fetched);
    }

  private:
    const GetRequestPlan& plan_;
    Multi multi_;
};

}  // namespace

std::unique_ptr<GetDocuments> make_documents(const GetRequestPlan& plan, sys::World& world) {
    return std::make_unique<WebDocuments>(plan, world);
}

std::shared_ptr<Options> get_options(const GetRequestPlan& plan, const std::string& url, const std::string& login_of) {
    auto options = std::make_shared<Options>();
    options->url = login_of.empty() ? url : login_of;
    options->request->headers = plan.headers;
    options->request->user_agent = plan.user_agent;
    options->request->referer = plan.referer;
    options->auth->username = plan.user;
    options->auth->password = plan.password;
    options->auth->methods = plan.digest ? auth::digest : auth::basic;
    options->proxy->url = plan.proxy;
    options->tls->extra_ca_file = plan.ca_file;
    options->tls->verify_peer = options->tls->verify_host = plan.verify_tls;
    options->timeouts->connect = plan.timeout;
    options->timeouts->first_byte = plan.timeout;
    options->timeouts->idle = plan.timeout;
    download::aim_at(*options, url);
    return options;
}

bool is_address(const std::string& text) {
    return base::starts_with_ignoring_case(text, "http://") || base::starts_with_ignoring_case(text, "https://");
}

}  // namespace sluice::cli
