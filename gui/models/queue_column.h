#pragma once

#include <QString>

#include <array>
#include <span>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// The columns of the list, in their default order; the first eight are shown at first. The numbers are stored with the
/// header's state: never reorder.
enum class Column {
    name,
    progress,
    size,
    speed,
    left,
    status,
    host,
    connections,
    added,
    finished,
    average,
    category,
    place,
    folder,
    url,
    retries,
    protocol,
    resumable,
    type,
    lastError,
    remote,
    checksum,
};
inline constexpr int columnCount = 22;
inline constexpr int defaultColumns = 8;

struct ColumnFacts {
    Column column;
    const char* title;        ///< untranslated, context "Column"
    bool rightAligned;        ///< numbers right, text left
    const char* widest;       ///< the widest usual text, untranslated, for the default width
    queue::FieldMask fields;  ///< what its cells depend on
};
const ColumnFacts& factsOf(Column column);
QString titleOf(Column column);

/// True if its order changes while downloads run, so that a list sorted by it is sorted anew now and then.
bool isLive(Column column);

}  // namespace sluice::gui
