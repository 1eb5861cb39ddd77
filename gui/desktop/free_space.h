#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace sluice::gui {

/// Asks on a worker thread how many bytes a user may still write below `folder` (its nearest parent that exists) and
/// calls `answer` on the GUI thread with them, -1 if unknown; not at all if `context` is gone by then.
void askFreeSpace(const QString& folder, QObject* context, std::function<void(qint64)> answer);

/// Asks on a worker thread whether a file is there and calls `answer` on the GUI thread.
void askExists(const QString& path, QObject* context, std::function<void(bool)> answer);

}  // namespace sluice::gui
