#pragma once

#include <sluice/info.h>

#include <memory>
#include <optional>
#include <string>

#include "engine/download/download.h"
#include "engine/download/fetch.h"
#include "engine/download/part_file.h"

namespace sluice::download {

/// One run of a download: opens the part, has it fetched, finishes it, tells what happens. Lives in the frame of
/// run_download().
class DownloadRun : private Fetch::Host {
  public:
    DownloadRun(transfer::Engine& engine, async::Reactor& reactor, Storage& storage, const DownloadRequest& request,
                DownloadObserver& observer);
    DownloadRun(const DownloadRun&) = delete;
    DownloadRun& operator=(const DownloadRun&) = delete;

    async::Task<Outcome> run();
    /// After run() was destroyed: saves and flushes.
    async::Task<Outcome> pause();

  private:
    async::Task<Result<void>> open_part();
    async::Task<Result<void>> fetch();
    /// The digest of the whole is wrong: fetches what mirrors brought again, from the first address alone, once. An
    /// error: that was not it, or it failed.
    async::Task<Result<void>> doubt_mirrors(const Error& error);
    bool complete() const;
    async::Task<Outcome> finish();
    Outcome failed(const Error& error);
    FinishPlan finish_plan() const;

    PartFile* part() override { return part_.get(); }
    async::Task<Result<void>> establish(const transfer::ResponseHead& head, const Resource& facts) override;
    async::Task<Result<void>> settle(const Resource& facts) override;
    bool stores_as_sent() const override { return undecoded_; }
    void bytes_came(std::uint64_t fresh) override;
    void digests_found(const std::vector<ExpectedHash>& hashes) override;
    bool is_guarded() const override;
    void worker_moved(FetchWorker& worker, bool ended) override;
    void log(LogLevel level, std::int64_t connection_id, const std::string& text) override;
    /// Asks for digests of a file that goes by these names.
    Result<void> expect(const std::vector<std::string>& names);
    Result<void> note_recheck();
    std::vector<ExpectedHash> all_expected() const;
    async::Task<Result<void>> create_part(const transfer::ResponseHead& head, const Resource& facts);
    void adopt_part();
    bool decoded_by_mistake(const transfer::ResponseHead& head, const Resource& facts) const;

    void take_up(const Fetch& fetch);
    void tell_requests(FetchWorker& worker, bool all);
    void tell_progress();
    void tell_ranges(bool now);
    void tell_phase(Phase phase);
    void say(LogLevel level, const std::string& text) { log(level, -1, text); }

    transfer::Engine& engine_;
    async::Reactor& reactor_;
    Storage& storage_;
    const DownloadRequest& request_;
    DownloadObserver& observer_;

    std::unique_ptr<PartFile> part_;
    Fetch* fetch_ = nullptr;    ///< while it runs
    std::string address_;       ///< the URL asked for, without credentials
    std::size_t requests_ = 0;  ///< told so far
    bool undecoded_ = false;    ///< an archive: its coding is part of it
    std::uint64_t gained_ = 0;
    std::uint64_t doubled_ = 0;
    int closed_early_ = 0;
    std::optional<Phase> phase_;
    std::string final_url_;
    std::vector<ExpectedHash> hashes_;    ///< that the file must have
    std::optional<ExpectedHash> pieces_;  ///< were compared, and are right
    RangeMap from_mirrors_;               ///< bytes of this run
    bool alone_ = false;                  ///< without mirrors: one of them lied
    bool metalink_ = false;
    std::uint64_t rechecked_ = 0;
    std::uint64_t repaired_ = 0;
    std::string forced_name_;     ///< of a part that is gone
    bool found_earlier_ = false;  ///< the part of a run that nobody was told of: the fetch begins anew with it
    Need need_ = Need::nothing;
    std::int64_t retry_after_s_ = 0;
    Instant ranges_told_{};
    Instant progress_told_{};
};

}  // namespace sluice::download
