#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/transfer/rate_gate.h"

namespace sluice::download {

/// Speed limits as one hierarchy of token buckets: all downloads, a category, a host, a download, a connection of it.
/// What a connection may receive is what every bucket above it has left, divided fairly among those that are receiving:
/// nobody starves while another bucket has tokens, and what one does not use the others get.
///
/// A bucket holds at most what 90 ms bring, so that over any 5 s at most 1.8 % more than the limit passes; spending is
/// exact, so nothing is lost on the other side as long as those who wait come back when told. A changed limit counts
/// from the next question on. No clock of its own, no threads.
///
///     RateTree tree;
///     tree.set_limit(RateTree::everything, 1'000'000);
///     auto leaf = tree.join({"category/video", "host/example.org", "download/7"});
///     if (const std::size_t may = leaf->allowance(now, 65536)) { … leaf->spent(received); } else { wait
///     leaf->wait(now) }
class RateTree {
  public:
    /// The name of the bucket above all.
    static constexpr const char* everything = "";

    RateTree();
    ~RateTree();
    RateTree(const RateTree&) = delete;
    RateTree& operator=(const RateTree&) = delete;

    /// Bytes per second; 0 = no limit. For names that nobody has joined too.
    void set_limit(const std::string& name, std::int64_t bytes_per_second);
    std::int64_t limit(const std::string& name) const;

    /// One receiver below the named buckets and `everything`. Destroying it leaves; it must not outlive the tree.
    class Leaf : public transfer::RateGate {
      public:
        ~Leaf() override;
        Leaf(const Leaf&) = delete;
        Leaf& operator=(const Leaf&) = delete;
        std::size_t allowance(Instant now, std::size_t wanted) override;
        void spent(std::size_t bytes) override;
        /// At most 200 ms.
        Duration wait(Instant now) const override;
        /// Whether any bucket above it has a limit now.
        bool limited() const override;

      private:
        friend class RateTree;
        struct Bucket;
        explicit Leaf(RateTree& tree) : tree_(tree) {}
        RateTree& tree_;
        std::vector<Bucket*> buckets_;
        Instant asked_{};
        bool receiving_ = false;
    };
    std::unique_ptr<Leaf> join(const std::vector<std::string>& names);

  private:
    Leaf::Bucket& bucket(const std::string& name);
    std::vector<std::unique_ptr<Leaf::Bucket>> buckets_;
};

}  // namespace sluice::download
