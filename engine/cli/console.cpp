#include "engine/cli/console.h"

#include "engine/base/ascii.h"

namespace sluice::cli {

std::string wrapped(std::string_view prefix, std::string_view text, std::size_t columns) {
    const std::size_t width = columns > prefix.size() + 1 ? columns - prefix.size() : 1;
    std::string out;
    while (text.size() > width) {
        std::size_t cut = width - 1;
        while (cut > 0 && !base::is_blank(text[cut])) {
            --cut;
        }
        cut = cut == 0 ? width - 1 : cut;
        out.append(prefix).append(text.substr(0, cut + 1)).append("\n");
        text.remove_prefix(cut + 1);
    }
    return out.append(prefix).append(text).append("\n");
}

void Console::warn(std::string_view text) const {
    if (!silent) {
        std::fputs(wrapped("Warning: ", text, columns).c_str(), messages);
    }
}

void Console::note(std::string_view text) const {
    if (notes) {
        std::fputs(wrapped("Note: ", text, columns).c_str(), messages);
    }
}

void Console::error(std::string_view text) const {
    if (errors()) {
        std::fprintf(messages, "sluice-transfer: %.*s\n", static_cast<int>(text.size()), text.data());
    }
}

}  // namespace sluice::cli
