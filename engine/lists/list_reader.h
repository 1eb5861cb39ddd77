#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>

#include "engine/lists/list_entry.h"

namespace sluice::lists {

/// Longer texts are refused.
inline constexpr std::size_t most_list_bytes = 64 * 1024 * 1024;
inline constexpr std::size_t most_entries = 100'000;
inline constexpr std::size_t most_problems = 1'000;

/// How a list is to be read.
struct ListRules {
    std::string folder;  ///< absolute: what folders of the list are relative to; empty: such folders are left out
    /// False for a list that somebody else wrote and the user did not see: it may only name folders below `folder`.
    bool may_choose_folders = true;
};

/// The format that the beginning of a text shows. Whatever shows none is a list of addresses.
Format detect_format(std::string_view text);

/// Reads a list of any format. Every entry has an address this program speaks (http, https); what cannot be honoured of
/// it is in its notes, what could not be read at all in the problems. Pure: opens nothing, looks nothing up.
/// Errors (option_syntax): it is too long, no UTF-8 where the format asks for it, no Metalink or session after all, or
/// a session of a newer version. Any thread.
Result<ImportList> read_list(std::string_view text, const ListRules& rules = {});

/// "list.txt, line 7: not an address".
std::string problem_text(const std::string& origin, const ListProblem& problem);

/// Whether `url` is one that can be downloaded; else what is wrong with it, in a few words.
std::string trouble_with(const std::string& url);

}  // namespace sluice::lists
