#pragma once

#include <optional>
#include <set>

#include "engine/async/event.h"
#include "engine/queue/details_codec.h"
#include "engine/queue/download_runner.h"
#include "engine/queue/row_store.h"
#include "engine/queue/run_rules.h"
#include "engine/queue/secrets.h"
#include "engine/queue/speed_meter.h"

namespace sluice::queue {

/// One run of one download, and what it tells: begin() once what is stored about it was read, stop() at any time, and
/// `Host::run_ended` when it is over. Destroying it cancels the run. The reactor's thread.
class ActiveRun final : public download::DownloadObserver {
  public:
    /// Told from the reactor's loop.
    class Host {
      public:
        virtual ~Host() = default;
        virtual void run_phase_changed(Id id) = 0;
        virtual void run_named(Id id) = 0;
        virtual void run_ended(Id id) = 0;
    };

    /// What all runs have in common; outlives them.
    struct Shared {
        download::RateTree rates;
        download::HostMemory hosts;
        download::ConnectionBudget budget;
        int connections = 0;  ///< of each download; 0: found
        RunRules rules;       ///< for runs that begin
    };

    ActiveRun(Id id, async::Reactor& reactor, DownloadRunner& runner, Host& host, Shared& shared);
    ~ActiveRun() override;

    void begin(const Row& row, Wish wish, Learnt learnt, History history, const Secret* secret, bool start_over);
    /// Ends soon with everything saved. Before begin() it never begins and ends at once.
    void stop();
    bool begun() const { return root_ != nullptr; }
    std::optional<Instant> stopping_since() const { return stopping_since_; }

    /// Writes what is known now into the row: numbers, phase, names.
    void fill(Row& row, Instant now);
    /// Measures; a few times a second.
    void measure(Instant now) { meter_.add(now, progress_.gained); }
    Details details(const Row& row) const;

    const download::Outcome& outcome() const { return outcome_; }
    bool was_named() const { return named_; }
    Wish& wish() { return wish_; }
    /// After its own limits were changed in the wish.
    void follow_wish();
    Learnt& learnt() { return learnt_; }
    /// What is to be kept of the panel.
    History history() const;

    void on_phase(download::Phase phase) override;
    void on_named(const download::Named& named) override;
    void on_facts(const download::ResourceFacts& facts) override;
    void on_progress(const download::Progress& progress) override;
    void on_request(std::size_t index, const RequestRecord& record) override;
    void on_log(download::LogLevel level, std::int64_t connection_id, std::string_view text) override;
    void on_ranges(const download::RangeMap& written) override { written_ = written; }

  private:
    async::Task<void> drive();
    std::shared_ptr<const Options> make_options(const Row& row, const Secret* secret) const;

    const Id id_;
    const std::string bucket_;  // of its own limit
    async::Reactor& reactor_;
    DownloadRunner& runner_;
    Host& host_;
    Shared& shared_;
    async::Event stop_;
    download::DownloadRequest request_;
    Wish wish_;
    Learnt learnt_;
    History history_;                // requests and log, older runs first
    std::size_t first_request_ = 0;  // where those of this run begin in history_.requests
    std::size_t dropped_requests_ = 0;
    std::set<std::size_t> open_requests_;
    download::RangeMap written_;
    download::Progress progress_;
    std::optional<download::ResourceFacts> facts_;
    std::string name_;
    std::string protocol_;
    std::string remote_;
    Phase phase_ = Phase::looking_up;
    bool named_ = false;
    bool progressed_ = false;
    std::int64_t active_ms_before_ = 0;
    Instant started_{};
    std::optional<Instant> stopping_since_;
    SpeedMeter meter_;
    download::Outcome outcome_;
    std::unique_ptr<async::Root> root_;  // last: its task uses all of the above
};

}  // namespace sluice::queue
