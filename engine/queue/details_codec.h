#pragma once

#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// The layout of a stored panel; another one is not read.
inline constexpr int details_version = 1;

/// What of a panel is kept: requests, log, curve. Everything in it is masked.
struct History {
    std::vector<RequestRecord> requests;
    std::vector<LogLine> log;
    std::vector<SpeedSample> speed;
    std::vector<Range> written;
};

std::string to_json(const History& history);
/// Empty for text that is none of ours; missing or malformed parts are left out.
History history_from_json(const std::string& text);

/// Bounds: the newest are kept, and the first request, which tells how it began.
inline constexpr std::size_t most_requests = 200;
inline constexpr std::size_t most_log_lines = 500;
void trim(History& history, std::size_t requests = most_requests, std::size_t lines = most_log_lines);

}  // namespace sluice::queue
