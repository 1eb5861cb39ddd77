#pragma once

#include <QString>

#include "gui/models/queue_column.h"
#include "gui/models/row_store.h"

namespace sluice::gui {

/// The words of one cell; empty where there is nothing to say. `now` in seconds since the epoch.
QString cellText(const RowStore& store, const Entry& entry, Column column, qint64 now);

/// Everything a row says in one tooltip: name, address, folder, status with cause, times.
QString rowToolTip(const RowStore& store, const Entry& entry, qint64 now);

/// The sentence a screen reader gets: "debian.iso, downloading, 62 percent, 18.4 mebibytes per second, 14 s left".
QString rowSentence(const Entry& entry, qint64 now);

}  // namespace sluice::gui
