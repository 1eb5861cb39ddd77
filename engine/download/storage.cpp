#include "engine/download/storage.h"

#include <map>

#include "engine/download/strand.h"

namespace sluice::download {

struct Storage::Shared {
    explicit Shared(sys::World& w) : world(w) {}
    sys::World& world;
    const std::shared_ptr<PendingWork> pending = std::make_shared<PendingWork>();
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<Strand>> strands;
};

Storage::Storage(sys::World& world) : shared_(std::make_unique<Shared>(world)) {}
Storage::~Storage() = default;

sys::World& Storage::world() const {
    return shared_->world;
}

bool Storage::wait_until_idle(std::chrono::milliseconds most) {
    return shared_->pending->wait_until_idle(most);
}

std::shared_ptr<Strand> Storage::strand_of(const std::string& path) {
    const std::lock_guard lock(shared_->mutex);
    std::erase_if(shared_->strands, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<Strand>& known = shared_->strands[path];
    std::shared_ptr<Strand> strand = known.lock();
    if (!strand) {
        strand = std::make_shared<Strand>(shared_->world.workers(), shared_->pending);
        known = strand;
    }
    return strand;
}

std::shared_ptr<Strand> Storage::new_strand() {
    return std::make_shared<Strand>(shared_->world.workers(), shared_->pending);
}

void Storage::name_strand(const std::string& path, const std::shared_ptr<Strand>& strand) {
    const std::lock_guard lock(shared_->mutex);
    shared_->strands[path] = strand;
}

}  // namespace sluice::download
