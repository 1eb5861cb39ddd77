#include "engine/download/file_name.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

constexpr std::size_t max_extension = 16;

/// One character of UTF-8 at the front of `text`, shortest form only; nothing if it is malformed.
struct Character {
    char32_t code = 0;
    std::size_t size = 0;
};
std::optional<Character> first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) {
        return Character{lead, 1};
    }
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) {
        return std::nullopt;
    }
    char32_t code = lead & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0U) != 0x80U) {
            return std::nullopt;
        }
        code = code << 6U | (byte & 0x3fU);
    }
    const bool too_long = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (too_long || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return std::nullopt;
    }
    return Character{code, size};
}

/// Characters that show nothing, or change how the others are shown.
bool is_deceiving(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x00ad || c == 0x061c || c == 0x200b || c == 0x200e ||
           c == 0x200f || c == 0x2028 || c == 0x2029 || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

bool is_forbidden(char32_t c, NameCare care) {
    if (c == '/') {
        return true;
    }
    return care == NameCare::foreign && c < 0x80 &&
           std::string_view("\\<>:\"|?*").find(static_cast<char>(c)) != std::string_view::npos;
}

/// Names that DOS devices own, with any extension.
bool is_device(std::string_view name) {
    std::string stem = base::to_lower(name.substr(0, name.find('.')));
    while (!stem.empty() && stem.back() == ' ') {
        stem.pop_back();
    }
    static constexpr std::array<std::string_view, 6> plain{"con", "prn", "aux", "nul", "conin$", "conout$"};
    if (std::find(plain.begin(), plain.end(), stem) != plain.end()) {
        return true;
    }
    if (!stem.starts_with("com") && !stem.starts_with("lpt")) {
        return false;
    }
    const std::string number = stem.substr(3);
    return (number.size() == 1 && base::is_digit(number[0])) || number == "\u00b9" || number == "\u00b2" ||
           number == "\u00b3";
}

std::string_view without_ends(std::string_view name) {
    while (!name.empty() && (name.front() == '.' || name.front() == ' ')) {
        name.remove_prefix(1);
    }
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) {
        name.remove_suffix(1);
    }
    return name;
}

/// At most so many bytes of `text`, ending between two characters.
std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return text;
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U) {
        --most;
    }
    return text.substr(0, most);
}

/// `suffix` is put before the extension; the stem gives way if it gets too long.
std::string shortened(std::string_view name, std::string_view suffix) {
    const std::size_t dot = extension_of(name);
    const std::string_view extension = name.substr(dot);
    std::string out(cut(name.substr(0, dot), max_name_bytes - extension.size() - suffix.size()));
    while (!out.empty() && (out.back() == ' ' || out.back() == '.')) {
        out.pop_back();
    }
    out += suffix;
    out += extension;
    return out;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && base::hex_digit(text[i + 1]) >= 0 &&
            base::hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(base::hex_digit(text[i + 1]) * 16 + base::hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto c = first_character(text);
        if (!c) {
            return false;
        }
        text.remove_prefix(c->size);
    }
    return true;
}

/// The last segment of a URL's path, decoded if that gives text.
std::string last_segment(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
        url.remove_prefix(scheme + 3);
        const std::size_t path = url.find('/');
        url = path == std::string_view::npos ? std::string_view() : url.substr(path);
    }
    const std::size_t slash = url.rfind('/');
    const std::string_view segment = slash == std::string_view::npos ? url : url.substr(slash + 1);
    std::string decoded = percent_decoded(segment);
    return is_utf8(decoded) ? decoded : std::string(segment);
}

/// What stands behind the last separator of either kind: some servers send their own path (RFC 6266 4.3).
std::string_view last_part(std::string_view name) {
    const std::size_t slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string made_up_name(std::string_view type) {
    const std::string lowered = base::to_lower(type);
    if (http::is_web_page(lowered)) {
        return "index.html";
    }
    const std::string_view extension = http::extension_of(lowered);
    return extension.empty() ? "download" : "download." + std::string(extension);
}

}  // namespace

bool is_page_for_a_file(const NameInputs& inputs) {
    if (!http::is_web_page(inputs.type) || !inputs.content_disposition.empty()) {
        return false;
    }
    const std::string name = inputs.typed.empty() ? last_segment(inputs.first_url) : std::string(inputs.typed);
    const std::size_t dot = name.rfind('.');
    return dot != std::string::npos && dot > 0 && http::is_file_extension(std::string_view(name).substr(dot + 1));
}

std::size_t extension_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot > max_extension ||
        name.find(' ', dot) != std::string_view::npos) {
        return name.size();
    }
    if (const std::size_t before = name.rfind('.', dot - 1);
        before != std::string_view::npos && before > 0 &&
        base::equals_ignoring_case(name.substr(before, dot - before), ".tar")) {
        return before;
    }
    return dot;
}

std::string safe_name(std::string_view raw, NameCare care) {
    std::string name;
    while (!raw.empty()) {
        const auto c = first_character(raw);
        const std::size_t size = c ? c->size : 1;
        if (!c || is_forbidden(c->code, care)) {
            name += '_';
        } else if (!is_deceiving(c->code)) {
            name += raw.substr(0, size);
        }
        raw.remove_prefix(size);
    }
    std::string_view rest = without_ends(name);
    std::string out = is_device(rest) ? '_' + std::string(rest) : std::string(rest);
    if (out.size() > max_name_bytes) {
        out = shortened(out, {});
    }
    return out;
}

std::string numbered_name(std::string_view name, int number) {
    if (number == 0) {
        return std::string(name);
    }
    return shortened(name, " (" + std::to_string(number) + ")");
}

ChosenName choose_name(const NameInputs& in) {
    if (std::string name = safe_name(in.typed, NameCare::typed); !name.empty()) {
        return {name, NameOrigin::typed};
    }
    if (std::string name = safe_name(last_part(in.content_disposition), NameCare::foreign); !name.empty()) {
        return {name, NameOrigin::content_disposition};
    }
    for (const std::string_view url : {in.final_url, in.first_url}) {
        if (std::string name = safe_name(last_segment(url), NameCare::foreign); !name.empty()) {
            return {name, NameOrigin::address};
        }
    }
    return {made_up_name(in.type), NameOrigin::made_up};
}

}  // namespace sluice::download
