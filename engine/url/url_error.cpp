#include "engine/url/url_error.h"

#include <algorithm>
#include <string>

#include "engine/base/result.h"

namespace sluice {
namespace {

std::string without_login(std::string_view text) {
    const std::size_t slashes = text.find("//");
    const std::size_t start = slashes == std::string_view::npos ? 0 : slashes + 2;
    const std::size_t end = std::min(text.find_first_of("/?#", start), text.size());
    const std::size_t at = text.substr(0, end).rfind('@');
    std::string shown(text);
    if (at != std::string_view::npos && at >= start) {
        shown.erase(start, at + 1 - start);
    }
    constexpr std::size_t longest = 200;
    if (shown.size() > longest) {
        shown.resize(longest);
        shown += "...";
    }
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
    return shown;
}

}  // namespace

Error to_error(UrlCode code, std::string_view text) {
    ErrorArgs args{.detail = without_login(text) + " (" + text_of(code) + ")"};
    switch (code) {
        case UrlCode::unsupported_scheme:
            args.detail = without_login(text);
            return fail(Kind::url_scheme, std::move(args)).value();
        case UrlCode::out_of_memory:
            return fail(Kind::out_of_memory, std::move(args)).value();
        case UrlCode::user_not_allowed:
            return fail(Code::login_denied, Kind::url_malformed, std::move(args)).value();
        default:
            return fail(Kind::url_malformed, std::move(args)).value();
    }
}

}  // namespace sluice
