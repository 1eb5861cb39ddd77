#pragma once

#include <sluice/error.h>

#include "engine/transfer/exchange.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// What is said to make this step. Errors: those of http::request_headers.
Result<Message> message_of(Context& context, const Step& step);

}  // namespace sluice::transfer
