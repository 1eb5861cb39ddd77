#include "engine/curl/described_transfer.h"

#include "engine/base/hex.h"

namespace sluice::curl {

std::vector<const transfer::OptionRow*> changed_options(const Options& options, const Options& base) {
    std::vector<const transfer::OptionRow*> rows;
    for (const transfer::OptionRow& row : transfer::option_catalogue()) {
        if (!transfer::same_value(row, options, base)) {
            rows.push_back(&row);
        }
    }
    return rows;
}

std::string c_escaped(std::string_view text) {
    static constexpr std::string_view special = "\t\r\n\"\\?";
    static constexpr std::string_view letters = "trn\"\\?";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t at = special.find(text[i]);
        if (at != std::string_view::npos) {
            out += '\\';
            out += letters[at];
        } else if (c >= 0x20 && c < 0x7f) {
            out += text[i];
        } else if (i + 1 < text.size() && base::hex_digit(text[i + 1]) >= 0) {
            out += '\\';  // a hexadecimal escape would take in what follows
            out += static_cast<char>('0' + (c >> 6));
            out += static_cast<char>('0' + ((c >> 3) & 7));
            out += static_cast<char>('0' + (c & 7));
        } else {
            static constexpr std::string_view digits = "0123456789abcdef";
            out += "\\x";
            out += digits[c >> 4];
            out += digits[c & 15];
        }
    }
    return out;
}

std::string c_literal(std::string_view text) {
    return "\"" + c_escaped(text) + "\"";
}

}  // namespace sluice::curl
