#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

struct ContentDisposition {
    std::string type;  ///< lower case: "attachment", "inline"; empty if not said
    /// UTF-8, as the server named it: may hold separators, "..", control characters. Never use it as a path unchecked.
    std::optional<std::string> filename;
};

/// Reads Content-Disposition (RFC 6266, RFC 8187). filename* is preferred to its parts (filename*0*, RFC 2231) and to
/// filename; one that cannot be decoded counts as absent. Forms that browsers accept are taken: no type, blanks in an
/// unquoted name, bytes of UTF-8 or Latin-1, encoded words (RFC 2047). Never fails. Thread-safe.
ContentDisposition parse_content_disposition(std::string_view value);

}  // namespace sluice::http
