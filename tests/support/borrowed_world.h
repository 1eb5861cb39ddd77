#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/sys/world.h"

namespace sluice::test {

/// Another world with parts exchanged: a failing disk, a moved clock. What is not replaced comes from `base`.
/// Everything passed in outlives it.
class BorrowedWorld : public sys::World {
  public:
    explicit BorrowedWorld(sys::World& base) : base_(base) {}

    void use(base::Clock& clock) { clock_ = &clock; }
    void use(sys::Network& network) { network_ = &network; }
    void use(sys::Disk& disk) { disk_ = &disk; }
    void use(sys::Resolver& resolver) { resolver_ = &resolver; }
    /// Variables instead of those of the process.
    void use(std::map<std::string, std::string> environment) { environment_ = std::move(environment); }
    /// A wrapped disk or network must see every byte.
    void forbid_splice() { splice_ = false; }

    base::Clock& clock() override { return clock_ != nullptr ? *clock_ : base_.clock(); }
    sys::Network& network() override { return network_ != nullptr ? *network_ : base_.network(); }
    sys::Disk& disk() override { return disk_ != nullptr ? *disk_ : base_.disk(); }
    sys::Resolver& resolver() override { return resolver_ != nullptr ? *resolver_ : base_.resolver(); }
    sys::Workers& workers() override { return base_.workers(); }
    sys::Workers& lookup_workers() override { return base_.lookup_workers(); }
    sys::Random& random() override { return base_.random(); }
    std::optional<std::string> environment(const std::string& name) override {
        if (!environment_) {
            return base_.environment(name);
        }
        const auto found = environment_->find(name);
        return found == environment_->end() ? std::nullopt : std::optional(found->second);
    }
    std::unique_ptr<sys::Poller> make_poller() override { return base_.make_poller(); }
    std::unique_ptr<sys::Wakeup> make_wakeup() override { return base_.make_wakeup(); }
    std::unique_ptr<sys::Splice> make_splice() override { return splice_ ? base_.make_splice() : nullptr; }

  private:
    sys::World& base_;
    base::Clock* clock_ = nullptr;
    sys::Network* network_ = nullptr;
    sys::Disk* disk_ = nullptr;
    sys::Resolver* resolver_ = nullptr;
    std::optional<std::map<std::string, std::string>> environment_;
    bool splice_ = true;
};

}  // namespace sluice::test
