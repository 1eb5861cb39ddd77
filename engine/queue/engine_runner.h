#pragma once

#include "engine/queue/download_runner.h"

namespace sluice::queue {

/// Runs downloads on the transfer engine. The reactor's thread; everything passed in outlives it.
class EngineRunner final : public DownloadRunner {
  public:
    EngineRunner(transfer::Engine& engine, async::Reactor& reactor, download::Storage& storage)
        : engine_(engine), reactor_(reactor), storage_(storage) {}

    async::Task<download::Outcome> run(const download::DownloadRequest& request,
                                       download::DownloadObserver& observer) override;
    async::Task<void> discard(std::vector<std::string> paths) override;
    async::Task<std::int64_t> free_space(std::string folder) override;
    async::Task<Error> rename(std::string from, std::string to) override;

  private:
    transfer::Engine& engine_;
    async::Reactor& reactor_;
    download::Storage& storage_;
};

}  // namespace sluice::queue
