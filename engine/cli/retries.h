#pragma once

#include <sluice/code.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/clock.h"
#include "engine/curl/plan.h"

namespace sluice::cli {

/// How one attempt ended.
struct Attempt {
    Code code = Code::ok;
    int status = 0;                  ///< of HTTP
    int os_errno = 0;                ///< of a failed connect
    std::int64_t retry_after_s = 0;  ///< what the server asked for
};

/// --retry and its family for one transfer: whether to try again, and when.
class Retries {
  public:
    Retries(const curl::RetryPlan& plan, Instant start) : plan_(plan), start_(start), left_(plan.times) {}

    struct Verdict {
        std::optional<std::chrono::milliseconds> delay;  ///< before the next attempt; unset: that was the last
        std::string message;                             ///< for people: a warning, or why there is no next attempt
    };
    Verdict after(const Attempt& attempt, Instant now);
    int made() const { return made_; }

  private:
    const char* reason(const Attempt& attempt) const;

    const curl::RetryPlan& plan_;
    Instant start_;
    int left_;
    int made_ = 0;
    std::chrono::milliseconds backoff_{1'000};
};

}  // namespace sluice::cli
