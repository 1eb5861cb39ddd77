#pragma once

#include <sluice/error.h>
#include <sluice/info.h>

#include <string>

namespace sluice::cli {

/// What happened in a transfer, request by request: times, connection, TLS. Request and response heads with the values
/// of Authorization, Proxy-Authorization, Cookie and Set-Cookie masked.
std::string inspect_text(const Info& info, const Error& error);
/// The same as one line of JSON.
std::string inspect_json(const Info& info, const Error& error);

}  // namespace sluice::cli
