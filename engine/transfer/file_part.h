#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

#include <cstdint>

namespace sluice::transfer {

/// The bytes of a file that are wanted.
struct FilePart {
    std::uint64_t first = 0;
    std::uint64_t length = 0;
};

/// Which part of a file of this size `range` and `resume_from` ask for: "X-Y", "X-", "-Y" (a Y behind the end means up
/// to the end); resume_from wins. Errors: range_malformed for what is no range or several; bad_download_resume (36) for
/// a start behind the end.
Result<FilePart> file_part(const RequestOptions& wanted, std::uint64_t size);

/// Whether a file that was changed then, in seconds since the epoch, is wanted (TIMECONDITION), by libcurl's rules:
/// a file of exactly that time is neither newer nor older. A condition without a time is always met.
bool meets_condition(const RequestOptions& wanted, std::int64_t modified);

}  // namespace sluice::transfer
