#include "engine/http/cookie_jar.h"

#include <algorithm>
#include <tuple>

namespace sluice::http {
namespace {

constexpr std::string_view field_name = "Cookie: ";

std::size_t sent_size(const Cookie& cookie) noexcept {
    return cookie.name.size() + cookie.value.size() + (cookie.name.empty() ? 0 : 1);
}

bool same_identity(const Cookie& a, const Cookie& b) noexcept {
    return a.name == b.name && a.host_only == b.host_only && a.path == b.path;  // the domain is the map's key
}

}  // namespace

/// True if a cookie that came over http would stand in front of a Secure one of the same name.
bool CookieJar::hides_secure(const Cookie& cookie) const {
    for (const auto& [domain, cookies] : domains_) {
        if (!domain_matches(domain, cookie.domain) && !domain_matches(cookie.domain, domain)) {
            continue;
        }
        const bool hides = std::any_of(cookies.begin(), cookies.end(), [&](const Kept& kept) {
            return kept.cookie.secure && kept.cookie.name == cookie.name && path_matches(cookie.path, kept.cookie.path);
        });
        if (hides) {
            return true;
        }
    }
    return false;
}

CookieJar::Stored CookieJar::store(Cookie cookie, bool from_secure_origin, std::int64_t now) {
    if (!from_secure_origin && !cookie.secure && hides_secure(cookie)) {
        return Stored::secure_is_kept;
    }
    return put(std::move(cookie), false, now);
}

void CookieJar::load(Cookie cookie, std::int64_t now) {
    put(std::move(cookie), true, now);
}

CookieJar::Stored CookieJar::put(Cookie cookie, bool loaded, std::int64_t now) {
    Cookies& cookies = domains_[cookie.domain];
    const auto old = std::find_if(cookies.begin(), cookies.end(),
                                  [&](const Kept& kept) { return same_identity(kept.cookie, cookie); });
    if (loaded && old != cookies.end() && !old->loaded) {
        return Stored::removed;
    }
    if (cookie.expired(now)) {
        if (old != cookies.end()) {
            cookies.erase(old);
            --size_;
        }
        if (cookies.empty()) {
            domains_.erase(cookie.domain);
        }
        return Stored::removed;
    }
    if (old != cookies.end()) {
        old->cookie = std::move(cookie);
        old->loaded = loaded;
        return Stored::replaced;
    }
    const std::string domain = cookie.domain;
    cookies.push_back({std::move(cookie), next_order_++, loaded});
    ++size_;
    if (cookies.size() > most_per_domain || size_ > most_cookies) {
        make_room(domain, now);
    }
    return Stored::added;
}

/// Removes the one that is missed least: not Secure, then oldest. Never the one added last, unless it is alone.
void CookieJar::trim(Cookies& cookies) {
    const auto end = cookies.size() > 1 ? cookies.end() - 1 : cookies.end();
    cookies.erase(std::min_element(cookies.begin(), end, [](const Kept& a, const Kept& b) {
        return std::tie(a.cookie.secure, a.order) < std::tie(b.cookie.secure, b.order);
    }));
    --size_;
}

void CookieJar::make_room(const std::string& domain, std::int64_t now) {
    clear_expired(now);
    Cookies& cookies = domains_.find(domain)->second;
    while (cookies.size() > most_per_domain) {
        trim(cookies);
    }
    if (size_ > most_cookies) {
        shrink();
    }
}

void CookieJar::shrink() {
    const auto ranks_below = [](Domains::iterator a, Domains::iterator b) {
        // Of equals the one whose first cookie is the oldest gives.
        return std::pair(a->second.size(), b->second.front().order) <
               std::pair(b->second.size(), a->second.front().order);
    };
    std::vector<Domains::iterator> heap;
    for (auto one = domains_.begin(); one != domains_.end(); ++one) {
        heap.push_back(one);
    }
    std::make_heap(heap.begin(), heap.end(), ranks_below);
    while (size_ > most_cookies * 19 / 20) {
        std::pop_heap(heap.begin(), heap.end(), ranks_below);
        const auto largest = heap.back();
        trim(largest->second);
        if (largest->second.empty()) {
            domains_.erase(largest);
            heap.pop_back();
        } else {
            std::push_heap(heap.begin(), heap.end(), ranks_below);
        }
    }
}

void CookieJar::collect(std::string_view domain, const CookieOrigin& origin, std::int64_t now,
                        std::vector<const Kept*>& into) const {
    const auto found = domains_.find(domain);
    if (found == domains_.end()) {
        return;
    }
    for (const Kept& kept : found->second) {
        const Cookie& cookie = kept.cookie;
        if ((!cookie.host_only || domain == origin.host) && (!cookie.secure || origin.secure) && !cookie.expired(now) &&
            path_matches(origin.path, cookie.path)) {
            into.push_back(&kept);
        }
    }
}

CookieJar::Header CookieJar::header_for(const CookieOrigin& origin, std::int64_t now) const {
    std::vector<const Kept*> fitting;
    collect("", origin, now, fitting);
    std::string_view domain = origin.host;
    for (bool more = !domain.empty() && !domains_.empty(); more;) {
        collect(domain, origin, now, fitting);
        const std::size_t dot = is_address(origin.host) ? std::string_view::npos : domain.find('.');
        more = dot != std::string_view::npos;
        domain.remove_prefix(more ? dot + 1 : 0);
    }
    const auto rank = [](const Kept* kept) {
        const Cookie& cookie = kept->cookie;
        return std::tuple(cookie.path.size(), cookie.domain.size(), cookie.name.size(), kept->order);
    };
    std::sort(fitting.begin(), fitting.end(), [&](const Kept* a, const Kept* b) { return rank(a) > rank(b); });
    Header header;
    std::size_t sent = 0;
    for (; sent < std::min(fitting.size(), most_sent); ++sent) {
        const Cookie& cookie = fitting[sent]->cookie;
        const std::size_t gap = header.value.empty() ? 0 : 2;
        if (field_name.size() + header.value.size() + gap + sent_size(cookie) > longest_header) {
            break;
        }
        header.value += gap == 0 ? "" : "; ";
        header.value += cookie.name.empty() ? cookie.value : cookie.name + '=' + cookie.value;
    }
    header.left_out = fitting.size() - sent;
    return header;
}

std::vector<const Cookie*> CookieJar::all(std::int64_t now) const {
    std::vector<const Kept*> found;
    for (const auto& [domain, cookies] : domains_) {
        for (const Kept& kept : cookies) {
            if (!kept.cookie.expired(now)) {
                found.push_back(&kept);
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Kept* a, const Kept* b) { return a->order > b->order; });
    std::vector<const Cookie*> cookies;
    cookies.reserve(found.size());
    for (const Kept* kept : found) {
        cookies.push_back(&kept->cookie);
    }
    return cookies;
}

template <class Test>
void CookieJar::remove_if(Test test) {
    for (auto entry = domains_.begin(); entry != domains_.end();) {
        size_ -= std::erase_if(entry->second, [&](const Kept& kept) { return test(kept.cookie); });
        entry = entry->second.empty() ? domains_.erase(entry) : std::next(entry);
    }
}

void CookieJar::clear() {
    domains_.clear();
    size_ = 0;
}

void CookieJar::clear_session() {
    remove_if([](const Cookie& cookie) { return !cookie.expires; });
}

void CookieJar::clear_expired(std::int64_t now) {
    remove_if([&](const Cookie& cookie) { return cookie.expired(now); });
}

std::string cookie_header_value(const CookieJar::Header& header, std::string_view raw) {
    if (raw.empty()) {
        return header.value;
    }
    if (header.value.empty()) {
        return std::string(raw);
    }
    const bool room =
        header.left_out == 0 && field_name.size() + header.value.size() + 2 + raw.size() <= CookieJar::longest_header;
    return room ? header.value + "; " + std::string(raw) : header.value;
}

}  // namespace sluice::http
