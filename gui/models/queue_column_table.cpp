#include <QCoreApplication>

#include "gui/models/queue_column.h"

namespace sluice::gui {
namespace {

namespace f = queue::field;

constexpr std::array<ColumnFacts, columnCount> table{{
    {Column::name, QT_TRANSLATE_NOOP("Column", "Name"), false, "", f::name | f::state},
    {Column::progress, QT_TRANSLATE_NOOP("Column", "Progress"), false, "00000000 100 %",
     f::progress | f::size | f::state},
    {Column::size, QT_TRANSLATE_NOOP("Column", "Size"), true, "412.4 of 663.0 MiB", f::progress | f::size | f::state},
    {Column::speed, QT_TRANSLATE_NOOP("Column", "Speed"), true, "88.8 MiB/s", f::speed | f::state},
    {Column::left, QT_TRANSLATE_NOOP("Column", "Left"), true, "3 min 20 s", f::speed | f::state | f::progress},
    {Column::status, QT_TRANSLATE_NOOP("Column", "Status"), false, "Downloading, size unknown",
     f::state | f::error | f::order | f::size},
    {Column::host, QT_TRANSLATE_NOOP("Column", "Host"), false, "download.example.org", f::name},
    {Column::connections, QT_TRANSLATE_NOOP("Column", "Conn."), true, "Conn.", f::connections | f::state},
    {Column::added, QT_TRANSLATE_NOOP("Column", "Added"), true, "22 Nov 2026, 14:02:31", f::name},
    {Column::finished, QT_TRANSLATE_NOOP("Column", "Finished"), true, "22 Nov 2026, 14:02:31", f::state},
    {Column::average, QT_TRANSLATE_NOOP("Column", "Average speed"), true, "Average speed", f::progress | f::state},
    {Column::category, QT_TRANSLATE_NOOP("Column", "Category"), false, "Disk images", f::name},
    {Column::place, QT_TRANSLATE_NOOP("Column", "Queue place"), true, "Queue place", f::order | f::state},
    {Column::folder, QT_TRANSLATE_NOOP("Column", "Folder"), false, "/home/someone/Downloads", f::name},
    {Column::url, QT_TRANSLATE_NOOP("Column", "URL"), false, "https://download.example.org/file.iso", f::name},
    {Column::retries, QT_TRANSLATE_NOOP("Column", "Retries"), true, "Retries", f::error | f::state},
    {Column::protocol, QT_TRANSLATE_NOOP("Column", "Protocol"), false, "HTTP/1.1", f::connections | f::state},
    {Column::resumable, QT_TRANSLATE_NOOP("Column", "Resumable"), false, "Resumable", f::state | f::size},
    {Column::type, QT_TRANSLATE_NOOP("Column", "Type"), false, "application/octet-stream", f::name | f::size},
    {Column::lastError, QT_TRANSLATE_NOOP("Column", "Last error"), false, "Connection refused by 192.0.2.1:443",
     f::error | f::state},
    {Column::remote, QT_TRANSLATE_NOOP("Column", "Remote address"), false, "[2001:db8:aaaa::1234]:443",
     f::connections | f::state},
    {Column::checksum, QT_TRANSLATE_NOOP("Column", "Checksum"), false, "Verified", f::state},
}};

constexpr bool inOrder() {
    for (int i = 0; i < columnCount; ++i) {
        if (static_cast<int>(table[static_cast<std::size_t>(i)].column) != i) {
            return false;
        }
    }
    return true;
}
static_assert(inOrder(), "columns stand in the order of the enum");

}  // namespace

const ColumnFacts& factsOf(Column column) {
    return table[static_cast<std::size_t>(column)];
}

QString titleOf(Column column) {
    return QCoreApplication::translate("Column", factsOf(column).title);
}

bool isLive(Column column) {
    constexpr queue::FieldMask live = f::progress | f::speed | f::connections | f::state | f::size | f::order;
    return (factsOf(column).fields & live) != 0;
}

}  // namespace sluice::gui
