#include "engine/curl/body_data.h"

#include <sluice/url.h>

#include <algorithm>

namespace sluice::curl {

namespace {

/// A form's encoding: as in URLs, but a blank is a plus.
std::string form_encode(std::string_view text) {
    std::string encoded = url_encode(text);
    for (std::size_t at = 0; (at = encoded.find("%20", at)) != std::string::npos; ++at) {
        encoded.replace(at, 3, "+");
    }
    return encoded;
}

std::optional<std::string> urlencoded(std::string_view argument, Host& host, std::string& file) {
    const std::size_t sign = argument.find_first_of("=@");
    if (sign == std::string_view::npos) {
        return form_encode(argument);
    }
    const std::string name(argument.substr(0, sign));
    std::string content(argument.substr(sign + 1));
    if (argument[sign] == '@') {
        file = content;
        auto text = host.read_file(content);
        if (!text) {
            return std::nullopt;
        }
        content = std::move(*text);
    }
    return (name.empty() ? "" : name + "=") + form_encode(content);
}

}  // namespace

std::optional<std::string> data_of(std::string_view argument, DataManner manner, Host& host, std::string& file) {
    if (manner == DataManner::urlencode) {
        return urlencoded(argument, host, file);
    }
    if (manner == DataManner::raw || argument.empty() || argument.front() != '@') {
        return std::string(argument);
    }
    file = std::string(argument.substr(1));
    auto text = host.read_file(file);
    if (text && manner == DataManner::text) {
        const auto dropped = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
        text->erase(std::remove_if(text->begin(), text->end(), dropped), text->end());
    }
    return text;
}

}  // namespace sluice::curl
