#pragma once

#include "gui/inspector/tab_page.h"
#include "gui/inspector/text_table.h"

namespace sluice::gui {

/// "GET example.org/path": short, without query.
QString shortTarget(const RequestRecord& record);

/// "302 Found", "connection reset", "running".
QString outcomeOf(const RequestRecord& record);

/// Every figure of the waterfall as text: what is copied, and what a screen reader gets.
std::vector<TextTableModel::Column> requestTableColumns();
std::vector<TextTableModel::Row> requestTableRows(const Snapshot& snapshot);

}  // namespace sluice::gui
