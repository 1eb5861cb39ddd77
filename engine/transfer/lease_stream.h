#pragma once

#include <sluice/error.h>

#include "engine/conn/lease.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// A connection for a step, out of the pool or made now, within the time that connecting may take. Record and Info tell
/// of it, CONNECT requests have records of their own in front of the step's.
/// Errors: those of target_of and conn::Pool::acquire; dns_timeout, net_connect_timeout, tls_timeout.
async::Task<Result<conn::Lease>> lease_stream(Context& context, const Step& step);

}  // namespace sluice::transfer
