#pragma once

#include <sluice/error.h>

#include <memory>
#include <string>

#include "engine/http/content_coding.h"
#include "engine/http1/response_head.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

/// Takes the facts of a response's head into the record of its request and into the Info.
void note_head(Context& context, const http1::ResponseHead& head);

enum class HeadVerdict : std::uint8_t {
    deliver,
    swallow,  ///< a good answer whose body is not wanted
};

/// What the options say to the head of the final response, before its body is read. Errors: http_status (22),
/// http_range_ignored and http_range_wrong (33), http_too_large (63).
Result<HeadVerdict> judge_head(Context& context, const Step& step, const http1::ResponseHead& head);

/// What undoes the codings of the body that were asked for; null if there are none. `transfer_codings` are those below
/// chunked, in the order they were applied.
Result<std::unique_ptr<http::ContentDecoder>> body_decoder(Context& context, const http1::ResponseHead& head,
                                                           const std::string& transfer_codings);

}  // namespace sluice::transfer
