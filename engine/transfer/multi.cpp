#include <sluice/multi.h>

#include <algorithm>

#include "engine/sys/real_world.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/multi_impl.h"

namespace sluice {

namespace {

std::unique_ptr<Multi::Impl> make_impl() {
    auto world = std::make_unique<sys::RealWorld>();
    sys::World& borrowed = *world;
    return std::make_unique<Multi::Impl>(borrowed, std::move(world));
}

constexpr int rounds_of_perform = 8;

}  // namespace

Multi::Multi() : impl_(make_impl()) {}
Multi::Multi(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Multi::~Multi() = default;

MultiCode Multi::add(Easy& easy) {
    return impl_->add(easy);
}
MultiCode Multi::remove(Easy& easy) {
    return impl_->remove(easy);
}

std::optional<Done> Multi::next_done() {
    if (impl_->messages.empty()) {
        return std::nullopt;
    }
    Easy* easy = impl_->messages.front();
    impl_->blank_messages.splice(impl_->blank_messages.end(), impl_->messages, impl_->messages.begin());
    return Done{easy, easy->impl().error.code};
}

MultiCode Multi::perform(int& running) {
    if (impl_->in_drive()) {
        return MultiCode::recursive_api_call;
    }
    impl_->use_built_in_driver();
    MultiCode code = MultiCode::ok;
    for (int round = 0; round < rounds_of_perform; ++round) {
        // What poll() saw is not asked for again.
        if (!std::exchange(impl_->events_fresh, false) && impl_->poller->wait(Duration::zero(), impl_->events) != 0) {
            return MultiCode::unrecoverable_poll;
        }
        for (const sys::ReadyEvent& event : impl_->events) {
            impl_->reactor.ready(event.fd, event.ready);
        }
        code = impl_->run_action(running);
        const bool more = impl_->due && *impl_->due <= impl_->reactor.now();
        if (code != MultiCode::ok || !more) {
            break;
        }
    }
    return code;
}

MultiCode Multi::poll(std::chrono::milliseconds timeout, std::span<PollFd> extra, int* ready) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    if (timeout.count() < 0) {
        return MultiCode::bad_function_argument;
    }
    impl_->use_built_in_driver();
    sys::Poller& poller = *impl_->poller;
    for (PollFd& one : extra) {
        one.ready = 0;
        poller.set(one.fd, static_cast<sys::Interest>(one.wanted & 3U));
    }
    Duration wait = timeout;
    if (impl_->due) {
        wait = std::clamp<Duration>(*impl_->due - impl_->reactor.now(), Duration::zero(), wait);
    }
    const int error = poller.wait(wait, impl_->events);
    for (const sys::ReadyEvent& event : impl_->events) {
        const auto own =
            std::find_if(extra.begin(), extra.end(), [&](const PollFd& one) { return one.fd == event.fd; });
        if (own != extra.end()) {
            own->ready = event.ready;
        }
    }
    for (const PollFd& one : extra) {
        poller.set(one.fd, sys::Interest::remove);
    }
    impl_->events_fresh = true;
    if (ready != nullptr) {
        *ready = static_cast<int>(impl_->events.size());
    }
    return error == 0 ? MultiCode::ok : MultiCode::unrecoverable_poll;
}

MultiCode Multi::wakeup() {
    impl_->mailbox->post([] {});
    return MultiCode::ok;
}

MultiCode Multi::set_socket_callback(SocketCallback callback) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    impl_->socket_callback = std::move(callback);
    return MultiCode::ok;
}
MultiCode Multi::set_timer_callback(TimerCallback callback) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    impl_->timer_callback = std::move(callback);
    return MultiCode::ok;
}

MultiCode Multi::socket_action(Socket fd, unsigned ready, int& running) {
    if (impl_->in_drive()) {
        return MultiCode::recursive_api_call;
    }
    impl_->reactor.ready(fd, ready);
    return impl_->run_action(running);
}

MultiCode Multi::timer_expired(int& running) {
    if (impl_->in_drive()) {
        return MultiCode::recursive_api_call;
    }
    impl_->reactor.timer_fired();
    return impl_->run_action(running);
}

MultiCode Multi::set_socket_data(Socket fd, void* data) {
    const auto found = impl_->watched.find(fd);
    if (found == impl_->watched.end()) {
        return MultiCode::bad_socket;
    }
    found->second.data = data;
    return MultiCode::ok;
}

MultiCode Multi::set_notify_callback(std::function<void(Notification, Easy*)> callback) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    impl_->notify_callback = std::move(callback);
    return MultiCode::ok;
}

MultiCode Multi::set_limits(const MultiLimits& limits) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    if (limits.max_total_connections < 0 || limits.max_host_connections < 0 || limits.max_idle_connections < 0) {
        return MultiCode::bad_function_argument;
    }
    impl_->engine.pool().set_limits(
        {limits.max_total_connections, limits.max_host_connections, limits.max_idle_connections});
    impl_->reactor.flush();
    return MultiCode::ok;
}

MultiCode Multi::network_changed(unsigned what) {
    if (impl_->in_callback()) {
        return MultiCode::recursive_api_call;
    }
    if ((what & network_change::names) != 0) {
        impl_->engine.names().forget_all();
    }
    if ((what & network_change::connections) != 0) {
        impl_->engine.pool().forget_all();
    }
    impl_->reactor.flush();
    return MultiCode::ok;
}

MultiCounts Multi::counts() const {
    return {static_cast<int>(impl_->easies.size()), impl_->running(), static_cast<int>(impl_->engine.pool().waiting()),
            impl_->ended};
}

std::vector<Easy*> Multi::transfers() const {
    return impl_->easies;
}

}  // namespace sluice
