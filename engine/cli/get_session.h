#pragma once

#include <cstdio>
#include <functional>
#include <vector>

#include "engine/cli/get_plan.h"
#include "engine/cli/get_reporter.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// What a session needs beside what is wanted.
struct GetSurroundings {
    sys::World& world;
    GetReporter& reporter;
    std::function<bool()> interrupted;  ///< asked at least every 100 ms; true: save and end
    std::FILE* inspect_to = stdout;
};

/// Downloads all targets, so many at once as the plan says. Blocks; the exit code.
int run_get(const GetPlan& plan, std::vector<GetTarget> targets, const GetSurroundings& around);

/// The exit code of a whole command line: 0 if every download is complete, 130 if it was interrupted, the code of the
/// failures if all of the downloads failed for one reason, else 1.
int exit_code_of(const std::vector<const GetRow*>& rows);

}  // namespace sluice::cli
