#pragma once

#include <string>
#include <vector>

#include "engine/lists/list_entry.h"

namespace sluice::lists {

/// Of the layout of a ".sluice" file (docs/mechanisms/lists.md). Keys may be added without another one; a file of a
/// higher version is refused.
inline constexpr int session_version = 1;

/// A session: all that the user set of each download, and its state. JSON, UTF-8, one line per download. Read back by
/// read_list().
std::string write_session(const std::vector<ListEntry>& entries);

}  // namespace sluice::lists
