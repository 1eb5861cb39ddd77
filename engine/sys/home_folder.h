#pragma once

#include <string>

namespace sluice::sys {

/// The folder of the user this process runs for: HOME, else what the system's list of users says; empty if neither
/// knows. Thread-safe as long as nobody changes the environment.
std::string home_folder();

}  // namespace sluice::sys
