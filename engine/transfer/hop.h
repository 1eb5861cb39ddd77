#pragma once

#include <sluice/error.h>

#include <memory>

#include "engine/transfer/step.h"

namespace sluice::transfer {

/// Makes the request, again on a fresh connection if a reused one turns out to be dead, and delivers the body or
/// decides on a redirect: then the next step comes back, else null. The response's facts are in the Info.
async::Task<Result<std::unique_ptr<Step>>> carry_out(Context& context, const Step& step);

/// Completes the Info of a transfer that has ended, well or with `error`.
void finish_info(Context& context, const Error& error);

}  // namespace sluice::transfer
