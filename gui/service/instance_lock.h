#pragma once

#include <QLockFile>

#include <optional>

#include "gui/service/command_line.h"
#include "gui/service/profile.h"

namespace sluice::service {

/// Says which program has a profile: its list is opened, and its socket served, by the holder alone. A lock that a dead
/// process left counts for nothing.
class InstanceLock {
  public:
    explicit InstanceLock(const Profile& profile);
    /// False if another program has it. Waits so long for its end.
    bool take(std::chrono::milliseconds patience = {});

  private:
    const Profile profile_;
    QLockFile file_;
};

/// Either hands the command line to the instance that has the profile, and gives the exit code, or makes this program
/// the instance. One that is just starting, ending, or carrying out a single command is waited for. For main(), before
/// an application object is built.
std::optional<int> joinOrBecome(const CommandLine& line, const Profile& profile, InstanceLock& lock);

}  // namespace sluice::service
