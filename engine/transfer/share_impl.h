#pragma once

#include <sluice/share.h>

#include <memory>
#include <mutex>
#include <set>

#include "engine/conn/parking.h"
#include "engine/sys/real_world.h"
#include "engine/transfer/state.h"

namespace sluice {

/// A Share's inside: one holder for each kind, made when the kind is shared. Outlives the Share as long as anybody uses
/// a part of it. Thread-safe.
struct Share::Impl {
    ShareCode set(ShareKind kind, bool shared);
    bool has(ShareKind kind) const;
    ShareCode close();
    std::size_t count() const;

    /// Puts the shared kinds in the place of a State's own and counts it as attached.
    void attach(transfer::State& state);
    void detach();

  private:
    void drop(ShareKind kind);
    void make(ShareKind kind);
    mutable std::mutex mutex_;  ///< of what follows; the holders have locks of their own
    std::set<ShareKind> kinds_;
    std::size_t users_ = 0;
    transfer::State parts_;  ///< the holders of the kinds that are shared
    /// Clock of the sessions, network of the parked connections; kept by those too.
    std::shared_ptr<sys::World> world_ = std::make_shared<sys::RealWorld>();
};

}  // namespace sluice
