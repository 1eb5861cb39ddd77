#include "engine/dns/doh_lookup.h"

#include "engine/async/task_group.h"
#include "engine/base/result.h"
#include "engine/dns/doh_message.h"

namespace sluice::dns {

namespace {

tl::unexpected<Error> failed(const std::string& host, std::string why) {
    return fail(Kind::dns_temporary, ErrorArgs{.host = host, .detail = std::move(why)});
}

async::Task<Result<DohAnswer>> ask(DohFetch& fetch, const std::string& host, RecordType type) {
    auto question = encode_doh_question(host, type);
    if (!question) {
        co_return fail(Kind::dns_not_found, ErrorArgs{.host = host, .detail = "no name that DNS can hold"});
    }
    auto fetched = co_await fetch.fetch(std::move(*question));
    if (!fetched) {
        co_return failed(host, fetched.error().text());
    }
    auto answer = decode_doh_answer(as_bytes(*fetched), host, type);
    if (answer && answer->failed()) {
        co_return failed(host, "the server says " + std::to_string(answer->response_code));
    }
    co_return answer;
}

}  // namespace

async::Task<Result<std::vector<sys::Address>>> look_up_over_https(async::Reactor& reactor, DohFetch& fetch,
                                                                  std::string host, sys::FamilyChoice family) {
    async::TaskGroup<Result<DohAnswer>> questions(reactor);
    if (family != sys::FamilyChoice::v4) {
        questions.start(0, ask(fetch, host, RecordType::aaaa));
    }
    if (family != sys::FamilyChoice::v6) {
        questions.start(1, ask(fetch, host, RecordType::a));
    }
    std::vector<sys::Address> six;
    std::vector<sys::Address> all;
    Error error;
    while (!questions.empty()) {
        auto ended = co_await questions.next();
        if (!ended.value) {
            error = std::move(ended.value.error());
            continue;
        }
        auto& into = ended.tag == 0 ? six : all;
        into = std::move(ended.value->addresses);
    }
    all.insert(all.begin(), six.begin(), six.end());
    if (!all.empty()) {
        co_return all;
    }
    if (error) {
        co_return tl::unexpected<Error>(std::move(error));
    }
    co_return fail(Kind::dns_not_found, ErrorArgs{.host = host});
}

}  // namespace sluice::dns
