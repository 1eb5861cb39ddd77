#pragma once

#include <string>
#include <string_view>

namespace sluice::http {

/// A content type in its parts, lower case (RFC 9110 8.3).
struct MediaType {
    std::string essence;  ///< "text/html"; empty if the value is none
    std::string charset;  ///< "utf-8"; empty if not said
};

/// Never fails: what cannot be read stays empty. Thread-safe.
MediaType parse_media_type(std::string_view value);

/// The usual extension of files of that type, without the dot: "pdf"; "" if none is known or the type says nothing
/// (application/octet-stream). `essence` is lower case.
std::string_view extension_of(std::string_view essence) noexcept;

/// Whether files with this extension (without the dot, any case) are usually of a known type that is no web page:
/// "zip".
bool is_file_extension(std::string_view extension);

/// True for types that show as pages: text/html, application/xhtml+xml.
bool is_web_page(std::string_view essence) noexcept;

}  // namespace sluice::http
