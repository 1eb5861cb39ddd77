#pragma once

#include "engine/cli/console.h"
#include "engine/curl/plan.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// Carries out a command line; the exit code. Blocks until all is done.
int run(const curl::CommandLine& line, const Console& console, sys::World& world);

}  // namespace sluice::cli
