#include "engine/transfer/multi_impl.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/transfer/easy_impl.h"

namespace sluice {

Multi::Impl::Impl(sys::World& world, std::unique_ptr<sys::World> owned)
    : owned_world(std::move(owned)), reactor(world, *this), engine(reactor), mailbox(reactor.mailbox()) {}

Multi::Impl::~Impl() {
    while (!easies.empty()) {
        remove(*easies.back());
    }
    engine.pool().close_idle();
}

void Multi::Impl::on_interest(sys::Fd fd, sys::Interest interest, void* owner) {
    void* data = nullptr;
    if (interest == sys::Interest::none && !poller) {
        interest = sys::Interest::remove;  // an application's loop is told of nothing that it need not wait for
    }
    if (interest == sys::Interest::remove) {
        const auto found = watched.find(fd);
        if (found == watched.end()) {
            return;
        }
        data = found->second.data;
        watched.erase(found);
    } else {
        Watched& entry = watched[fd];
        entry.interest = interest;
        data = entry.data;
    }
    if (poller) {
        poller->set(fd, interest);
    } else if (socket_callback) {
        const bool outer = std::exchange(in_door, true);
        abort_pending |= socket_callback(static_cast<const Easy*>(owner), fd, static_cast<Watch>(interest), data) == -1;
        in_door = outer;
    }
}

void Multi::Impl::on_timer(std::optional<Instant> next) {
    due = next;
    if (poller || !timer_callback || aborted) {
        return;
    }
    std::chrono::milliseconds wait{-1};
    if (next) {
        const Duration left = std::max<Duration>(*next - reactor.now(), Duration::zero());
        wait = std::chrono::ceil<std::chrono::milliseconds>(left);
        wait = std::min(wait, std::chrono::milliseconds(std::numeric_limits<int>::max()));
    }
    const bool outer = std::exchange(in_door, true);
    abort_pending |= timer_callback(wait) == -1;
    in_door = outer;
}

void Multi::Impl::use_built_in_driver() {
    if (poller) {
        return;
    }
    poller = reactor.world().make_poller();
    for (const auto& [fd, entry] : watched) {
        poller->set(fd, entry.interest);
    }
    reactor.expect_posts(+1);  // wakeup() must end a poll()
    reactor.flush();
}

MultiCode Multi::Impl::add(Easy& easy) {
    if (in_callback()) {
        return MultiCode::recursive_api_call;
    }
    if (aborted) {
        return MultiCode::aborted_by_callback;
    }
    Easy::Impl& impl = easy.impl();
    if (impl.multi != nullptr) {
        return MultiCode::added_already;
    }
    if (impl.own && &impl.own->impl() != this) {
        impl.raw = conn::Lease();
        impl.own.reset();  // its connections would serve nobody while the Easy is here
    }
    if (!link(easy)) {
        return MultiCode::out_of_memory;
    }
    reactor.flush();
    if (abort_pending) {
        abort_all();
        return MultiCode::aborted_by_callback;
    }
    return MultiCode::ok;
}

namespace {

/// For one more than `size`.
void make_room(std::vector<Easy*>& list, std::size_t size) {
    if (list.capacity() <= size) {
        list.reserve(2 * size + 8);
    }
}

}  // namespace

/// Has everything ready that the end of its transfer needs, so that telling of it cannot fail. False: out of memory,
/// and nothing has changed.
bool Multi::Impl::link(Easy& easy) {
    Easy::Impl& impl = easy.impl();
    try {
        make_room(easies, easies.size());
        make_room(to_notify, easies.size());
        std::list<Easy*> message(1);
        impl.transfer = std::make_unique<transfer::EasyTransfer>(easy, engine, [this, &easy] { transfer_ended(easy); });
        if (impl.cancel) {
            bind_token(easy);
        }
        blank_messages.splice(blank_messages.end(), message);
    } catch (const std::bad_alloc&) {
        impl.transfer.reset();
        return false;
    }
    impl.multi = this;
    easies.push_back(&easy);
    return true;
}

MultiCode Multi::Impl::remove(Easy& easy) {
    if (in_callback()) {
        return MultiCode::recursive_api_call;
    }
    Easy::Impl& impl = easy.impl();
    if (impl.multi == nullptr) {
        return MultiCode::ok;
    }
    if (impl.multi != this) {
        return MultiCode::bad_easy_handle;
    }
    if (impl.transfer->ended()) {
        --ended;
    } else {
        unbind_token(easy);
    }
    impl.transfer.reset();
    if (!impl.own || &impl.own->impl() != this) {
        impl.raw = conn::Lease();
    }
    impl.multi = nullptr;
    easies.erase(std::find(easies.begin(), easies.end(), &easy));
    const auto unread = std::find(messages.begin(), messages.end(), &easy);
    if (unread != messages.end()) {
        blank_messages.splice(blank_messages.end(), messages, unread);
    }
    blank_messages.pop_back();
    to_notify.erase(std::remove(to_notify.begin(), to_notify.end(), &easy), to_notify.end());
    reactor.flush();
    if (easies.empty()) {
        aborted = abort_pending = false;
    }
    return MultiCode::ok;
}

void Multi::Impl::transfer_ended(Easy& easy) {
    Easy::Impl& impl = easy.impl();
    impl.error = impl.transfer->outcome();
    unbind_token(easy);
    ++ended;
    blank_messages.front() = &easy;
    messages.splice(messages.end(), blank_messages, blank_messages.begin());
    to_notify.push_back(&easy);
}

void Multi::Impl::bind_token(Easy& easy) {
    easy.impl().cancel->bind(reactor, [this, &easy] { cancel(easy); });
}

void Multi::Impl::unbind_token(Easy& easy) {
    Easy::Impl& impl = easy.impl();
    if (impl.cancel) {
        impl.cancel->unbind(reactor);
        impl.cancel.reset();
    }
}

void Multi::Impl::cancel(Easy& easy) {
    easy.impl().transfer->abort(fail(Kind::cancelled).value());
    transfer_ended(easy);
}

void Multi::Impl::abort_all() {
    aborted = true;
    abort_pending = false;
    for (Easy* easy : easies) {
        Easy::Impl& impl = easy->impl();
        if (!impl.transfer->ended()) {
            impl.transfer->abort(fail(Kind::aborted_by_callback).value());
            transfer_ended(*easy);
        }
    }
    reactor.flush();
}

void Multi::Impl::notify() {
    const bool outer = std::exchange(in_notify, true);
    while (notify_callback && !to_notify.empty()) {
        const std::vector<Easy*> batch = std::exchange(to_notify, {});
        const auto callback = notify_callback;  // it may be replaced by itself
        callback(Notification::done_available, nullptr);
        for (Easy* easy : batch) {
            // The callback may remove others of the batch.
            if (std::find(easies.begin(), easies.end(), easy) != easies.end()) {
                callback(Notification::easy_done, easy);
            }
        }
    }
    to_notify.clear();
    in_notify = outer;
}

MultiCode Multi::Impl::run_action(int& running_now) {
    reactor.run();
    MultiCode code = MultiCode::ok;
    if (abort_pending) {
        abort_all();
        code = MultiCode::aborted_by_callback;
    }
    notify();
    running_now = running();
    return code;
}

}  // namespace sluice
