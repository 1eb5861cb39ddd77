#pragma once

#include <sluice/error.h>

#include "engine/http1/response_head.h"
#include "engine/transfer/body_path.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// Puts what the final response's head says into the Info and the record of its request.
void note_head(Context& context, const http1::ResponseHead& head);

/// Rules on the final response's head before its body is read: fail_on_error, resuming, sizes. `swallow` is set if the
/// body is not wanted.
Result<void> judge_head(Context& context, const Step& step, const http1::ResponseHead& head, bool& swallow);

/// Sets up the decoding that the options ask for.
Result<void> prepare_decoding(Context& context, const http1::ResponseHead& head, BodyPath& path);

}  // namespace sluice::transfer
