#pragma once

#include <sluice/options.h>

#include <cstdint>
#include <string_view>

namespace sluice::http {

/// What a request is, whatever its word says: RequestOptions::method replaces only the word.
enum class RequestKind : std::uint8_t { get, head, post, put };

/// That of the first request of a transfer: no_body makes it a HEAD, else the upload decides.
RequestKind request_kind(const Options& options);

/// "GET", "HEAD", "POST", "PUT".
std::string_view word_of(RequestKind kind) noexcept;

}  // namespace sluice::http
