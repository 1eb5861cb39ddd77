#pragma once

#include <cstdio>
#include <memory>

#include "engine/cli/get_reporter.h"

namespace sluice::cli {

/// One JSON object a line: "named", "progress" (at most once a second for each download), "log" (with `verbose`),
/// "retry", "end", and "summary" as the last one. docs/cli.md names the fields.
std::unique_ptr<GetReporter> make_json_reporter(std::FILE* to, bool verbose);

}  // namespace sluice::cli
