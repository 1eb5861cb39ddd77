#include "engine/curl/variables.h"

#include <sluice/url.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/base/bytes.h"
#include "engine/base/number.h"

namespace sluice::curl {

namespace {

constexpr std::size_t longest_name = 128;

bool names_variable(char c) {
    return base::is_alnum(c) || c == '_';
}

/// Takes "[from-to]" off the front of `rest`; false if it is none that makes sense.
bool take_range(std::string_view& rest, std::uint64_t& from, std::uint64_t& to) {
    const std::size_t close = rest.find(']');
    const std::size_t dash = rest.find('-');
    if (close == std::string_view::npos || dash == std::string_view::npos || dash > close) {
        return false;
    }
    const auto first = base::parse_digits(rest.substr(1, dash - 1));
    const std::string_view last = rest.substr(dash + 1, close - dash - 1);
    const auto end = last.empty() ? std::optional(UINT64_MAX) : base::parse_digits(last);
    if (!first || !end || *end < *first) {
        return false;
    }
    from = *first;
    to = *end;
    rest.remove_prefix(close + 1);
    return true;
}

std::string slice(std::string text, std::uint64_t from, std::uint64_t to) {
    if (from >= text.size()) {
        return {};
    }
    const std::uint64_t count = to == UINT64_MAX ? text.size() : to - from + 1;
    return text.substr(from, count);
}

/// As the inside of a JSON string.
std::string json_quoted(std::string_view text) {
    static constexpr std::string_view plain = "\\\"\b\f\n\r\t";
    static constexpr std::string_view letters = "\\\"bfnrt";
    std::string out;
    for (const char c : text) {
        if (const std::size_t at = plain.find(c); at != std::string_view::npos) {
            out += '\\';
            out += letters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            static constexpr std::string_view digits = "0123456789abcdef";
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        } else {
            out += c;
        }
    }
    return out;
}

bool apply_function(std::string_view name, std::string& value) {
    if (name == "trim") {
        static constexpr std::string_view spaces = " \t\n\v\f\r";
        const std::size_t first = std::min(value.find_first_not_of(spaces), value.size());
        value.erase(0, first);
        value.erase(value.find_last_not_of(spaces) + 1);
    } else if (name == "json") {
        value = json_quoted(value);
    } else if (name == "url") {
        value = url_encode(value);
    } else if (name == "b64") {
        value = base::to_base64(as_bytes(value));
    } else if (name == "64dec") {
        const auto bytes = base::from_base64(value);
        value = bytes ? std::string(as_text(*bytes)) : "[64dec-fail]";
    } else {
        return false;
    }
    return true;
}

/// What stands between "{{" and "}}", worked out; false with `error` set if a function is unknown.
bool expand_one(std::string_view inside, const Globals& globals, std::string& out, std::string& error) {
    const std::size_t colon = std::min(inside.find(':'), inside.size());
    const auto found = globals.variables.find(inside.substr(0, colon));
    std::string value = found == globals.variables.end() ? std::string() : found->second;
    std::string_view functions = inside.substr(colon);
    while (!functions.empty()) {
        functions.remove_prefix(1);
        const std::size_t end = std::min(functions.find(':'), functions.size());
        if (!apply_function(functions.substr(0, end), value)) {
            error = "unknown variable function in '" + std::string(inside.substr(colon)) + "'";
            return false;
        }
        functions.remove_prefix(end);
    }
    if (value.find('\0') != std::string::npos) {
        error = "variable contains null byte";
        return false;
    }
    out += value;
    return true;
}

}  // namespace

std::string set_variable(FlagTarget& target, const FlagValue& value) {
    std::string_view rest = value.text;
    const bool imported = !rest.empty() && rest.front() == '%';
    rest.remove_prefix(imported ? 1 : 0);
    const auto* const end = std::find_if_not(rest.begin(), rest.end(), names_variable);
    const std::string name(rest.begin(), end);
    rest.remove_prefix(name.size());
    if (name.empty() || name.size() >= longest_name) {
        target.warn("Bad variable name length (" + std::to_string(name.size()) + "), skipping");
        return {};
    }
    const auto environment = imported ? target.host.environment(name) : std::nullopt;
    if (imported && !environment && rest.empty()) {
        target.explain("Variable '" + name + "' import fail, not set");
        return bad_expansion;
    }
    std::uint64_t from = 0;
    std::uint64_t to = UINT64_MAX;
    if (!rest.empty() && rest.front() == '[' && !take_range(rest, from, to)) {
        target.warn("Bad --variable syntax, skipping: " + std::string(value.text));
        return bad_expansion;
    }
    std::string content;
    if (environment) {
        content = *environment;
    } else if (!rest.empty() && rest.front() == '@') {
        auto text = target.host.read_file(std::string(rest.substr(1)));
        if (!text) {
            target.explain("Failed to open " + std::string(rest.substr(1)));
            return unreadable;
        }
        content = std::move(*text);
    } else if (!rest.empty() && rest.front() == '=') {
        content = std::string(rest.substr(1));
    } else {
        target.warn("Bad --variable syntax, skipping: " + std::string(value.text));
        return bad_expansion;
    }
    target.globals().variables[name] = slice(std::move(content), from, to);
    return {};
}

std::optional<std::string> expand_variables(std::string_view text, const Globals& globals, std::string& error,
                                            std::vector<std::string>& warnings) {
    const std::string_view input = text;
    std::string out;
    bool replaced = false;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos; open = text.find("{{")) {
        if (open > 0 && text[open - 1] == '\\') {
            out.append(text.substr(0, open - 1)).append("{{");
            text.remove_prefix(open + 2);
            continue;
        }
        const std::size_t close = text.find("}}", open);
        if (close == std::string_view::npos) {
            warnings.push_back("missing close '}}' in '" + std::string(input) + "'");
            break;
        }
        const std::string_view inside = text.substr(open + 2, close - open - 2);
        const std::string_view name = inside.substr(0, inside.find(':'));
        out.append(text.substr(0, open));
        if (name.empty() || name.size() >= longest_name || !std::all_of(name.begin(), name.end(), names_variable)) {
            warnings.push_back(name.empty() || name.size() >= longest_name
                                   ? "bad variable name length '" + std::string(input) + "'"
                                   : "bad variable name: " + std::string(name));
            out.append(text.substr(open, close + 2 - open));
        } else {
            if (!expand_one(inside, globals, out, error)) {
                return std::nullopt;
            }
            replaced = true;
        }
        text.remove_prefix(close + 2);
    }
    out.append(text);
    return replaced ? out : std::string(input);
}

}  // namespace sluice::curl
