#pragma once

#include <string>
#include <vector>

#include "engine/cli/get_plan.h"
#include "engine/curl/host.h"

namespace sluice::cli {

struct GetTargets {
    std::vector<GetTarget> targets;
    std::vector<std::string> notices;  ///< what was left out and why
    std::string error;                 ///< why nothing can begin; empty: good
};

/// Everything a command line wants downloaded: its addresses, then what its lists and Metalinks name. `working_folder`
/// is absolute. A list that cannot be read or names something that would not be honoured is an error.
GetTargets collect_targets(const GetPlan& plan, curl::Host& host, const std::string& working_folder);

}  // namespace sluice::cli
