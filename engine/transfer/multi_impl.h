#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>

#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/transfer/engine.h"

namespace sluice {

/// A Multi's inside: the reactor with its Door to the callbacks, and the built-in driver behind perform() and poll().
struct Multi::Impl : async::Door {
    /// `world` is borrowed; the one that owns its world passes it to `owned` too.
    explicit Impl(sys::World& world, std::unique_ptr<sys::World> owned = nullptr);
    ~Impl() override;

    void on_interest(sys::Fd fd, sys::Interest interest, void* owner) override;
    void on_timer(std::optional<Instant> due) override;

    MultiCode add(Easy& easy);
    MultiCode remove(Easy& easy);
    MultiCode run_action(int& running);
    /// True inside any callback of a transfer or of the door.
    bool in_callback() const { return reactor.running() || in_door; }
    /// Whether transfers may not be driven on now: there, and inside the notify callback.
    bool in_drive() const { return in_callback() || in_notify; }
    void use_built_in_driver();
    int running() const { return static_cast<int>(easies.size()) - ended; }
    bool link(Easy& easy);
    void transfer_ended(Easy& easy);
    /// Lets the token of this Easy end its running transfer.
    void bind_token(Easy& easy);
    void unbind_token(Easy& easy);
    void cancel(Easy& easy);
    void abort_all();
    void notify();

    struct Watched {
        sys::Interest interest = sys::Interest::none;
        void* data = nullptr;
    };

    std::unique_ptr<sys::World> owned_world;
    std::vector<Easy*> easies;
    std::list<Easy*> messages;
    std::list<Easy*> blank_messages;  ///< one for each Easy that has none now
    std::vector<Easy*> to_notify;
    std::unordered_map<sys::Fd, Watched> watched;
    std::unique_ptr<sys::Poller> poller;  ///< the built-in driver's
    std::vector<sys::ReadyEvent> events;
    std::optional<Instant> due;
    SocketCallback socket_callback;
    TimerCallback timer_callback;
    std::function<void(Notification, Easy*)> notify_callback;
    int ended = 0;
    bool events_fresh = false;  ///< `events` came from poll() and wait for perform()
    bool in_door = false;
    bool in_notify = false;
    bool aborted = false;
    bool abort_pending = false;
    // Last: they tell the door what they stop watching while they end.
    async::Reactor reactor;
    transfer::Engine engine;
    std::shared_ptr<async::Reactor::Mailbox> mailbox;  ///< for wakeup(), from any thread
};

namespace transfer {
/// The engine inside a Multi, for layers that run transfers without an Easy on the same thread.
inline Engine& engine_of(Multi& multi) {
    return multi.impl().engine;
}
}  // namespace transfer

}  // namespace sluice
