#pragma once

#include "engine/cli/console.h"
#include "engine/curl/plan.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// Carries out all transfers of a command line, one after the other or many at once; the exit code of the program.
int run(const curl::CommandLine& line, const Console& console, sys::World& world);

}  // namespace sluice::cli
