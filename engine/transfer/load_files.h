#pragma once

#include <sluice/error.h>

#include "engine/async/task.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// Whether load_files() has anything to do: a transfer without does not pay for it.
bool needs_files(const Context& context);

/// Reads, on a worker, the files that the options name and the State has not read yet, and .netrc.
/// Errors: file_read with Code::read_error for a .netrc that is wrong, or required and missing.
async::Task<Result<void>> load_files(Context& context);

}  // namespace sluice::transfer
