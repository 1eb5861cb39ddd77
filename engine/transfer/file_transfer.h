#pragma once

#include <sluice/error.h>
#include <sluice/url.h>

#include <string>

#include "engine/transfer/context.h"

namespace sluice::transfer {

/// Carries out a transfer from a `file:` URL (RFC 8089): delivers the file, or the part that `range` and `resume_from`
/// ask for; with no_body only what a server would say of it: Content-Length, Accept-ranges and Last-Modified, which
/// come as header lines in every case. An upload by PUT writes the file instead (write_file()). Honours time conditions
/// and max_file_size. Every call on the disk is made on a worker. A file whose size the system gives as 0 is read to
/// its end. Speed limits do not apply. Errors: file_read (37) for what is missing, unreadable or no regular file; those
/// of file_part(); http_too_large (63); file_incomplete (18) if it shrinks while it is read; those of the sink. Source:
/// what libcurl does with file://.
async::Task<Result<void>> carry_out_file(Context& context, const Url& url, const std::string& method);

}  // namespace sluice::transfer
