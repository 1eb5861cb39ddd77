#pragma once

#include <sluice/options.h>

#include <string>

namespace sluice::download {

/// What a server's word may lead to.
enum class Schemes : std::uint8_t {
    as_asked,    ///< those of the options; none named there: http and https
    https_only,  ///< also at redirects: an https address never leads to http unasked
};

/// Turns options that were made for the address `options.url` to another one. At another origin everything that was
/// meant for the first one alone is taken out: login, bearer token, cookies, Authorization and the headers marked as
/// sensitive, the request target.
void aim_at(Options& options, const std::string& url, Schemes schemes = Schemes::as_asked);

/// Whether a server that was asked by `from` may name `to` without the user being asked: http or https, no credentials
/// in it, and never http if it was https before.
bool may_lead(const std::string& from, const std::string& to);

}  // namespace sluice::download
