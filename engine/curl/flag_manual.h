#pragma once

#include <span>
#include <string_view>

namespace sluice::curl {

/// What the manual says of a flag beyond its line of help.
struct FlagManual {
    const char* name;  ///< long, without dashes
    const char* text;  ///< plain text, one paragraph
};

/// Sorted by name.
std::span<const FlagManual> all_flag_manuals();
/// "" if the line of help says it all.
std::string_view manual_of(std::string_view name);

}  // namespace sluice::curl
