#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <set>

#include "engine/queue/queue_service.h"

namespace sluice::test {

/// A queue without an engine: rows in memory, the same changes for the same seed. Commands act at once, on the caller's
/// thread; step() lets the active ones move on. For the window's tests, figures and pictures.
class FakeQueueService : public queue::QueueService {
  public:
    FakeQueueService() = default;
    /// `rows` made-up downloads, the first `active` of them running.
    FakeQueueService(int rows, int active, unsigned seed);

    /// Eleven downloads that show every state, as in the drawings of the window.
    static std::unique_ptr<FakeQueueService> showcase(std::int64_t now);

    queue::Id put(queue::Row row);  ///< adds a row as it is
    void change(queue::Id id, queue::FieldMask mask, const std::function<void(queue::Row&)>& edit);
    void step(double seconds);  ///< active ones receive at about their speed
    void skipRevision();        ///< makes the next set look like one after a lost one
    void setDetails(std::shared_ptr<const queue::Details> details) { details_[details->row.id] = std::move(details); }

    struct Command {
        std::string name;
        std::vector<queue::Id> ids;
        int number = 0;
        bool operator==(const Command&) const = default;
    };
    std::vector<Command> commands;
    std::vector<queue::NewDownload> added;
    int takes = 0;

    void add(std::vector<queue::NewDownload> downloads) override;
    void pause(std::vector<queue::Id> ids) override;
    void resume(std::vector<queue::Id> ids) override;
    void retry(std::vector<queue::Id> ids) override;
    void start_over(std::vector<queue::Id> ids) override;
    void remove(std::vector<queue::Id> ids) override;
    void restore(std::vector<queue::Id> ids) override;
    void purge(std::vector<queue::Id> ids, bool files) override;
    void move(std::vector<queue::Id> ids, int place) override;
    void set_url(queue::Id id, std::string url) override;
    void rename(queue::Id id, std::string name) override;
    void edit(std::vector<queue::Id> ids, queue::Edit edit) override;
    void set_limits(queue::Limits limits) override;
    queue::Limits limits() const override { return limits_; }
    void known_hosts(std::function<void(std::vector<download::HostMemory::Entry>)> callback) override {
        callback(hosts_);
    }
    void forget_hosts(std::vector<std::string> hosts) override;
    queue::ChangeSet take() override;
    std::shared_ptr<const std::vector<queue::Row>> rows(std::uint64_t& revision) override;
    void on_changed(std::function<void()> callback) override { changed_ = std::move(callback); }
    void details(queue::Id id, std::function<void(std::shared_ptr<const queue::Details>)> callback) override;

    const std::map<queue::Id, queue::Row>& all() const { return rows_; }

  private:
    queue::Limits limits_;
    std::vector<download::HostMemory::Entry> hosts_;
    void note(queue::Id id, queue::FieldMask mask);
    void setState(const std::vector<queue::Id>& ids, queue::State state);
    void announce();

    std::map<queue::Id, queue::Row> rows_;
    std::map<queue::Id, queue::Row> removed_;
    std::vector<queue::Id> order_;
    std::map<queue::Id, queue::FieldMask> masks_;
    std::vector<queue::Id> addedIds_, removedIds_;
    bool orderChanged_ = false;
    bool limitsChanged_ = false;
    std::set<queue::Id> fresh_;
    std::map<queue::Id, std::shared_ptr<const queue::Details>> details_;
    std::function<void()> changed_;
    std::uint64_t revision_ = 0;
    bool quiet_ = true;
    queue::Id next_ = 1;
    std::mt19937 random_{1};
};

}  // namespace sluice::test
