#pragma once

#include <sluice/error.h>

#include "engine/transfer/exchange.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// What is said to make this step; its body was made ready with ready_body(). Errors: those of http::request_headers
/// and http::request_framing.
Result<Message> message_of(Context& context, const Step& step);

}  // namespace sluice::transfer
