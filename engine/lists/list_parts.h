#pragma once

#include "engine/lists/list_reader.h"

/// The readers of the formats, behind read_list().
namespace sluice::lists {

/// Adds an entry, or a problem if its address or a value of it cannot be; drops mirrors that cannot be used, with a
/// note.
void take(ListEntry entry, ImportList& into);
/// Adds a problem, within the bound.
void refuse(ImportList& into, int line, std::string text, bool is_download = true);

Result<void> read_session(std::string_view text, const ListRules& rules, ImportList& into);
Result<void> read_metalink(std::string_view text, ImportList& into);
void read_addresses(std::string_view text, const ListRules& rules, ImportList& into);
void read_commands(std::string_view text, ImportList& into);

/// Where a folder that a list names is: as it is, or below that of the rules. Empty: it may not be, and a note says so.
std::string folder_for(const std::string& named, const ListRules& rules, std::vector<std::string>& notes);

/// Applies an option of aria2 ("out", "split" …) to an entry; what has no meaning here becomes a note. An error text if
/// the value makes no sense: then the entry must not be downloaded without it.
std::string apply_option(ListEntry& entry, const std::string& name, const std::string& value, const ListRules& rules);

/// Whether a header may be sent: a name, a colon, a value without control characters.
bool is_header(std::string_view line);

}  // namespace sluice::lists
