#pragma once

#include <QTemporaryDir>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/async/sleep.h"
#include "engine/base/result.h"
#include "engine/queue/queue.h"
#include "engine/sys/real_world.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/fake_clock.h"

namespace sluice::test {

/// A runner that does what a test says: each run waits for its next step, or plays a script.
class FakeRunner final : public queue::DownloadRunner {
  public:
    struct Run {
        const download::DownloadRequest* request = nullptr;
        download::DownloadObserver* observer = nullptr;
        async::Event* step = nullptr;              ///< set() lets it look at `outcome` again
        std::optional<download::Outcome> outcome;  ///< how it ends
    };

    explicit FakeRunner(async::Reactor& reactor) : reactor_(reactor) {}

    async::Task<download::Outcome> run(const download::DownloadRequest& request,
                                       download::DownloadObserver& observer) override;
    async::Task<void> discard(std::vector<std::string> paths) override;
    async::Task<std::int64_t> free_space(std::string) override { return space_task(); }
    async::Task<Error> rename(std::string from, std::string to) override;

    /// The running one of this URL, null if none.
    Run* find(const std::string& url);
    void end(const std::string& url, download::Outcome outcome);

    std::vector<std::string> started;  ///< URLs with credentials, in order
    std::vector<std::string> discarded;
    std::vector<std::pair<std::string, std::string>> renamed;
    int rename_errno = 0;
    std::int64_t space = 0;
    bool obeys_stop = true;
    int most_at_once = 0;

  private:
    async::Task<std::int64_t> space_task() { co_return space; }
    struct Slot;
    async::Reactor& reactor_;
    std::vector<Slot*> runs_;
};

inline download::Outcome done_as(std::string path, std::int64_t size) {
    download::Outcome outcome;
    outcome.end = download::End::done;
    outcome.path = std::move(path);
    outcome.size = size;
    outcome.gained = size;
    return outcome;
}

inline download::Outcome failed_with(Kind kind, std::int64_t gained = 0,
                                     download::Need need = download::Need::nothing) {
    download::Outcome outcome;
    outcome.error = fail(kind).value();
    outcome.gained = gained;
    outcome.need = need;
    return outcome;
}

/// A queue on a reactor that the test drives, with a clock that stands still until the test moves it, a list as a
/// front end keeps it, and a store in a temporary folder.
class QueueHarness final : public async::Door {
  public:
    QueueHarness();
    ~QueueHarness() override;

    /// Opens the queue on the stored list; waits until it is read.
    void open();
    /// Nothing is stopped or told; the store writes what waits.
    void drop();
    /// As kill -9: what the files hold at this moment is all that is left.
    void crash();
    void shut_down();

    /// Turns the loop until `done`; false after so long, in real time.
    bool run_until(const std::function<bool()>& done, std::chrono::seconds most = std::chrono::seconds(30));
    /// Turns it for a while (real time), for what must not happen.
    void run_for(std::chrono::milliseconds time);
    /// Moves the clock in steps of 250 ms and turns the loop.
    void pass(Duration time);
    /// Until no change comes any more.
    void settle() { run_for(std::chrono::milliseconds(150)); }

    queue::Queue& queue() { return *queue_; }
    FakeRunner& runner() { return *runner_; }
    FakeClock& clock() { return clock_; }
    QString path(const char* name) const {
        return folder_.filePath(QString::number(life_) + QString::fromLatin1(name));
    }

    /// What a front end has that applies every change set. Empty if a set did not fit.
    const std::vector<queue::Row>& mirror();
    const queue::Row* row(queue::Id id);
    queue::State state(queue::Id id) { return row(id)->state; }
    bool becomes(queue::Id id, queue::State state, queue::Phase phase = queue::Phase::none);
    /// Adds one and waits until it is listed; its id.
    queue::Id add(const std::string& url, bool paused = false);
    /// So many downloads at once.
    void allow(int downloads);

    std::vector<Error> notices;
    int at_once = 4;
    int changed_calls = 0;
    bool sets_fit = true;

  private:
    void on_interest(sys::Fd fd, sys::Interest interest, void*) override { poller_->set(fd, interest); }
    void on_timer(std::optional<Instant>) override {}
    void turn(std::chrono::milliseconds most);
    void apply(queue::ChangeSet set);
    void index();

    QTemporaryDir folder_;
    sys::RealWorld real_;
    FakeClock clock_;
    BorrowedWorld world_{real_};
    std::unique_ptr<sys::Poller> poller_;
    std::unique_ptr<async::Reactor> reactor_;
    std::unique_ptr<FakeRunner> runner_;
    std::unique_ptr<queue::MemorySecrets> secrets_;
    std::unique_ptr<queue::Queue> queue_;
    std::vector<queue::Row> mirror_;
    std::unordered_map<queue::Id, std::size_t> at_;  // in mirror_
    std::uint64_t revision_ = 0;
    bool loaded_ = false;
    int life_ = 0;
};

}  // namespace sluice::test
