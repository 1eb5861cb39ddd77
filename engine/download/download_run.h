#pragma once

#include <sluice/info.h>

#include <memory>
#include <string>

#include "engine/download/download.h"
#include "engine/download/part_file.h"
#include "engine/download/part_sink.h"
#include "engine/download/resume_check.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

/// One run of a download: the state between its requests. Lives in the frame of run_download().
class DownloadRun : private PartSource, private transfer::Observer {
  public:
    DownloadRun(transfer::Engine& engine, async::Reactor& reactor, Storage& storage, const DownloadRequest& request,
                DownloadObserver& observer);
    DownloadRun(const DownloadRun&) = delete;
    DownloadRun& operator=(const DownloadRun&) = delete;

    async::Task<Outcome> run();
    /// After run() was destroyed: saves and flushes.
    async::Task<Outcome> pause();

  private:
    /// What comes after a request.
    enum class Next : std::uint8_t { request, finish, fail };

    async::Task<Result<void>> open_part();
    async::Task<Result<void>> fetch();
    async::Task<Next> one_request();
    Next after_request(const PartSink& sink, const Ask& ask, const Result<void>& result);
    Next after_body(const PartSink& sink);
    Next give_up(const Error& error, Need need = Need::nothing);
    Ask next_ask();
    bool complete() const;
    std::shared_ptr<const Options> options_for(const Ask& ask) const;
    async::Task<Outcome> finish();
    Outcome failed(const Error& error);
    FinishPlan finish_plan() const;

    Holding holding() override;
    async::Task<Result<PartFile*>> part_for(const transfer::ResponseHead& head, const Answer& answer,
                                            const Verdict& verdict) override;
    async::Task<Result<void>> create_part(const transfer::ResponseHead& head, const Resource& facts);
    void adopt_part();
    Resource facts_of(const Answer& answer, const Verdict& verdict) const;
    bool decoded_by_mistake(const transfer::ResponseHead& head, const Answer& answer) const;
    void received(std::uint64_t fresh) override;

    void on_progress() override;
    void tell_requests(bool all);
    void tell_progress();
    void tell_phase(Phase phase);
    void log(LogLevel level, const std::string& text);

    transfer::Engine& engine_;
    async::Reactor& reactor_;
    Storage& storage_;
    const DownloadRequest& request_;
    DownloadObserver& observer_;

    std::unique_ptr<PartFile> part_;
    std::string address_;  ///< the URL asked for, without credentials
    Info info_;
    std::size_t requests_before_ = 0;  ///< of this run, before the present transfer
    std::size_t requests_told_ = 0;
    std::int64_t mark_told_ = -1;
    bool whole_ = false;      ///< ask without a range
    bool overlap_ = false;    ///< ask with an overlap, whatever vouches
    bool undecoded_ = false;  ///< an archive: its coding is part of it
    int fruitless_ = 0;       ///< requests since the last new byte
    std::uint64_t gained_ = 0;
    std::optional<Phase> phase_;
    std::string forced_name_;  ///< of a part that is gone
    Error error_;
    Need need_ = Need::nothing;
    Instant ranges_told_{};
    Instant progress_told_{};
};

}  // namespace sluice::download
