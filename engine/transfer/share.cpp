#include <sluice/share.h>

#include <new>

#include "engine/transfer/share_impl.h"

namespace sluice {

namespace {

bool is_known(ShareKind kind) {
    return kind >= ShareKind::cookies && kind <= ShareKind::hsts;
}

}  // namespace

Share::Share() : impl_(std::make_shared<Impl>()) {}
Share::~Share() = default;

ShareCode Share::share(ShareKind kind) {
    return impl_->set(kind, true);
}
ShareCode Share::unshare(ShareKind kind) {
    return impl_->set(kind, false);
}
bool Share::shares(ShareKind kind) const {
    return impl_->has(kind);
}
ShareCode Share::close() {
    return impl_->close();
}
std::size_t Share::users() const {
    return impl_->count();
}

ShareCode Share::Impl::set(ShareKind kind, bool shared) {
    if (!is_known(kind)) {
        return ShareCode::bad_option;
    }
    const std::lock_guard lock(mutex_);
    if (users_ > 0) {
        return ShareCode::in_use;
    }
    if (shared && kinds_.count(kind) == 0) {
        try {
            make(kind);
            kinds_.insert(kind);
        } catch (const std::bad_alloc&) {
            drop(kind);
            return ShareCode::nomem;
        }
    } else if (!shared && kinds_.erase(kind) > 0) {
        drop(kind);
    }
    return ShareCode::ok;
}

bool Share::Impl::has(ShareKind kind) const {
    const std::lock_guard lock(mutex_);
    return kinds_.count(kind) > 0;
}

ShareCode Share::Impl::close() {
    const std::lock_guard lock(mutex_);
    if (users_ > 0) {
        return ShareCode::in_use;
    }
    for (const ShareKind kind : kinds_) {
        drop(kind);
    }
    kinds_.clear();
    return ShareCode::ok;
}

std::size_t Share::Impl::count() const {
    const std::lock_guard lock(mutex_);
    return users_;
}

void Share::Impl::make(ShareKind kind) {
    switch (kind) {
        case ShareKind::cookies:
            parts_.cookies = std::make_shared<transfer::Guarded<http::CookieJar>>();
            break;
        case ShareKind::hsts:
            parts_.hsts = std::make_shared<transfer::Guarded<http::HstsStore>>();
            break;
        case ShareKind::psl:
            parts_.suffixes = std::make_shared<transfer::SuffixCache>();
            break;
        case ShareKind::dns:
            parts_.shared.names = std::make_shared<dns::SharedCache>();
            break;
        case ShareKind::tls_sessions: {
            // Its clock is that of our world, which must live as long as the cache.
            auto keeper = std::make_shared<std::pair<std::shared_ptr<sys::World>, tls::SessionCache>>(
                std::piecewise_construct, std::forward_as_tuple(world_), std::forward_as_tuple(world_->clock()));
            parts_.shared.sessions = std::shared_ptr<tls::SessionCache>(keeper, &keeper->second);
            break;
        }
        case ShareKind::connections: {
            auto keeper = std::make_shared<std::pair<std::shared_ptr<sys::World>, conn::Parking>>(
                std::piecewise_construct, std::forward_as_tuple(world_), std::forward_as_tuple(world_->network()));
            parts_.shared.parking = std::shared_ptr<conn::Parking>(keeper, &keeper->second);
            break;
        }
    }
}

void Share::Impl::drop(ShareKind kind) {
    switch (kind) {
        case ShareKind::cookies:
            parts_.cookies.reset();
            break;
        case ShareKind::hsts:
            parts_.hsts.reset();
            break;
        case ShareKind::psl:
            parts_.suffixes.reset();
            break;
        case ShareKind::dns:
            parts_.shared.names.reset();
            break;
        case ShareKind::tls_sessions:
            parts_.shared.sessions.reset();
            break;
        case ShareKind::connections:
            parts_.shared.parking.reset();
            break;
    }
}

void Share::Impl::attach(transfer::State& state) {
    const std::lock_guard lock(mutex_);
    ++users_;
    if (kinds_.count(ShareKind::cookies) > 0) {
        state.cookies = parts_.cookies;
        state.cookie_files_read.clear();
    }
    if (kinds_.count(ShareKind::hsts) > 0) {
        state.hsts = parts_.hsts;
        state.hsts_files_read.clear();
        state.hsts_callback_asked = false;
    }
    state.suffixes = parts_.suffixes;
    state.shared = parts_.shared;
}

void Share::Impl::detach() {
    const std::lock_guard lock(mutex_);
    --users_;
}

}  // namespace sluice
