#include "engine/transfer/first_url.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/url/url_error.h"

namespace sluice::transfer {

bool allows_scheme(const std::vector<std::string>& protocols, std::string_view scheme) {
    return protocols.empty() || std::any_of(protocols.begin(), protocols.end(), [&](const std::string& one) {
               return base::equals_ignoring_case(one, scheme);
           });
}

Result<Url> first_url(const Options& options) {
    const RequestOptions& request = *options.request;
    std::string text = options.url;
    if (!request.default_scheme.empty() && text.find("://") == std::string::npos && !text.starts_with("file:/")) {
        text = request.default_scheme + "://" + text;
    }
    const unsigned flags = url_flag::guess_scheme | url_flag::allow_space |
                           (request.path_as_is ? url_flag::path_as_is : 0U) |
                           (options.auth->disallow_username_in_url ? url_flag::disallow_user : 0U);
    auto url = Url::parse(text, flags);
    if (!url) {
        return tl::unexpected<Error>(to_error(url.error(), options.url));
    }
    const std::string& scheme = url->scheme();
    const bool spoken = scheme == "http" || scheme == "https" || scheme == "file";
    if (!spoken || !allows_scheme(request.protocols, scheme)) {
        return tl::unexpected<Error>(to_error(UrlCode::unsupported_scheme, options.url));
    }
    const UploadOptions& upload = *options.upload;
    if (scheme == "file" && (upload.post || upload.body || upload.mime)) {
        return fail(Kind::not_supported, ErrorArgs{.detail = "a POST to a file: address (PUT writes the file)"});
    }
    return std::move(*url);
}

}  // namespace sluice::transfer
