#pragma once

#include <sluice/callbacks.h>
#include <sluice/error.h>

#include <cstdint>

#include "engine/transfer/state.h"

/// The hosts of HSTS that the caller keeps. On the thread of the Easy; `now`: the wall clock in seconds since the
/// epoch.
namespace sluice::transfer {

/// Takes them in, once for a State.
Result<void> read_hsts_hosts(const HstsCallbacks& callbacks, State& state, std::int64_t now);
/// Gives them back.
void write_hsts_hosts(const HstsCallbacks& callbacks, State& state, std::int64_t now);

}  // namespace sluice::transfer
