#include "engine/http/masking.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"

namespace sluice::http {

namespace {

constexpr std::array<std::string_view, 4> secret_headers = {"proxy-authorization", "authorization", "set-cookie",
                                                            "cookie"};

bool ends_authority(char c) {
    return c == '/' || c == '?' || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>' || base::is_blank(c) ||
           base::is_control(c);
}

/// Where the user information of the authority that begins at `at` ends (its '@'), npos if there is none.
std::size_t end_of_userinfo(std::string_view text, std::size_t at) {
    std::size_t found = std::string_view::npos;
    for (std::size_t i = at; i < text.size() && !ends_authority(text[i]); ++i) {
        if (text[i] == '@') {
            found = i;
        }
    }
    return found;
}

void mask_userinfo(std::string_view text, std::string& out) {
    std::size_t at = 0;
    for (;;) {
        const std::size_t slashes = text.find("://", at);
        if (slashes == std::string_view::npos) {
            out += text.substr(at);
            return;
        }
        const std::size_t begin = slashes + 3;
        const std::size_t end = end_of_userinfo(text, begin);
        out += text.substr(at, begin - at);
        at = begin;
        if (end != std::string_view::npos) {
            out += mask;
            at = end;
        }
    }
}

/// Keeps "Basic" of "Basic dXNlcg==".
void mask_authorization(std::string_view value, std::string& out) {
    const std::size_t space = value.find(' ');
    if (space != std::string_view::npos && base::is_token(value.substr(0, space))) {
        out += value.substr(0, space + 1);
    }
    out += mask;
}

/// Keeps names: "a=***; b=***". Attributes of Set-Cookie are no secrets, but nobody misses them.
void mask_cookies(std::string_view value, std::string& out) {
    while (true) {
        const std::size_t semicolon = value.find(';');
        const std::string_view pair = base::trim(value.substr(0, semicolon));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos) {
            out += pair.substr(0, equals + 1);
        }
        out += pair.empty() ? std::string_view() : mask;
        if (semicolon == std::string_view::npos) {
            return;
        }
        out += "; ";
        value.remove_prefix(semicolon + 1);
    }
}

/// The secret header that `line` names at `at` ("Cookie:"), empty if none.
std::string_view header_at(std::string_view line, std::size_t at) {
    for (const std::string_view name : secret_headers) {
        const std::string_view rest = line.substr(at);
        if (base::starts_with_ignoring_case(rest, name)) {
            std::string_view after = rest.substr(name.size());
            while (!after.empty() && base::is_blank(after.front())) {
                after.remove_prefix(1);
            }
            if (!after.empty() && after.front() == ':') {
                return name;
            }
        }
    }
    return {};
}

void mask_line(std::string_view line, std::string& out) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool word_begins = at == 0 || !(base::is_token(line[at - 1]));
        const std::string_view name = word_begins ? header_at(line, at) : std::string_view();
        if (name.empty()) {
            continue;
        }
        const std::size_t colon = line.find(':', at);
        std::string_view value = base::trim(line.substr(colon + 1));
        if (!value.empty() && value.back() == '\r') {
            value.remove_suffix(1);
        }
        mask_userinfo(line.substr(0, colon), out);
        out += ": ";
        if (name.ends_with("cookie")) {
            mask_cookies(value, out);
        } else {
            mask_authorization(value, out);
        }
        if (line.ends_with('\r')) {
            out += '\r';
        }
        return;
    }
    mask_userinfo(line, out);
}

}  // namespace

std::string masked(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (true) {
        const std::size_t end = text.find('\n');
        mask_line(text.substr(0, end), out);
        if (end == std::string_view::npos) {
            return out;
        }
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string masked_head(std::string_view text, const std::vector<std::string>& also) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        const std::string_view name = base::trim(line.substr(0, line.find(':')));
        const bool secret = std::any_of(also.begin(), also.end(),
                                        [&](const std::string& one) { return base::equals_ignoring_case(one, name); });
        if (secret && name.size() < line.size()) {
            out.append(name).append(": ").append(mask);
            out += line.ends_with("\r\n") ? "\r\n" : line.ends_with('\n') ? "\n" : "";
        } else {
            out += masked(line);
        }
        text.remove_prefix(end);
    }
    return out;
}

std::string without_credentials(std::string_view url, std::string* credentials) {
    const std::size_t slashes = url.find("://");
    const std::size_t begin = slashes == std::string_view::npos ? 0 : slashes + 3;
    const std::size_t end = end_of_userinfo(url, begin);
    if (end == std::string_view::npos) {
        return std::string(url);
    }
    if (credentials != nullptr) {
        *credentials = url.substr(begin, end - begin);
    }
    return std::string(url.substr(0, begin)) + std::string(url.substr(end + 1));
}

std::string with_credentials(std::string_view url, std::string_view credentials) {
    if (credentials.empty()) {
        return std::string(url);
    }
    const std::size_t slashes = url.find("://");
    const std::size_t begin = slashes == std::string_view::npos ? 0 : slashes + 3;
    return std::string(url.substr(0, begin)) + std::string(credentials) + "@" + std::string(url.substr(begin));
}

bool is_secret_header(std::string_view header) {
    const std::string_view name = base::trim(header.substr(0, header.find_first_of(":;")));
    for (const std::string_view secret : secret_headers) {
        if (base::equals_ignoring_case(name, secret)) {
            return true;
        }
    }
    return false;
}

}  // namespace sluice::http
