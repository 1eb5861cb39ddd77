#pragma once

#include <sluice/record.h>

#include <QString>

namespace sluice::gui {

/// The curl command line that makes the same request, for a POSIX shell. Built from what was sent. Secrets are
/// masked unless `secrets` says that a person asked for them.
QString curlCommand(const RequestRecord& record, bool secrets);

}  // namespace sluice::gui
