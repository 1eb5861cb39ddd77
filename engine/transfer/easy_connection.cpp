// What an Easy does with connections outside of transfers.
#include <sluice/easy.h>

#include "engine/transfer/easy_impl.h"
#include "engine/transfer/multi_impl.h"

namespace sluice {

namespace {

bool in_callback(const Easy::Impl& impl) {
    return impl.multi != nullptr && impl.multi->in_callback();
}

/// The end of one call on the raw connection; `moved` gets the bytes.
Code outcome_of(Easy::Impl& impl, const sys::IoResult& io, std::size_t& moved) {
    switch (io.state) {
        case sys::IoState::done:
            moved = io.bytes;
            return Code::ok;
        case sys::IoState::would_block:
            return Code::again;
        case sys::IoState::closed:
            return Code::ok;
        case sys::IoState::failed:
            break;
    }
    impl.error = impl.raw.stream().last_error();
    return impl.error.code;
}

}  // namespace

Cancellation Easy::cancellation() {
    if (!impl_->cancel) {
        impl_->cancel = std::make_shared<Cancellation::State>();
        if (impl_->multi != nullptr && !impl_->transfer->ended()) {
            impl_->multi->bind_token(*this);
            if (!impl_->multi->in_door) {
                impl_->multi->reactor.flush();
            }
        }
    }
    return Cancellation(impl_->cancel);
}

Socket Easy::active_socket() const {
    return impl_->raw ? impl_->raw.stream().descriptor() : -1;
}

Code Easy::send(std::span<const std::byte> bytes, std::size_t& sent) {
    sent = 0;
    if (in_callback(*impl_)) {
        return Code::recursive_api_call;
    }
    if (!impl_->raw) {
        return Code::unsupported_protocol;
    }
    return bytes.empty() ? Code::ok : outcome_of(*impl_, impl_->raw.stream().try_write(bytes), sent);
}

Code Easy::receive(std::span<std::byte> into, std::size_t& received) {
    received = 0;
    if (in_callback(*impl_)) {
        return Code::recursive_api_call;
    }
    if (!impl_->raw) {
        return Code::unsupported_protocol;
    }
    return into.empty() ? Code::ok : outcome_of(*impl_, impl_->raw.stream().try_read(into), received);
}

Code Easy::upkeep() {
    if (in_callback(*impl_)) {
        return Code::recursive_api_call;
    }
    Multi::Impl* multi = impl_->multi != nullptr ? impl_->multi : impl_->own ? &impl_->own->impl() : nullptr;
    if (multi != nullptr) {
        multi->engine.pool().upkeep(std::as_const(*impl_->options).connection->upkeep_interval);
        multi->reactor.flush();
    }
    return Code::ok;
}

}  // namespace sluice
