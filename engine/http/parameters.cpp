#include "engine/http/parameters.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace sluice::http {
namespace {

/// Reads a quoted string from behind its opening quote on; `at` ends behind the closing one.
std::string read_quoted(std::string_view text, std::size_t& at) {
    std::string value;
    while (at < text.size() && text[at] != '"') {
        if (text[at] == '\\' && at + 1 < text.size()) {
            ++at;
        }
        value += text[at++];
    }
    at = std::min(at + 1, text.size());
    return value;
}

void skip_blanks(std::string_view text, std::size_t& at) noexcept {
    while (at < text.size() && base::is_blank(text[at])) {
        ++at;
    }
}

}  // namespace

const Parameter* ParameterizedValue::find(std::string_view name) const noexcept {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.name == name; });
    return found == parameters.end() ? nullptr : &*found;
}

ParameterizedValue parse_parameters(std::string_view text) {
    ParameterizedValue parsed;
    std::size_t at = 0;
    bool first = true;
    while (at < text.size()) {
        skip_blanks(text, at);
        const std::size_t name_end = std::min(text.find_first_of(";=\"", at), text.size());
        const std::string_view name = base::trim(text.substr(at, name_end - at));
        at = name_end;
        if (at < text.size() && text[at] == '=') {
            ++at;
            skip_blanks(text, at);
            Parameter parameter{base::to_lower(name), {}, false};
            if (at < text.size() && text[at] == '"') {
                ++at;
                parameter.quoted = true;
                parameter.value = read_quoted(text, at);
                at = std::min(text.find(';', at), text.size());
            } else {
                const std::size_t end = std::min(text.find(';', at), text.size());
                parameter.value = base::trim(text.substr(at, end - at));
                at = end;
            }
            if (!parameter.name.empty()) {
                parsed.parameters.push_back(std::move(parameter));
            }
        } else {
            if (first) {
                parsed.word = base::to_lower(name);
            }
            if (at < text.size() && text[at] == '"') {
                ++at;
                read_quoted(text, at);
                at = std::min(text.find(';', at), text.size());
            }
        }
        first = false;
        ++at;
    }
    return parsed;
}

}  // namespace sluice::http
