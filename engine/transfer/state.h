#pragma once

#include <sluice/options.h>

#include <memory>
#include <set>
#include <string>

#include "engine/conn/target.h"
#include "engine/http/alt_svc.h"
#include "engine/http/cookie_jar.h"
#include "engine/http/hsts.h"
#include "engine/transfer/guarded.h"
#include "engine/transfer/suffix_cache.h"

namespace sluice::transfer {

/// What one transfer leaves for the next: cookies, hosts that want https, alternative services. An Easy owns one; where
/// a Share is attached, some of its parts are the Share's. The parts have locks of their own and are used by many
/// threads; the State itself belongs to the thread of its Easy.
struct State {
    std::shared_ptr<Guarded<http::CookieJar>> cookies = std::make_shared<Guarded<http::CookieJar>>();
    std::shared_ptr<Guarded<http::HstsStore>> hsts = std::make_shared<Guarded<http::HstsStore>>();
    std::shared_ptr<Guarded<http::AltSvcCache>> alt_svc = std::make_shared<Guarded<http::AltSvcCache>>();
    std::shared_ptr<SuffixCache> suffixes;  ///< null: that of the engine
    conn::SharedParts shared;
    /// Files that have been read, each kind by itself: they are read once.
    std::set<std::string> cookie_files_read, hsts_files_read, alt_svc_files_read;
    bool hsts_callback_asked = false;  ///< the caller's hosts are here, likewise
};

/// Whether the options turn these on: naming a file does so too.
bool cookies_on(const Options& options);
bool hsts_on(const Options& options);
bool alt_svc_on(const Options& options);
/// Whether a transfer with these options needs a State.
bool wants_state(const Options& options);

}  // namespace sluice::transfer
