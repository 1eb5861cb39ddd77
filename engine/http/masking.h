#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// What stands in the place of a secret.
inline constexpr std::string_view mask = "***";

/// Takes the secrets out of any text before it is shown, logged, stored or sent to another process: user information in
/// URLs ("https://***@host/"), and the values of Authorization, Proxy-Authorization, Cookie and Set-Cookie header lines
/// (the scheme of an authorisation and the names of cookies stay). Applying it twice changes nothing. Thread-safe.
std::string masked(std::string_view text);
/// The same for the head of a message; the values of fields with one of the names in `also` are masked too.
std::string masked_head(std::string_view text, const std::vector<std::string>& also);

/// The URL without its user information, and that as it stood, without '@'; empty if there was none.
std::string without_credentials(std::string_view url, std::string* credentials = nullptr);
/// The URL with user information (as taken off) in it.
std::string with_credentials(std::string_view url, std::string_view credentials);

/// Whether the value of a header of this name ("Cookie: a=b" or "Cookie") is a secret.
bool is_secret_header(std::string_view header);

}  // namespace sluice::http
