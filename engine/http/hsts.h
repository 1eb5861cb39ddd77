#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/http/compact_date.h"

/// HTTP Strict Transport Security (RFC 6797): hosts that are to be asked over https only.
namespace sluice::http {

/// What Strict-Transport-Security says.
struct HstsPolicy {
    std::uint64_t max_age = 0;  ///< seconds; 0: forget the host
    bool include_subdomains = false;
    friend bool operator==(const HstsPolicy&, const HstsPolicy&) = default;
};
/// Reads a field value (RFC 6797 6.1). Nothing if max-age is missing, a directive comes twice or the syntax is wrong:
/// then the whole field counts for nothing. Unknown directives mean nothing. Thread-safe.
std::optional<HstsPolicy> parse_strict_transport_security(std::string_view value);

/// The hosts that are known. A value without a lock. Hosts are lower-case ASCII; one dot at the end counts for nothing;
/// addresses are never learned nor known. `now` is the wall clock in seconds since the epoch.
class HstsStore {
  public:
    static constexpr std::size_t most_hosts = 10'000;  ///< beyond it a twentieth goes, what expires first
    static constexpr std::size_t longest_host = 255;

    struct Entry {
        std::int64_t expires = never;
        bool include_subdomains = false;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    /// What a response over https without any certificate error said.
    void learn(std::string_view host, const HstsPolicy& policy, std::int64_t now);
    /// Whether an http URL with this host is to become https before connecting: it is known itself, or a name above it
    /// with its subdomains (RFC 6797 8.2).
    bool knows(std::string_view host, std::int64_t now) const;

    /// Adds a host as a file would; false if it is no name of a host.
    bool add(std::string_view host, Entry entry, std::int64_t now);
    /// Those that have not expired, by name.
    std::vector<std::pair<std::string, Entry>> list(std::int64_t now) const;

    /// Adds the hosts of a file: lines `[.]host "YYYYMMDD HH:MM:SS"` or `host "unlimited"`, a dot for subdomains, '#'
    /// for comments. Of a host known twice the later date counts. Says how many lines could not be read.
    std::size_t read(std::string_view text, std::int64_t now);
    /// The whole content of such a file, by name.
    std::string write(std::int64_t now) const;

    std::size_t size() const { return hosts_.size(); }
    void clear() { hosts_.clear(); }

  private:
    bool read_line(std::string_view line, std::int64_t now);
    void put(std::string host, Entry entry);
    void make_room();
    std::map<std::string, Entry, std::less<>> hosts_;
};

}  // namespace sluice::http
