#include <algorithm>

#include "engine/curl/flag.h"

namespace sluice::curl {

const Flag* find_flag(std::string_view name) {
    const auto flags = all_flags();
    const auto at = std::lower_bound(flags.begin(), flags.end(), name,
                                     [](const Flag& flag, std::string_view wanted) { return flag.name < wanted; });
    return at == flags.end() || at->name != name ? nullptr : &*at;
}

const Flag* find_flag(char letter) {
    const auto flags = all_flags();
    const auto at =
        std::find_if(flags.begin(), flags.end(), [letter](const Flag& flag) { return flag.letter == letter; });
    return at == flags.end() || letter == 0 ? nullptr : &*at;
}

}  // namespace sluice::curl
