// What an Easy remembers: cookies, HSTS, Alt-Svc, its Share.
#include <sluice/easy.h>

#include <chrono>

#include "engine/base/ascii.h"
#include "engine/http/cookie_file.h"
#include "engine/sys/posix_disk.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/hsts_calls.h"
#include "engine/transfer/share_impl.h"
#include "engine/transfer/state_files.h"

namespace sluice {

namespace {

std::int64_t wall_seconds() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

/// Reads the cookie files once more.
void reload_cookies(sys::Disk& disk, const Options& options, transfer::State& state) {
    state.cookie_files_read.clear();
    transfer::FileRequest request;
    request.cookie_files = transfer::files_to_read(options, &state).cookie_files;
    request.session_cookies = options.cookies->new_session ? http::SessionCookies::drop : http::SessionCookies::keep;
    const transfer::FilePlaces places(state, nullptr);
    transfer::note_files_read(state, transfer::read_files(disk, request, places, wall_seconds()));
}

}  // namespace

transfer::State& Easy::Impl::own_state() {
    if (!state) {
        state = std::make_shared<transfer::State>();
    }
    return *state;
}

void Easy::Impl::take_over(const Impl& other) {
    options = other.options;  // shared until one of them is changed
    callbacks = other.callbacks;
    if (other.state && transfer::hsts_on(*other.options)) {
        const auto known = other.state->hsts->with([](const http::HstsStore& store) { return store; });
        own_state().hsts->with([&](http::HstsStore& store) { store = known; });
    }
}

void Easy::Impl::reset_options() {
    const std::shared_ptr<Options> before = std::exchange(options, std::make_shared<Options>());
    if (transfer::cookies_on(*before)) {
        options->cookies->enabled = true;
    }
    if (transfer::hsts_on(*before)) {
        options->hsts->enabled = true;
    }
    if (transfer::alt_svc_on(*before)) {
        options->alt_svc->enabled = true;
    }
}

void Easy::Impl::end_state() {
    if (state) {
        sys::PosixDisk disk;
        transfer::write_files(disk, *options, *state, wall_seconds());
        if (transfer::hsts_on(*options)) {
            transfer::write_hsts_hosts(*callbacks->hsts, *state, wall_seconds());
        }
    }
    if (share) {
        share->detach();
    }
}

Code Easy::set_share(Share* share) {
    if (impl_->multi != nullptr) {
        return Code::bad_function_argument;
    }
    if (impl_->share) {
        impl_->share->detach();
        impl_->share.reset();
        const std::shared_ptr<transfer::State> before = std::exchange(impl_->state, nullptr);
        impl_->own_state().alt_svc = before->alt_svc;  // never shared: stays
    }
    if (share != nullptr) {
        impl_->share = share->impl();
        impl_->share->attach(impl_->own_state());
    }
    return Code::ok;
}

std::vector<std::string> Easy::cookies() const {
    std::vector<std::string> lines;
    if (impl_->state) {
        impl_->state->cookies->with([&](const http::CookieJar& jar) {
            for (const http::Cookie* cookie : jar.all(wall_seconds())) {
                lines.push_back(http::format_cookie_line(*cookie));
            }
        });
    }
    return lines;
}

Code Easy::add_cookie(std::string_view line) {
    const std::int64_t now = wall_seconds();
    auto cookie = http::parse_cookie_line(line, now);
    if (!cookie) {
        return Code::bad_function_argument;
    }
    options().cookies->enabled = true;
    impl_->own_state().cookies->with([&](http::CookieJar& jar) { jar.store(std::move(*cookie), true, now); });
    return Code::ok;
}

Code Easy::cookies(CookieCommand command) {
    transfer::State& state = impl_->own_state();
    const Options& wanted = *impl_->options;
    sys::PosixDisk disk;
    switch (command) {
        case CookieCommand::clear:
            state.cookies->with([](http::CookieJar& jar) { jar.clear(); });
            return Code::ok;
        case CookieCommand::clear_session:
            state.cookies->with([](http::CookieJar& jar) { jar.clear_session(); });
            return Code::ok;
        case CookieCommand::read_files:
            reload_cookies(disk, wanted, state);
            return Code::ok;
        case CookieCommand::write_jar:
            break;
    }
    if (wanted.cookies->jar.empty()) {
        return Code::bad_function_argument;
    }
    return transfer::write_jar(disk, wanted.cookies->jar, state, wall_seconds()) ? Code::ok : Code::write_error;
}

}  // namespace sluice
