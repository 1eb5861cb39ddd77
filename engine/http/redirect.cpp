#include "engine/http/redirect.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/url/percent.h"

namespace sluice::http {
namespace {

/// A server never sends anybody to the files of this machine, whatever the options say.
bool is_allowed(std::string_view scheme, const std::vector<std::string>& allowed) {
    if (scheme == "file") {
        return false;
    }
    if (allowed.empty()) {
        return scheme == "http" || scheme == "https";
    }
    return std::any_of(allowed.begin(), allowed.end(),
                       [&](std::string_view name) { return base::equals_ignoring_case(name, scheme); });
}

std::string encode_location(std::string_view location) {
    const std::size_t query = std::min(location.find('?'), location.size());
    std::string encoded;
    for (std::size_t i = 0; i < location.size(); ++i) {
        const char c = location[i];
        if (c == ' ') {
            encoded += i < query ? "%20" : "+";
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            encoded += url::encode({&c, 1}, url::Keep::nothing);
        } else {
            encoded += c;
        }
    }
    return encoded;
}

/// Without what could be a login or a token.
std::string scheme_of(std::string_view location) {
    return std::string(location.substr(0, location.find(':')));
}

bool turns_into_get(const RedirectContext& context) noexcept {
    const unsigned keep = context.options.keep_post;
    const bool post = context.kind == RequestKind::post;
    switch (context.status) {
        case 301:
            return post && (keep & 1U) == 0;
        case 302:
            return post && (keep & 2U) == 0;
        case 303:
            return (post && (keep & 4U) == 0) || context.kind == RequestKind::put;
        default:
            return false;
    }
}

/// Whether the caller's own word goes along.
bool keeps_word(const RedirectContext& context, bool turned) {
    switch (context.options.follow) {
        case Follow::first_only:
            return false;
        case Follow::obey_code:
            return !turned && (context.status != 303 || context.kind != RequestKind::get);
        default:
            return true;
    }
}

}  // namespace

bool is_redirect_status(int status) noexcept {
    return (status >= 300 && status <= 303) || status == 307 || status == 308;
}

Result<Url> redirect_target(const Url& url, std::string_view location, const std::vector<std::string>& allowed) {
    const std::string encoded = encode_location(base::trim(location));
    auto target = url.resolve(encoded);
    if (!target) {
        if (target.error() == UrlCode::unsupported_scheme) {
            return fail(Kind::url_scheme_redirect, ErrorArgs{.host = url.host(), .detail = scheme_of(encoded)});
        }
        return fail(Kind::http_redirect_malformed, ErrorArgs{.host = url.host(), .detail = text_of(target.error())});
    }
    if (!is_allowed(target->scheme(), allowed)) {
        return fail(Kind::url_scheme_redirect, ErrorArgs{.host = url.host(), .detail = target->scheme()});
    }
    return std::move(*target);
}

Result<std::optional<Redirect>> decide_redirect(const RedirectContext& context) {
    const RedirectOptions& options = context.options;
    if (options.follow == Follow::none || !is_redirect_status(context.status) || base::trim(context.location).empty()) {
        return std::nullopt;
    }
    if (options.max_redirs >= 0 && context.followed >= options.max_redirs) {
        return fail(Kind::http_too_many_redirects, ErrorArgs{.host = context.url.host(), .limit = options.max_redirs});
    }
    SL_TRY(target, redirect_target(context.url, context.location, options.protocols));
    Redirect redirect{.url = std::move(*target), .kind = context.kind};
    const bool turned = turns_into_get(context);
    if (turned) {
        redirect.kind = RequestKind::get;
    }
    redirect.custom_method = !context.custom_method.empty() && keeps_word(context, turned);
    redirect.method = redirect.custom_method ? context.custom_method : word_of(redirect.kind);
    redirect.cross_origin = !options.unrestricted_auth && !redirect.url.same_origin(context.first_url);
    return redirect;
}

}  // namespace sluice::http
