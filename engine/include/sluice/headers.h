#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace sluice {

/// Where a header came from: CURLH_*. Bits.
namespace header_origin {
inline constexpr unsigned header = 1, trailer = 2, connect = 4, informational = 8, pseudo = 16;
}

/// CURLHcode.
enum class HeaderCode : std::uint8_t {
    ok = 0,
    bad_index = 1,
    missing = 2,
    no_headers = 3,
    no_request = 4,
    out_of_memory = 5,
    bad_argument = 6,
    not_built_in = 7
};

/// One response header.
struct Header {
    std::string name;   ///< spelled as it came first, in this origin and request
    std::string value;  ///< trimmed, unfolded
    int amount = 1;     ///< of this name, in this origin and request
    int index = 0;      ///< among those
    unsigned origin = header_origin::header;
    int request = 0;  ///< 0 is the first of the transfer; redirects and authentication rounds count
};

/// The response headers of every request of a transfer, status lines left out. A value: it stays as it is when the next
/// transfer starts.
class Headers {
  public:
    /// The index-th header of this name (any case) among `origins` of `request` (-1: the last).
    tl::expected<Header, HeaderCode> find(std::string_view name, int index = 0,
                                          unsigned origins = header_origin::header, int request = -1) const;
    /// All headers among `origins` of `request` (-1: the last), in the order they came.
    std::vector<Header> all(unsigned origins = header_origin::header, int request = -1) const;
    /// How many requests there were.
    int requests() const { return requests_; }

    /// For the library itself: takes in one head or trailer section as it was received.
    void add_section(std::string_view text, unsigned origin, int request);
    void set_requests(int count) { requests_ = count; }

  private:
    std::vector<Header> headers_;
    int requests_ = 0;
};

}  // namespace sluice
