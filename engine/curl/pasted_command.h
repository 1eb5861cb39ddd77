#pragma once

#include <sluice/options.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/curl/plan.h"
#include "engine/curl/shell_text.h"

namespace sluice::curl {

/// One transfer that a pasted text asks for.
struct PastedTransfer {
    Options options;           ///< url, headers, body … of the request
    std::string output;        ///< file name the text gives, without folders it may not choose; empty: none
    bool remote_name = false;  ///< -O: name it as in the URL
};

/// A text with curl command lines, such as "Copy as cURL" of a browser gives.
struct PastedText {
    std::vector<PastedTransfer> transfers;
    /// What was not taken over, flag by flag, and what only a shell could do.
    std::vector<FlagNote> notes;
    std::string error;  ///< why nothing can be taken from it; empty if something was
};

/// Most transfers that are made from one text: globs could ask for billions.
inline constexpr std::size_t most_pasted = 10'000;

/// Reads the text as `shell` would, or as the shell its form suggests. Pure: no file is read and no variable looked
/// up, whatever the text says; flags that would need them are refused in `notes`. Any thread.
PastedText read_pasted(std::string_view text, std::optional<Shell> shell = std::nullopt);

/// Whether a text looks like a curl command line, so that a window may offer to read it.
bool looks_like_curl(std::string_view text);

}  // namespace sluice::curl
