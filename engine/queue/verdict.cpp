#include "engine/queue/verdict.h"

#include "engine/base/kinds.h"

namespace sluice::queue {

namespace {

using std::chrono::seconds;

Phase phase_of_need(const download::Outcome& outcome) {
    switch (outcome.need) {
        case download::Need::new_address:
            return Phase::new_address_needed;
        case download::Need::decision:
            return Phase::changed_on_server;
        case download::Need::login:
            return Phase::login_needed;
        case download::Need::space:
            return Phase::no_space;
        case download::Need::nothing:
            break;
    }
    switch (outcome.error.kind) {
        case Kind::disk_full:
        case Kind::disk_quota:
            return Phase::no_space;
        case Kind::file_changed_on_server:
            return Phase::changed_on_server;
        case Kind::http_login_needed:
        case Kind::http_proxy_login_needed:
            return Phase::login_needed;
        default:
            return Phase::none;
    }
}

/// The machine has no way out, as opposed to one server that does not answer.
bool is_network_gone(Kind kind) {
    return kind == Kind::net_unreachable || kind == Kind::dns_temporary;
}

/// 4xx: the server will say the same again, but for those that speak of time or load (RFC 9110, 15.5; RFC 4918; RFC
/// 8470).
bool is_final_refusal(const Error& error) {
    const int status = error.facts().status;
    return error.kind == Kind::http_status && status >= 400 && status < 500 && status != 408 && status != 421 &&
           status != 423 && status != 425 && status != 429;
}

}  // namespace

Duration back_off(int attempt, sys::Random& random) {
    const int doublings = std::clamp(attempt - 1, 0, 9);
    const Duration whole = std::min<Duration>(seconds(std::int64_t{1} << doublings), seconds(300));
    const auto thousandths = static_cast<std::int64_t>(random.next() % 501) + 750;
    return whole / 1000 * thousandths;
}

Verdict judge(const download::Outcome& outcome, int retries, int retry_limit, sys::Random& random) {
    Verdict verdict;
    verdict.retries = outcome.gained > 0 ? 1 : retries + 1;
    verdict.phase = phase_of_need(outcome);
    if (verdict.phase != Phase::none) {
        verdict.state = State::waiting;
        verdict.retries = outcome.gained > 0 ? 0 : retries;
        return verdict;
    }
    if (is_final_refusal(outcome.error) && outcome.retry_after == seconds(0)) {
        return verdict;
    }
    const base::Retry how = base::facts_of(outcome.error.kind).retry;
    const bool again = how == base::Retry::transient || how == base::Retry::once || outcome.retry_after > seconds(0);
    const bool attempts_left = verdict.retries < retry_limit;
    if (!again || (!attempts_left && how != base::Retry::transient)) {
        return verdict;
    }
    verdict.state = State::waiting;
    verdict.phase = is_network_gone(outcome.error.kind) ? Phase::no_network : Phase::retry_later;
    verdict.again_in = attempts_left ? back_off(verdict.retries, random) : Duration(hourly);
    verdict.again_in = std::max<Duration>(verdict.again_in, outcome.retry_after);
    return verdict;
}

}  // namespace sluice::queue
