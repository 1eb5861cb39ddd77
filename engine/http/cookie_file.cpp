#include "engine/http/cookie_file.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/http/text_lines.h"
#include "engine/url/host_name.h"

namespace sluice::http {
namespace {

constexpr std::string_view http_only_mark = "#HttpOnly_";
constexpr std::string_view header_mark = "Set-Cookie:";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The fields of a line; the path, if it was left out, is "/".
struct Fields {
    std::string_view domain, below, path, secure, expires, name, value;
};

bool is_flag(std::string_view text) noexcept {
    return base::equals_ignoring_case(text, "TRUE") || base::equals_ignoring_case(text, "FALSE");
}

bool is_true(std::string_view text) noexcept {
    return base::equals_ignoring_case(text, "TRUE");
}

std::optional<Fields> split(std::string_view line) {
    std::array<std::string_view, 7> parts{};
    std::size_t count = 0;
    while (count < parts.size()) {
        const std::size_t end = std::min(line.find('\t'), line.size());
        parts[count++] = line.substr(0, end);
        if (end == line.size()) {
            line = {};
            break;
        }
        line.remove_prefix(end + 1);
    }
    if (!line.empty()) {
        return std::nullopt;  // an eighth field
    }
    if (count >= 5 && count < parts.size() && is_flag(parts[2]) && !is_flag(parts[3])) {
        std::move_backward(parts.begin() + 2, parts.begin() + 6, parts.begin() + 7);
        parts[2] = "/";
        ++count;
    }
    if (count < 6 || !is_flag(parts[1]) || !is_flag(parts[3])) {
        return std::nullopt;
    }
    return Fields{parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]};
}

/// False if it is no date. Negative dates are long ago; those too large are far away.
bool take_expires(std::string_view text, Cookie& cookie) {
    text = base::trim(text);
    text = text.substr(0, text.find('.'));
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return base::is_digit(c); })) {
        return text.empty() && !negative;
    }
    constexpr std::uint64_t most = INT64_MAX;
    const std::uint64_t value = std::min(base::parse_digits(text).value_or(most), most);
    if (value != 0) {
        cookie.expires = negative ? 0 : static_cast<std::int64_t>(value);
    }
    return true;
}

tl::expected<Cookie, CookieRefusal> parse_netscape(std::string_view line) {
    const bool http_only = line.starts_with(http_only_mark);
    line.remove_prefix(http_only ? http_only_mark.size() : 0);
    const auto fields = line.starts_with('#') ? std::nullopt : split(line);
    Cookie cookie;
    if (!fields || !take_expires(fields->expires, cookie)) {
        return tl::unexpected(CookieRefusal::not_a_cookie);
    }
    if (std::any_of(line.begin(), line.end(), [](char c) { return base::is_control(c) && c != '\t'; })) {
        return tl::unexpected(CookieRefusal::control_character);
    }
    if (fields->name.size() + fields->value.size() > longest_cookie) {
        return tl::unexpected(CookieRefusal::too_large);
    }
    if (fields->name.empty() && fields->value.empty()) {
        return tl::unexpected(CookieRefusal::empty);
    }
    const std::string_view written = fields->domain.substr(fields->domain.starts_with('.') ? 1 : 0);
    const auto domain = base::is_ascii(written) ? base::to_lower(written) : url::to_ascii_host(written);
    if (!domain || domain->empty()) {
        return tl::unexpected(CookieRefusal::not_a_cookie);
    }
    cookie.domain = *domain;
    cookie.host_only = !is_true(fields->below) || is_address(*domain);
    cookie.path = fields->path.starts_with('/') ? std::string(fields->path) : "/";
    cookie.secure = is_true(fields->secure);
    cookie.http_only = http_only;
    cookie.name = fields->name;
    cookie.value = fields->value;
    if (!keeps_prefix_promise(cookie, true)) {
        return tl::unexpected(CookieRefusal::prefix);
    }
    return cookie;
}

}  // namespace

tl::expected<Cookie, CookieRefusal> parse_cookie_line(std::string_view line, std::int64_t now) {
    if (line.size() > longest_cookie_line) {
        return tl::unexpected(CookieRefusal::line_too_long);
    }
    if (base::starts_with_ignoring_case(line, header_mark)) {
        return import_set_cookie(base::trim(line.substr(header_mark.size())), now);
    }
    return parse_netscape(line);
}

CookieFileContent read_cookie_file(std::string_view text, SessionCookies session, std::int64_t now) {
    CookieFileContent content;
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    for (std::string_view line; take_line(text, line);) {
        const bool comment = line.starts_with('#') && !line.starts_with(http_only_mark);
        if (comment || base::trim(line).empty()) {
            continue;
        }
        auto cookie = parse_cookie_line(line, now);
        if (!cookie) {
            ++content.refused;
        } else if (cookie->expires || session == SessionCookies::keep) {
            content.cookies.push_back(std::move(*cookie));
        }
    }
    return content;
}

std::string format_cookie_line(const Cookie& cookie) {
    std::string line;
    line += cookie.http_only ? http_only_mark : "";
    line += cookie.domain.empty() || cookie.host_only ? "" : ".";
    line += cookie.domain.empty() ? "unknown" : cookie.domain;
    line += cookie.host_only || cookie.domain.empty() ? "\tFALSE\t" : "\tTRUE\t";
    line += cookie.path;
    line += cookie.secure ? "\tTRUE\t" : "\tFALSE\t";
    line += std::to_string(cookie.expires.value_or(0));
    line += '\t' + cookie.name + '\t' + cookie.value;
    return line;
}

std::string format_cookie_file(const std::vector<const Cookie*>& cookies) {
    std::string text =
        "# Netscape HTTP Cookie File\n"
        "# Kept by Sluice. What is changed here is lost when it is written again.\n\n";
    for (const Cookie* cookie : cookies) {
        text += format_cookie_line(*cookie) + '\n';
    }
    return text;
}

}  // namespace sluice::http
