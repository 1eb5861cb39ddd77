// A URL taken apart, changed and put together again: sluice-example-url URL [RELATIVE]
#include <sluice/sluice.h>

#include <cstdio>
#include <utility>

namespace {

constexpr std::pair<sluice::UrlPart, const char*> parts[] = {
    {sluice::UrlPart::scheme, "scheme"},     {sluice::UrlPart::user, "user"},
    {sluice::UrlPart::password, "password"}, {sluice::UrlPart::host, "host"},
    {sluice::UrlPart::port, "port"},         {sluice::UrlPart::path, "path"},
    {sluice::UrlPart::query, "query"},       {sluice::UrlPart::fragment, "fragment"}};

int refuse(const char* text, sluice::UrlCode code) {
    std::fprintf(stderr, "%s: %s\n", text, sluice::text_of(code));
    return 3;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2 && count != 3) {
        std::fprintf(stderr, "Usage: %s URL [RELATIVE]\n", arguments[0]);
        return 2;
    }
    auto url = sluice::Url::parse(arguments[1], sluice::url_flag::guess_scheme);
    if (!url) {
        return refuse(arguments[1], url.error());
    }
    if (count == 3) {
        url = url->resolve(arguments[2]);
        if (!url) {
            return refuse(arguments[2], url.error());
        }
    }
    for (const auto& [part, name] : parts) {
        if (const auto text = url->get(part, sluice::url_flag::urldecode)) {  // an absent part has no text
            std::printf("%-8s %s\n", name, text->c_str());
        }
    }
    url->set(sluice::UrlPart::query, "made=by hand", sluice::url_flag::append_query | sluice::url_flag::urlencode);
    url->set(sluice::UrlPart::password, std::nullopt);
    std::printf("changed  %s\n", url->to_string().c_str());
    std::printf("to show  %s\n", url->without_credentials().c_str());
    return 0;
}
