#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "engine/sys/world.h"

namespace sluice::download {

class Strand;

/// What all downloads of one engine share about disks: the world's disk and workers, and which part file has work under
/// way, so that a run that follows another on the same file waits for the end of its disk work instead of finding the
/// file in use. Any thread. `world` outlives the work, which may outlive the Storage.
class Storage {
  public:
    explicit Storage(sys::World& world);
    ~Storage();
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    sys::World& world() const;
    /// Waits until no disk work is left, at most so long; false if some is. Blocks: for the end of a program, after its
    /// runs were destroyed.
    bool wait_until_idle(std::chrono::milliseconds most);

    /// The strand that all work on this path goes through: a part file, or a folder for its flushes (at most one under
    /// way in each).
    std::shared_ptr<Strand> strand_of(const std::string& path);
    /// One for a file whose path is not known yet, and the path when it is.
    std::shared_ptr<Strand> new_strand();
    void name_strand(const std::string& path, const std::shared_ptr<Strand>& strand);

  private:
    struct Shared;
    std::unique_ptr<Shared> shared_;
};

}  // namespace sluice::download
