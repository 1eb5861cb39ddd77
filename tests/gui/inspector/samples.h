#pragma once

#include <memory>

#include "engine/queue/queue_service.h"

namespace sluice::test {

/// The moment all samples are taken at, milliseconds since the epoch: 22 November 2026, 13:02:30 UTC.
inline constexpr std::int64_t sampleNowMs = 1'795'352'550'000;

/// Finished over TLS after two redirects; the last request reused nothing, IPv6 lost against IPv4.
std::shared_ptr<queue::Details> finishedOverRedirects();
/// Failed with 404 over plain HTTP; name from the cache.
std::shared_ptr<queue::Details> failedNotFound();
/// Runs, size unknown, one request on a reused connection. `nowMs` is taken as the present.
std::shared_ptr<queue::Details> runningUnknownSize(std::int64_t nowMs = sampleNowMs);
/// Runs with eight segments over eight connections.
std::shared_ptr<queue::Details> runningEightSegments(std::int64_t nowMs = sampleNowMs);
/// Waits for a retry after a reset.
std::shared_ptr<queue::Details> waitingForRetry(std::int64_t nowMs = sampleNowMs);
/// In the queue, nothing happened yet.
std::shared_ptr<queue::Details> queuedThird();

}  // namespace sluice::test
