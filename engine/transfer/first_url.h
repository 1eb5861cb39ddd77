#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/url.h>

#include <string>
#include <string_view>
#include <vector>

namespace sluice::transfer {

/// The URL that the options ask for, with a scheme this engine speaks and the options allow.
/// Errors: url_malformed, url_scheme.
Result<Url> first_url(const Options& options);

/// Whether a list of schemes as in RequestOptions::protocols allows this one; an empty list allows all.
bool allows_scheme(const std::vector<std::string>& protocols, std::string_view scheme);

}  // namespace sluice::transfer
