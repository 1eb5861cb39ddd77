#pragma once

#include <sluice/info.h>

namespace sluice::transfer {

/// The times of an Info from the marks of its requests (contract (a)): the marks of every request are added together,
/// each measured from the start of its own request; a phase that was never reached stays 0, and on a reused connection
/// the phases of connecting do. `total_ns` is the whole time so far.
Info::Times times_of(const std::vector<RequestRecord>& requests, std::int64_t total_ns);

}  // namespace sluice::transfer
