#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

#include "gui/service/command_line.h"
#include "gui/service/profile.h"

namespace sluice::service {

/// Sends one request to the running instance and waits at most ten seconds for its answer. Needs no application object.
/// Nothing if no instance of this user listens; {"ok":false,"error":…} if it does not answer in order.
std::optional<QJsonObject> askInstance(const Profile& profile, const QJsonObject& request);

/// Prints an answer as the command line asks for it and returns the exit code: 0, or 1 with a line on standard error.
int printAnswer(const CommandLine& line, const QJsonObject& answer);

/// The whole of it, for main() before an application object is built: nothing if no instance runs.
std::optional<int> tryInstance(const CommandLine& line, const Profile& profile);

}  // namespace sluice::service
