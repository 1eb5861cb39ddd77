#include "engine/queue/run_rules.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/conn/proxy_server.h"

namespace sluice::queue {

namespace {

constexpr int longest_wait_s = 3600;
constexpr int most_retries = 1000;

int wait_of(int seconds) {
    return std::clamp(seconds, 1, longest_wait_s);
}

}  // namespace

RunRules in_range(RunRules rules) {
    rules.connect_s = wait_of(rules.connect_s);
    rules.first_byte_s = wait_of(rules.first_byte_s);
    rules.idle_s = wait_of(rules.idle_s);
    rules.retry_limit = std::clamp(rules.retry_limit, 1, most_retries);
    return rules;
}

Error problem_of_proxy(const std::string& address) {
    const auto server = conn::parse_proxy(address);
    if (!server) {
        return server.error();
    }
    if (server->user || !server->password.empty()) {
        ErrorArgs args;
        args.detail = "the address of the proxy holds a login";
        return fail(Kind::option_syntax, std::move(args)).value();
    }
    return {};
}

}  // namespace sluice::queue
