#include "engine/cli/retries.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
constexpr milliseconds longest_delay = 600'000ms;

bool is_passing(int status) {
    static constexpr int statuses[] = {408, 429, 500, 502, 503, 504, 522, 524};
    return std::find(std::begin(statuses), std::end(statuses), status) != std::end(statuses);
}

}  // namespace

/// Why it is worth another attempt, or null.
const char* Retries::reason(const Attempt& attempt) const {
    switch (attempt.code) {
        case Code::operation_timedout:
        case Code::couldnt_resolve_host:
        case Code::couldnt_resolve_proxy:
            return "timeout";
        case Code::couldnt_connect:
            if (plan_.refused_too && attempt.os_errno == ECONNREFUSED) {
                return "connection refused";
            }
            break;
        case Code::ok:
        case Code::http_returned_error:
            if (is_passing(attempt.status)) {
                return "HTTP error";
            }
            break;
        default:
            break;
    }
    return attempt.code != Code::ok && plan_.all_errors ? "(retrying all errors)" : nullptr;
}

Retries::Verdict Retries::after(const Attempt& attempt, Instant now) {
    const char* const why = reason(attempt);
    const auto spent = std::chrono::duration_cast<milliseconds>(now - start_);
    if (why == nullptr || left_ == 0 || (plan_.most_time > 0ms && spent >= plan_.most_time)) {
        return {};
    }
    milliseconds delay = plan_.delay > 0ms ? plan_.delay : backoff_;
    if (is_passing(attempt.status) && attempt.retry_after_s > 0) {
        delay = std::max(delay, milliseconds(std::chrono::seconds(attempt.retry_after_s)));
        if (plan_.most_time > 0ms && spent + delay > plan_.most_time) {
            return {std::nullopt,
                    "The Retry-After: time would make this command line exceed the maximum allowed time for retries."};
        }
    }
    char text[200];
    std::snprintf(text, sizeof text, "Problem: %s. Will retry in %lld.%03lld second%s. %d retr%s left.", why,
                  static_cast<long long>(delay / 1s), static_cast<long long>(delay % 1s / 1ms),
                  delay / 1s == 1 ? "" : "s", left_, left_ == 1 ? "y" : "ies");
    --left_;
    ++made_;
    backoff_ = std::min(backoff_ * 2, longest_delay);
    return {delay, text};
}

}  // namespace sluice::cli
