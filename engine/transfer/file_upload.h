#pragma once

#include <sluice/error.h>

#include <string>

#include "engine/transfer/context.h"

namespace sluice::transfer {

/// PUT to a `file:` URL: the file of this path gets what the upload gives, in place of what it held; with resume_from
/// the rest of the upload comes behind what it holds. A file that was not there is made (0666, less the umask). Every
/// call on the disk is made on a worker; speed limits do not apply; pausing does.
/// Errors: write_error (23) with the reason of the disk if it cannot be opened, send_error (55) with that reason if it
/// cannot be written; those of the upload; read_callback if that ends before the size it was said to have.
/// Source: what libcurl does with file://.
async::Task<Result<void>> write_file(Context& context, std::string path);

}  // namespace sluice::transfer
