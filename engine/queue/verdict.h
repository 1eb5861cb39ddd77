#pragma once

#include "engine/download/download.h"
#include "engine/queue/queue_service.h"
#include "engine/sys/world.h"

namespace sluice::queue {

/// What follows when a run has ended.
struct Verdict {
    State state = State::failed;
    Phase phase = Phase::none;
    int retries = 0;       ///< attempts without a new byte, this one counted
    Duration again_in{0};  ///< for retry_later and no_network: how long to wait
};

/// Five attempts without a new byte; progress refills them. Then: failed, but for errors that pass by themselves, which
/// are tried once an hour. Errors that only a person or nobody can mend fail at once,
/// 4xx among them unless they speak of time or load.
/// `retries`: attempts without a new byte before this run.
Verdict judge(const download::Outcome& outcome, int retries, int retry_limit, sys::Random& random);

/// 1, 2, 4 … 300 s for attempt 1, 2, 3 …, each ± 25 %.
Duration back_off(int attempt, sys::Random& random);

/// How often a download waits that ran out of attempts, and how often the free space is looked at.
inline constexpr std::chrono::hours hourly{1};
inline constexpr std::chrono::seconds space_check{30};

}  // namespace sluice::queue
