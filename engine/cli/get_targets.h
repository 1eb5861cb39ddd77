#pragma once

#include <string>
#include <vector>

#include "engine/cli/get_documents.h"
#include "engine/cli/get_plan.h"
#include "engine/curl/host.h"

namespace sluice::cli {

struct GetTargets {
    std::vector<GetTarget> targets;
    std::vector<std::string> notices;  ///< what was left out and why
    std::string error;                 ///< why nothing can begin; empty: good
    int exit_code = 3;                 ///< with an error
};

/// Everything a command line wants downloaded: its addresses, then what its lists and Metalinks name. `working_folder`
/// is absolute. A list that cannot be read or names something that would not be honoured is an error. Blocks while
/// documents are fetched.
GetTargets collect_targets(const GetPlan& plan, curl::Host& host, GetDocuments& documents,
                           const std::string& working_folder);

/// What the files of a Metalink are. `place`: the file or address it came from; of one that came by https nothing is
/// fetched by http. `folder` is absolute.
GetTargets targets_of_metalink(const std::string& text, const std::string& place, const std::string& folder);

}  // namespace sluice::cli
