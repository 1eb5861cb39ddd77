#include <sluice/easy.h>

#include "engine/base/result.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/multi_impl.h"

namespace sluice {

namespace {
/// How long a blocking transfer sleeps at most before it looks again; the progress callback comes by its own timer.
constexpr std::chrono::milliseconds longest_sleep{60'000};
}  // namespace

Easy::Easy() : impl_(std::make_unique<Impl>()) {}

Easy::Easy(std::string url) : Easy() {
    impl_->options->url = std::move(url);
}

Easy::Easy(const Easy& other) : Easy() {
    impl_->take_over(*other.impl_);
}

Easy& Easy::operator=(const Easy& other) {
    if (this != &other) {
        impl_->options = other.impl_->options;      // shared until one of them is changed
        impl_->callbacks = other.impl_->callbacks;  // likewise
    }
    return *this;
}

Easy::~Easy() {
    if (impl_->multi != nullptr) {
        impl_->multi->remove(*this);
    }
    impl_->end_state();
}

Options& Easy::options() {
    if (impl_->options.use_count() > 1) {
        impl_->options = std::make_shared<Options>(*impl_->options);
    }
    if (impl_->multi != nullptr) {
        impl_->multi->engine.limits_changed();
    }
    return *impl_->options;
}
const Options& Easy::options() const {
    return *impl_->options;
}
Callbacks& Easy::callbacks() {
    if (impl_->callbacks.use_count() > 1) {
        impl_->callbacks = std::make_shared<Callbacks>(*impl_->callbacks);
    }
    return *impl_->callbacks;
}
const Info& Easy::info() const {
    return impl_->info;
}
const Error& Easy::error() const {
    return impl_->error;
}

Code Easy::perform() {
    if (impl_->multi != nullptr) {
        return impl_->multi->in_callback() ? Code::recursive_api_call : Code::failed_init;
    }
    try {
        impl_->perform(*this);
    } catch (const std::bad_alloc&) {
        impl_->error = fail(Kind::out_of_memory).value();
    }
    if (impl_->multi != nullptr) {
        impl_->multi->remove(*this);
    }
    if (impl_->error.code == Code::out_of_memory || impl_->error.code == Code::unrecoverable_poll) {
        impl_->own.reset();  // the next transfer has another chance
    }
    return impl_->error.code;
}

void Easy::Impl::perform(Easy& easy) {
    if (!own) {
        own = std::make_unique<Multi>();
    }
    const int most = std::as_const(*options).connection->max_connections;
    own->impl().engine.pool().set_limits({0, 0, most > 0 ? most : -1});
    MultiCode code = own->add(easy);
    if (code != MultiCode::ok) {
        error = fail(Kind::out_of_memory).value();
    }
    for (int running = 1; code == MultiCode::ok && running > 0;) {
        code = own->perform(running);
        if (code == MultiCode::ok && running > 0) {
            code = own->poll(longest_sleep);
        }
        if (code != MultiCode::ok && !transfer->ended()) {
            error = fail(Code::unrecoverable_poll, Kind::internal, ErrorArgs()).value();
        }
    }
}

Code Easy::pause(unsigned directions) {
    if (!impl_->transfer || impl_->transfer->ended()) {
        return Code::bad_function_argument;
    }
    if (impl_->multi->in_door) {
        return Code::recursive_api_call;
    }
    impl_->transfer->pause(directions);
    return Code::ok;
}

Code Easy::resume(unsigned directions) {
    if (!impl_->transfer || impl_->transfer->ended()) {
        return Code::bad_function_argument;
    }
    if (impl_->multi->in_door) {
        return Code::recursive_api_call;
    }
    impl_->transfer->resume(directions);
    impl_->multi->reactor.flush();
    return Code::ok;
}

Code Easy::reset() {
    if (impl_->multi != nullptr && impl_->multi->in_callback()) {
        return Code::recursive_api_call;
    }
    // A running transfer keeps what it has.
    impl_->reset_options();
    impl_->callbacks = std::make_shared<Callbacks>();
    if (!impl_->transfer) {
        impl_->info = Info();
    }
    return Code::ok;
}

void Easy::set_private(void* pointer) {
    impl_->private_pointer = pointer;
}
void* Easy::private_pointer() const {
    return impl_->private_pointer;
}

}  // namespace sluice
