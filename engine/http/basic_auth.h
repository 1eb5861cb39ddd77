#pragma once

#include <string>
#include <string_view>

namespace sluice::http {

/// The value of Authorization for a name and a password, taken as bytes (RFC 7617): "Basic ...". A secret.
std::string basic_authorization(std::string_view user, std::string_view password);

}  // namespace sluice::http
