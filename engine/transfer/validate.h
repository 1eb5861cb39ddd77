#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

namespace sluice::transfer {

/// Refuses values that make no sense before anything is sent: negative sizes, an unreadable range, a header with a line
/// break. argument_bad (43) or range_malformed (33), naming the option.
Result<void> validate(const Options& options);

}  // namespace sluice::transfer
