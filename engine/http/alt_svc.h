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

/// Alternative services (RFC 7838): where else, and with which protocol, an https origin may be asked.
namespace sluice::http {

enum class AltProtocol : std::uint8_t { h1 = 1, h2 = 2, h3 = 4 };  ///< bits, for sets of them

/// One place that stands in for an origin.
struct Alternative {
    AltProtocol protocol = AltProtocol::h1;
    std::string host;  ///< lower-case ASCII, no brackets; in a header empty: the origin's own
    std::uint16_t port = 0;
    friend bool operator==(const Alternative&, const Alternative&) = default;
};

/// What one Alt-Svc field value says.
struct AltSvcField {
    struct Value {
        Alternative to;
        std::uint64_t max_age = 24 * 3600;  ///< seconds
        bool persist = false;               ///< stays valid when the network changes
        friend bool operator==(const Value&, const Value&) = default;
    };
    bool clear = false;         ///< forget everything about the origin
    std::vector<Value> values;  ///< the dearest first, at most 32; protocols that are not known here are left out
};
/// Reads a field value (RFC 7838 3); a value that is malformed is left out. Nothing if no value is well-formed: then
/// what is known stays. Thread-safe.
std::optional<AltSvcField> parse_alt_svc(std::string_view value);

/// What has been learned. A value without a lock. Origins are https, named by their host (lower-case ASCII, no
/// brackets) and port. `now` is the wall clock in seconds since the epoch.
class AltSvcCache {
  public:
    static constexpr std::size_t most_entries = 5000;  ///< beyond it a twentieth goes, what expires first

    /// What a response of the origin, over https, said: replaces what was known of it. `over` is its protocol.
    void learn(const std::string& host, std::uint16_t port, AltProtocol over, const AltSvcField& field,
               std::int64_t now);
    /// The dearest alternative among `allowed` (bits of AltProtocol) that is elsewhere: the origin's own host and port
    /// over TCP is no alternative. Null if there is none. Borrowed until the cache changes.
    const Alternative* choose(const std::string& host, std::uint16_t port, unsigned allowed, std::int64_t now) const;
    /// An alternative that did not answer or could not prove to be the origin.
    void forget(const std::string& host, std::uint16_t port, const Alternative& to);

    /// Adds the lines of a file; nine fields: protocol, host and port of the origin, the same of the alternative,
    /// "YYYYMMDD HH:MM:SS" in quotes, persist (0, 1), priority (0). IPv6 addresses stand in brackets, '#' begins a
    /// comment; lines that have expired are skipped. Says how many lines could not be read.
    std::size_t read(std::string_view text, std::int64_t now);
    std::string write(std::int64_t now) const;

    std::size_t size() const { return size_; }
    void clear();

  private:
    struct Entry {
        Alternative to;
        AltProtocol over = AltProtocol::h1;
        std::int64_t expires = never;
        bool persist = false;
    };
    using Origin = std::pair<std::string, std::uint16_t>;
    bool read_line(std::string_view line, std::int64_t now);
    void add(const Origin& origin, Entry entry);
    void forget_all(const Origin& origin);
    void make_room();

    std::map<Origin, std::vector<Entry>> origins_;
    std::size_t size_ = 0;
};

}  // namespace sluice::http
