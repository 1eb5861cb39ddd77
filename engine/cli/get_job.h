#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/async/event.h"
#include "engine/async/task.h"
#include "engine/cli/get_plan.h"
#include "engine/cli/get_reporter.h"
#include "engine/cli/get_row.h"
#include "engine/download/document.h"
#include "engine/download/download.h"
#include "engine/download/file_check.h"
#include "engine/queue/download_runner.h"
#include "engine/queue/speed_meter.h"

namespace sluice::cli {

/// One download of sluice-get from the search for an earlier part to its end, all attempts included. The reactor's
/// thread.
class GetJob : private download::DownloadObserver {
  public:
    /// What all jobs share; outlives them.
    struct Around {
        const GetPlan& plan;
        async::Reactor& reactor;
        queue::DownloadRunner& runner;
        GetReporter& reporter;
        download::HostMemory& hosts;
        download::ConnectionBudget& budget;
        download::RateTree& rates;
        async::Event& stop;  ///< set: save and end
        std::function<bool(const std::string& part_path)> taken;
        /// Unset: an address that turns out to be a Metalink is saved as such.
        std::function<async::Task<Result<download::Document>>(std::shared_ptr<const Options>)> fetch = nullptr;
        std::function<void(std::vector<GetTarget>)> add = nullptr;  ///< more downloads, with `fetch`
    };
    GetJob(GetTarget target, std::size_t number, Around& around);

    /// Ends with row().state and row().exit_code set, and told.
    async::Task<void> run();
    /// It never ran: the program was told to stop.
    void interrupt();

    const GetRow& row() const { return row_; }
    const GetRecords& records() const { return records_; }
    bool claims(const std::string& part_path) const { return claimed_ == part_path; }
    /// A few times a second.
    void measure(Instant now);

  private:
    /// Until one brought it, or none can. True: the target is another one now.
    async::Task<bool> attempts();
    async::Task<std::string> find_earlier();
    // What is there already, and what is to be had instead (get_existing.cpp)
    async::Task<Result<download::FileCheck>> check_path(std::string path);
    async::Task<void> end_with_existing(std::string path);
    /// --verify without a part of an earlier run. True: what is wrong is to be fetched.
    async::Task<bool> verify_existing();
    async::Task<bool> repair(std::string path, download::FileCheck check);
    Result<download::Expectations> expectations_of(const std::string& path) const;
    async::Task<bool> follow_metalink();
    void become(GetTarget target);
    void fail_with(const Error& error);
    async::Task<void> pause_for(Duration time);
    std::shared_ptr<const Options> make_options() const;
    std::string path_there() const;
    void prepare();
    /// What follows an attempt: the wait before the next one, or nothing if there is none.
    std::optional<Duration> settle(const download::Outcome& outcome);
    std::optional<Duration> after_failure(const download::Outcome& outcome);
    void end(GetState state, int exit_code);

    void on_phase(download::Phase phase) override;
    void on_named(const download::Named& named) override;
    void on_facts(const download::ResourceFacts& facts) override;
    void on_progress(const download::Progress& progress) override;
    void on_request(std::size_t index, const RequestRecord& record) override;
    void on_log(download::LogLevel level, std::int64_t connection_id, std::string_view text) override;

    GetTarget target_;
    Around& around_;
    download::DownloadRequest request_;
    queue::SpeedMeter meter_;
    GetRow row_;
    GetRecords records_;
    std::size_t records_before_ = 0;  ///< of earlier attempts
    std::string claimed_;             ///< the part file
    std::int64_t fetched_before_ = 0;
    std::int64_t doubled_before_ = 0;
    std::int64_t gained_ = 0;  ///< of this attempt
    std::int64_t repaired_before_ = 0;
    int fruitless_ = 0;
    bool told_name_ = false;
};

}  // namespace sluice::cli
