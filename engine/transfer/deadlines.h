#pragma once

#include <sluice/error.h>

#include "engine/transfer/context.h"

namespace sluice::transfer {

/// Whether these options ask for anything that must be looked at while a transfer waits.
bool needs_watch(const Options& options, const Observer& observer);

/// Ends with the error of the first rule that is broken: total time, time to the first byte, silence between two reads,
/// too low a speed, or the observer's verdict at a tick. Runs beside the transfer (first_of) and never ends otherwise.
/// The connect time is not among them: it is a deadline of its own around the making of a connection.
async::Task<Error> watch(Context& context);

}  // namespace sluice::transfer
