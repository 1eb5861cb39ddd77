#include "engine/transfer/state.h"

namespace sluice::transfer {

bool cookies_on(const Options& options) {
    const CookieOptions& cookies = *options.cookies;
    return cookies.enabled || !cookies.files.empty() || !cookies.jar.empty();
}

bool hsts_on(const Options& options) {
    return options.hsts->enabled || !options.hsts->files.empty();
}

bool alt_svc_on(const Options& options) {
    return options.alt_svc->enabled || !options.alt_svc->file.empty();
}

bool wants_state(const Options& options) {
    return cookies_on(options) || hsts_on(options) || alt_svc_on(options);
}

}  // namespace sluice::transfer
