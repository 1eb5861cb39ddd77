#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace sluice::gui {

/// Whether the computer runs on mains power: some supply of the kind "Mains" is on line, or there is no battery. Reads
/// files below `folder`. Source: Linux, Documentation/ABI/testing/sysfs-class-power.
bool isOnMains(const QString& folder = QStringLiteral("/sys/class/power_supply"));

/// Asks on a worker thread and calls `answer` on the GUI thread; not at all if `context` is gone by then.
void askOnMains(QObject* context, std::function<void(bool)> answer);

}  // namespace sluice::gui
