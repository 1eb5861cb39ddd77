#pragma once

#include <deque>
#include <map>
#include <mutex>

#include "engine/async/event.h"
#include "engine/async/reactor.h"
#include "engine/queue/list.h"
#include "engine/queue/queue_service.h"
#include "engine/queue/secrets.h"

namespace sluice::queue {

/// Many downloads: which run, which wait, in what order. Made, used and destroyed on the reactor's thread, but for the
/// commands of QueueService, which any thread may call.
///   Queue queue(reactor, runner, secrets, options);  … shut_down(then destroy) …  ~Queue
/// Destroying it without shut_down() is what a crash does: nothing that was shown as stored is lost.
class Queue final : public QueueService, private ActiveRun::Host {
  public:
    struct Options {
        store::Store::Options store;  ///< `deliver` and `wall` are set by the queue
        std::string default_folder;
        int downloads_at_once = 4;  ///< until a person chose another number
        int retry_limit = 5;        ///< likewise
        /// Something about the list itself that a person must know. The reactor's thread.
        std::function<void(const Error&)> on_notice;
        /// The list was read, or could not be. The reactor's thread.
        std::function<void()> on_loaded;
    };

    Queue(async::Reactor& reactor, DownloadRunner& runner, SecretStore& secrets, Options options);
    ~Queue() override;

    /// Stops everything so that it goes on at the next start, waits until that is stored, then calls `done` from the
    /// reactor's loop. A run that does not stop by itself is cancelled after `stop_patience`.
    void shut_down(std::function<void()> done);
    /// There is a way out again, or another one: what waited for the network goes on.
    void network_changed();
    /// The list, for those who do not follow it. Any thread.
    std::vector<Row> snapshot() const { return log_->snapshot(); }

    void add(std::vector<NewDownload> downloads) override;
    void pause(std::vector<Id> ids) override;
    void resume(std::vector<Id> ids) override;
    void retry(std::vector<Id> ids) override;
    void start_over(std::vector<Id> ids) override;
    void remove(std::vector<Id> ids) override;
    void restore(std::vector<Id> ids) override;
    void purge(std::vector<Id> ids, bool files) override;
    void move(std::vector<Id> ids, int place) override;
    void set_url(Id id, std::string url) override;
    void rename(Id id, std::string name) override;
    void edit(std::vector<Id> ids, Edit edit) override;
    void set_limits(Limits limits) override;
    Limits limits() const override;
    void known_hosts(std::function<void(std::vector<download::HostMemory::Entry>)> callback) override;
    void forget_hosts(std::vector<std::string> hosts) override;

    ChangeSet take() override { return log_->take(); }
    std::shared_ptr<const std::vector<Row>> rows(std::uint64_t& revision) override { return log_->rows(revision); }
    void on_changed(std::function<void()> callback) override { log_->on_changed(std::move(callback)); }
    void details(Id id, std::function<void(std::shared_ptr<const Details>)> callback) override;

    static constexpr std::chrono::seconds stop_patience{10};

  private:
    struct TickTimer : async::TimerNode {
        Queue* queue = nullptr;
    };

    // queue.cpp
    void post(std::function<void()> command);
    void load(Result<store::Loaded> loaded);
    void load_row(store::StoredDownload stored);
    void on_stored(const Error& error);
    void arm();
    async::Task<void> tick_loop();
    void tick();
    void start_due();
    std::int64_t wall_s() const;
    void finish_shut_down();

    // queue_commands.cpp
    void add_some();
    void do_add(NewDownload download);
    void do_pause(Entry& entry);
    void do_resume(Entry& entry);
    void do_start_over(Entry& entry);
    void do_set_url(Entry& entry, const std::string& url);
    void do_rename(Entry& entry, const std::string& name);
    void do_edit(Entry& entry, const Edit& edit);
    void set_start(Entry& entry, std::int64_t at);
    void edit_wish(Entry& entry, const Edit& edit);
    /// Runs `command` for each id that is on the list, then commits.
    void for_each(std::vector<Id> ids, store::Sync sync, void (Queue::*command)(Entry&));
    void set_address(Row& row, Marks& marks, const std::string& url, std::vector<std::string> secret_headers);
    void with_request(Id id, std::function<void(Entry&, Wish&, Learnt&)> change);

    // queue_limits.cpp
    void load_limits(const std::map<std::string, std::string>& values);
    void apply(const Limits& limits);
    void follow_schedule();
    WeekSchedule::Minute minute() const;
    /// How many downloads may run now.
    int may_run() const;

    // queue_times.cpp
    std::int64_t opening() const;
    std::optional<std::int64_t> held_until(const Entry& entry) const;
    void place_in_time(Entry& entry);
    void place_held();

    // queue_runs.cpp
    void schedule();
    void start(Entry& entry);
    void begin(Id id, const Result<store::StoredRequest>& request, const std::optional<store::StoredDetails>& details);
    void stop(Entry& entry, State after);
    void run_phase_changed(Id id) override;
    void run_named(Id id) override;
    void run_ended(Id id) override;
    void end_run(Entry& entry, const download::Outcome& outcome);
    void settle(Entry& entry, const download::Outcome& outcome);
    void save_history(Id id, History history, int tries);
    void end_is_stored(Id id);
    async::Task<void> drop_journal(Id id, std::string journal);
    void look_for_space(Entry& entry);
    async::Task<void> check_space(Id id, std::string folder, std::int64_t needed);
    void purge_now(Entry& entry);
    async::Task<void> discard(Id id, std::vector<std::string> paths);
    async::Task<void> rename_file(Id id, std::string from, std::string to, std::string name);
    /// Owns a coroutine of the queue's own until it has ended.
    void begin_chore(async::Task<void> task);
    void finish_details(Entry& entry, Details& details, const Learnt& learnt) const;

    async::Reactor& reactor_;
    DownloadRunner& runner_;
    SecretStore& secrets_;
    Options options_;
    std::shared_ptr<async::Reactor::Mailbox> mailbox_;
    std::unique_ptr<ChangeLog> log_;
    std::shared_ptr<int> life_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<List> list_;
    bool loaded_ = false;
    bool space_is_checked_ = false;
    Id next_id_ = 1;
    ActiveRun::Shared shared_;
    Limits limits_;
    SpeedRule rule_;             // of the schedule, now
    std::int64_t opens_at_ = 0;  // while it stops everything: until then; 0 = for ever
    Duration wall_ahead_{};      // of boot time, when those held were last looked at
    mutable std::mutex limits_lock_;
    Limits shown_limits_;  // with the lock
    std::deque<NewDownload> to_add_;
    std::vector<std::function<void()>> early_;  // commands from before the list was read
    std::function<void()> when_down_;
    bool shutting_down_ = false;
    bool going_down_ = false;
    Instant next_save_{};
    Instant store_retry_{};
    async::Event tick_event_;
    TickTimer tick_timer_;
    std::map<std::int64_t, std::unique_ptr<async::Root>> chores_;
    std::int64_t next_chore_ = 1;
    std::unique_ptr<async::Root> ticking_;
};

}  // namespace sluice::queue
