#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lists/list_entry.h"

namespace sluice::lists {

/// The entries in a format: what it has no place for is left out. Format::curl is not written. No secrets go in: the
/// entries hold none. Pure; any thread.
///   text      addresses, one a line
///   aria2     with mirrors, name, folder, digest (the strongest), headers, connections, speed, pause
///   metalink  version 4 (RFC 5854): names, sizes, digests, mirrors; of one file each
///   session   everything; see session_file.h
std::string write_list(const std::vector<ListEntry>& entries, Format format);

/// "text", "aria2", "metalink", "session": the formats that can be written, by name. Nothing for others.
std::optional<Format> format_named(std::string_view name);
/// By the ending of a file: ".txt", ".aria2" (and "aria2.session"), ".metalink"/".meta4", ".sluice". Nothing for
/// others.
std::optional<Format> format_of_file(std::string_view path);

}  // namespace sluice::lists
