#include "engine/curl/flag_manual.h"

#include <algorithm>

namespace sluice::curl {

std::string_view manual_of(std::string_view name) {
    const auto rows = all_flag_manuals();
    const auto at = std::find_if(rows.begin(), rows.end(), [name](const FlagManual& row) { return row.name == name; });
    return at == rows.end() ? std::string_view() : at->text;
}

}  // namespace sluice::curl
