#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/http/cookie.h"

namespace sluice::http {

/// Cookies and the rules by which they are replaced and sent (RFC 6265bis 5.7 and 5.8). A value without a lock: whoever
/// shares it between threads locks it. `now` is always the wall clock in seconds since the epoch.
///
///     if (auto cookie = parse_set_cookie(value, origin, suffixes, now)) jar.store(std::move(*cookie), origin.secure,
///     now); const CookieHeader header = jar.header_for(cookie_origin(next_url), now);
class CookieJar {
  public:
    static constexpr std::size_t most_cookies = 10'000;  ///< beyond it a twentieth goes
    static constexpr std::size_t most_per_domain = 180;
    static constexpr std::size_t most_per_response = 50;  ///< Set-Cookie lines a caller hands in for one response
    static constexpr std::size_t most_sent = 150;
    static constexpr std::size_t longest_header = 8190;  ///< bytes of the line "Cookie: …"

    enum class Stored : std::uint8_t {
        added,
        replaced,        ///< one of the same name, domain and path; it keeps its place in the order
        removed,         ///< it had expired, and so has what it replaced
        secure_is_kept,  ///< over http no cookie may take the place of a Secure one (RFC 6265bis 5.7, step 15)
    };
    /// Beyond a limit those that have expired go, then the oldest that are not Secure, then the oldest; over all, the
    /// domain that has most gives first, so that no site with many names pushes out the others.
    Stored store(Cookie cookie, bool from_secure_origin, std::int64_t now);
    /// One of a file: never takes the place of one that was stored.
    void load(Cookie cookie, std::int64_t now);

    struct Header {
        std::string value;         ///< "a=1; b=2", empty if there is none
        std::size_t left_out = 0;  ///< did not fit the limits
    };
    /// What goes to `origin`, in libcurl's order: longest path, longest domain, longest name, then the newest first.
    Header header_for(const CookieOrigin& origin, std::int64_t now) const;

    /// Newest first. Borrowed until the jar changes.
    std::vector<const Cookie*> all(std::int64_t now) const;
    std::size_t size() const { return size_; }
    void clear();
    void clear_session();
    void clear_expired(std::int64_t now);

  private:
    struct Kept {
        Cookie cookie;
        std::uint64_t order;  ///< of creation
        bool loaded;          ///< from a file
    };
    using Cookies = std::vector<Kept>;
    using Domains = std::map<std::string, Cookies, std::less<>>;

    bool hides_secure(const Cookie& cookie) const;
    Stored put(Cookie cookie, bool loaded, std::int64_t now);
    void trim(Cookies& cookies);
    void make_room(const std::string& domain, std::int64_t now);
    void shrink();
    template <class Test>
    void remove_if(Test test);
    void collect(std::string_view domain, const CookieOrigin& origin, std::int64_t now,
                 std::vector<const Kept*>& into) const;

    Domains domains_;
    std::size_t size_ = 0;
    std::uint64_t next_order_ = 0;
};

/// The value of Cookie: those of the jar, then `raw`, the caller's own words, if the line has room for them or holds
/// nothing else.
std::string cookie_header_value(const CookieJar::Header& header, std::string_view raw);

}  // namespace sluice::http
