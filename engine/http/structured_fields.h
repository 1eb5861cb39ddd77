#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// A member of a dictionary whose value is a byte sequence.
struct BytesMember {
    std::string key;
    std::string base64;  ///< as it stands between the colons
    friend bool operator==(const BytesMember&, const BytesMember&) = default;
};

/// Reads a structured dictionary (RFC 8941 3.2, parsed as 4.2.2 says) and gives its members that are byte sequences, in
/// their order; of a key that stands there twice the later value counts. Members of other types are read over. Nothing
/// if anything at all is malformed: the field counts as absent then (RFC 8941 4.2). Thread-safe.
std::optional<std::vector<BytesMember>> parse_bytes_dictionary(std::string_view text);

}  // namespace sluice::http
