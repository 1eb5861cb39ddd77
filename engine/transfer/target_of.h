#pragma once

#include <sluice/error.h>

#include "engine/conn/target.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// Where and how to connect for a step: overrides, proxies (of the options, else of the environment), TLS contexts.
/// Borrows options, callbacks and proxy login of the context. Errors: option_syntax, not_supported, those of
/// conn::choose_proxies and tls::ContextCache.
Result<conn::Target> target_of(Context& context, const Step& step);

}  // namespace sluice::transfer
