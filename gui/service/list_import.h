#pragma once

#include <QJsonObject>
#include <QStringList>

#include <vector>

#include "engine/lists/list_reader.h"
#include "gui/service/command_line.h"

namespace sluice::service {

/// Makes the requests of `sluice add` and `sluice import`: reads the list or checksum file that was named, in the
/// user's folder and with his rights. `said` gets what was left out and why, a line each. False with `line.error` set:
/// nothing can be added. Blocks.
bool prepare(CommandLine& line, QStringList& said);

/// The entries as requests to the running instance, so many in each that it is not held up.
QList<QJsonObject> importRequests(std::vector<lists::ListEntry> entries, const CommandLine& line);

/// All of a file, "-" for standard input. Nothing with `error` set: it cannot be read, or is too long for a list.
std::optional<std::string> readList(const QString& path, QString& error);

}  // namespace sluice::service
