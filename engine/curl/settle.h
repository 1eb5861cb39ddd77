#pragma once

#include "engine/curl/plan.h"

namespace sluice::curl {

/// What can only be said when all flags were read: bodies, logins, combinations that exclude each other. Sets
/// `exit_code`, and `error` unless a warning has said it, if the line cannot be carried out.
void settle(CommandLine& line, const std::string& user_agent);

}  // namespace sluice::curl
