#include "engine/transfer/state_rules.h"

#include "engine/base/ascii.h"
#include "engine/transfer/state.h"

namespace sluice::transfer {

namespace {

std::int64_t now_s(Context& context) {
    const WallTime wall = context.engine.world().clock().wall();
    return std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
}

/// The host in the caller's own Host header, without port; empty if there is none.
std::string own_host(const RequestOptions& options) {
    for (const std::string& line : options.headers) {
        if (!base::starts_with_ignoring_case(line, "Host:")) {
            continue;
        }
        std::string_view host = base::trim(std::string_view(line).substr(5));
        if (host.starts_with('[')) {
            return base::to_lower(host.substr(1, host.find(']') - 1));
        }
        return base::to_lower(host.substr(0, host.find(':')));
    }
    return {};
}

/// Whose cookies this request deals with.
http::CookieOrigin origin_of(Context& context, const Step& step) {
    http::CookieOrigin origin = http::cookie_origin(step.url);
    if (!step.cross_origin) {
        if (std::string host = own_host(*context.options.request); !host.empty()) {
            origin.host = std::move(host);
        }
    }
    return origin;
}

void learn_cookies(Context& context, const Step& step, const http1::ResponseHead& head) {
    const auto values = head.headers.all("Set-Cookie");
    if (values.empty()) {
        return;
    }
    const State& state = *context.state;
    const auto suffixes = (state.suffixes ? state.suffixes : context.engine.suffixes())->list();
    const http::CookieOrigin origin = origin_of(context, step);
    const std::int64_t now = now_s(context);
    std::vector<std::string> said;
    state.cookies->with([&](http::CookieJar& jar) {
        std::size_t taken = 0;
        for (const std::string_view value : values) {
            if (++taken > http::CookieJar::most_per_response) {
                said.push_back("More than 50 cookies in one response: the others are left out");
                break;
            }
            auto cookie = http::parse_set_cookie(value, origin, *suffixes, now);
            if (!cookie) {
                said.push_back(std::string("Cookie refused: ") + text_of(cookie.error()));
                continue;
            }
            const std::string name = cookie->name + " for " + cookie->domain + cookie->path;
            const auto stored = jar.store(std::move(*cookie), origin.secure, now);
            said.push_back(stored == http::CookieJar::Stored::secure_is_kept
                               ? "Cookie refused: a Secure one is kept in place of " + name
                           : stored == http::CookieJar::Stored::removed ? "Cookie removed: " + name
                                                                        : "Cookie kept: " + name);
        }
    });
    for (const std::string& line : said) {
        context.say(line);
    }
}

/// Whether what came is believed to be from the host: nobody could have put the policy in (RFC 6797 8.1).
bool verified(Context& context, const Step& step) {
    const auto& tls = context.record().tls;
    return step.url.scheme() == "https" && tls && tls->verify_peer && tls->verify_host && tls->verify_result == 0;
}

http::AltProtocol protocol_of(const Context& context) {
    return context.info.http.http_version == 20 ? http::AltProtocol::h2 : http::AltProtocol::h1;
}

}  // namespace

void use_https_if_known(Context& context, Url& url) {
    if (context.state == nullptr || url.scheme() != "http" || !hsts_on(context.options)) {
        return;
    }
    const std::string host = url.host();
    const std::int64_t now = now_s(context);
    if (!context.state->hsts->with([&](const http::HstsStore& store) { return store.knows(host, now); })) {
        return;
    }
    if (url.port_or_default() == 80) {
        url.set(UrlPart::port, std::nullopt);
    }
    url.set(UrlPart::scheme, "https");
    context.say("Switched from http to https, as " + host + " wants it (HSTS)");
}

std::string cookies_for(Context& context, const Step& step) {
    const CookieOptions& options = *context.options.cookies;
    const std::string_view raw = step.cross_origin ? std::string_view() : std::string_view(options.cookie);
    if (context.state == nullptr || !cookies_on(context.options)) {
        return std::string(raw);
    }
    const http::CookieOrigin origin = origin_of(context, step);
    const std::int64_t now = now_s(context);
    const auto header =
        context.state->cookies->with([&](const http::CookieJar& jar) { return jar.header_for(origin, now); });
    if (header.left_out > 0) {
        context.say(std::to_string(header.left_out) + " cookies are not sent: too many, or too large together");
    }
    return http::cookie_header_value(header, raw);
}

std::optional<http::Alternative> alternative_for(Context& context, const Step& step, unsigned protocols) {
    if (context.state == nullptr || !alt_svc_on(context.options) || step.url.scheme() != "https") {
        return std::nullopt;
    }
    const AltSvcOptions& options = *context.options.alt_svc;
    protocols &= (options.allow_h1 ? static_cast<unsigned>(http::AltProtocol::h1) : 0U) |
                 (options.allow_h2 ? static_cast<unsigned>(http::AltProtocol::h2) : 0U);
    const std::string host = step.url.host();
    const std::int64_t now = now_s(context);
    return context.state->alt_svc->with([&](const http::AltSvcCache& cache) {
        const http::Alternative* found = cache.choose(host, step.url.port_or_default(), protocols, now);
        return found == nullptr ? std::nullopt : std::optional{*found};
    });
}

std::string alt_used_by(const Context& context) {
    if (!context.alternative) {
        return {};
    }
    const http::Alternative& to = *context.alternative;
    const bool address = to.host.find(':') != std::string::npos;
    return (address ? '[' + to.host + ']' : to.host) + ':' + std::to_string(to.port);
}

void alternative_failed(Context& context, const Step& step, const http::Alternative& alternative) {
    context.state->alt_svc->with(
        [&](http::AltSvcCache& cache) { cache.forget(step.url.host(), step.url.port_or_default(), alternative); });
    context.say("The alternative " + alternative.host + ':' + std::to_string(alternative.port) +
                " is of no use; forgotten");
}

void learn_from(Context& context, const Step& step, const http1::ResponseHead& head) {
    if (context.state == nullptr) {
        return;
    }
    if (cookies_on(context.options)) {
        learn_cookies(context, step, head);
    }
    if (!verified(context, step)) {
        return;
    }
    const std::int64_t now = now_s(context);
    if (const auto value = head.headers.first("Strict-Transport-Security"); value && hsts_on(context.options)) {
        if (const auto policy = http::parse_strict_transport_security(*value)) {
            context.state->hsts->with([&](http::HstsStore& store) { store.learn(step.url.host(), *policy, now); });
        }
    }
    if (const auto value = head.headers.combined("Alt-Svc"); value && alt_svc_on(context.options)) {
        if (const auto field = http::parse_alt_svc(*value)) {
            context.state->alt_svc->with([&](http::AltSvcCache& cache) {
                cache.learn(step.url.host(), step.url.port_or_default(), protocol_of(context), *field, now);
            });
        }
    }
}

}  // namespace sluice::transfer
