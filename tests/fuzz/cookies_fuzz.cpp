// Set-Cookie, cookie files and the jar: the first byte chooses the URL, the lines are Set-Cookie values; then the whole
// is read as a file.
#include <string>

#include "engine/http/cookie_file.h"
#include "engine/http/cookie_jar.h"
#include "engine/http/text_lines.h"
#include "tests/fuzz/fuzz_target.h"

namespace http = sluice::http;

namespace {

constexpr std::int64_t now = 1'700'000'000;

void check(const http::Cookie& cookie) {
    require(cookie.name.size() + cookie.value.size() <= http::longest_cookie, "a cookie is within its limit");
    require(cookie.path.starts_with('/'), "a path begins with a slash");
    require((cookie.name + cookie.value).find_first_of(std::string("\0\t\r\n", 4)) == std::string::npos,
            "a cookie holds nothing that would end its line");
    require(http::keeps_prefix_promise(cookie, true), "a name keeps its promise");
    require(!http::is_address(cookie.domain) || cookie.host_only, "nothing lies below an address");
}

void check_jar(const http::CookieJar& jar, const http::CookieOrigin& origin) {
    const auto header = jar.header_for(origin, now);
    require(header.value.size() + 8 <= http::CookieJar::longest_header, "the header is within its limit");
    require(header.value.find_first_of(std::string("\0\r\n", 3)) == std::string::npos, "the header is one line");
    const auto all = jar.all(now);
    const auto again = http::read_cookie_file(http::format_cookie_file(all), http::SessionCookies::keep, now);
    require(again.cookies.size() + again.refused == all.size(), "a file has a line for each cookie");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto suffixes = http::PublicSuffixes::built_in();
    static const char* const urls[] = {"https://www.example.com/a/b", "http://www.example.co.uk/", "http://127.0.0.1/x",
                                       "https://[::1]/a/"};
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto origin = http::cookie_origin(*sluice::Url::parse(urls[text.empty() ? 0 : text[0] & 3]));
    http::CookieJar jar;
    std::string_view lines = text;
    for (std::string_view line; http::take_line(lines, line);) {
        if (auto cookie = http::parse_set_cookie(line, origin, *suffixes, now)) {
            check(*cookie);
            require(http::domain_matches(origin.host, cookie->domain), "a cookie stays with its host");
            require(origin.secure || !cookie->secure, "http sets no Secure cookie");
            jar.store(std::move(*cookie), origin.secure, now);
        }
    }
    check_jar(jar, origin);
    for (http::Cookie& cookie : http::read_cookie_file(text, http::SessionCookies::keep, now).cookies) {
        check(cookie);
        jar.store(std::move(cookie), true, now);
    }
    check_jar(jar, origin);
    return 0;
}
