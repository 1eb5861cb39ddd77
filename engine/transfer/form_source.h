#pragma once

#include <sluice/error.h>

#include <memory>

#include "engine/async/task.h"
#include "engine/transfer/body_source.h"

namespace sluice::transfer {

/// The body for options.upload->mime. Its files are looked at and read on worker threads. Errors: file_read
/// (read_error) for a file that is not there, those of http::lay_out_form.
async::Task<Result<std::unique_ptr<BodySource>>> make_form(Context& context);

}  // namespace sluice::transfer
