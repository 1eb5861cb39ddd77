#pragma once

#include <string>
#include <string_view>

#include "engine/download/download.h"

/// Names of files: choosing one and making it safe. Pure: no disk, no locale. Thread-safe.
namespace sluice::download {

/// What a name can be made from; unknown ones are empty.
struct NameInputs {
    std::string_view typed;                ///< by the user
    std::string_view content_disposition;  ///< filename of that header, decoded (filename* before filename)
    std::string_view final_url;
    std::string_view first_url;
    std::string_view type;  ///< media type without parameters
};

struct ChosenName {
    std::string name;
    NameOrigin origin = NameOrigin::made_up;
};

/// A web page came where the user's name, or else the first address, names a file of another known kind and the server
/// names none: a login page, or "not found" with 200.
bool is_page_for_a_file(const NameInputs& inputs);

/// The first of: the user's name, Content-Disposition, the last segment of the final URL, of the first URL,
/// "index.html" or "download" with an extension of the type. Always a safe, non-empty name.
ChosenName choose_name(const NameInputs& inputs);

enum class NameCare : std::uint8_t {
    typed,   ///< only what cannot be, or deceives, is changed
    foreign  ///< also what other systems forbid: < > : " | ? * and the backslash
};

/// A name that stays in its folder, on any file system, and shows itself as what it is: no separators (they become
/// "_"), no control or bidirectional formatting characters, no dots or spaces at the ends, no device name, at most
/// `max_name_bytes` with the extension kept, valid UTF-8 (what is not becomes "_"). Empty if nothing is left.
std::string safe_name(std::string_view raw, NameCare care);

/// Leaves room for " (9999)" beside ".part.sluice" within the 255 bytes of file systems.
inline constexpr std::size_t max_name_bytes = 240;

/// "name.ext" for 0, "name (1).ext" for 1; ".tar.gz" and its like count as one extension. At most max_name_bytes.
std::string numbered_name(std::string_view name, int number);

/// Where the extension begins (its dot), or the size of the name if it has none.
std::size_t extension_of(std::string_view name);

}  // namespace sluice::download
