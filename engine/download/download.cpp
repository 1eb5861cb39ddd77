#include "engine/download/download.h"

#include "engine/async/first_of.h"
#include "engine/download/download_run.h"

namespace sluice::download {

namespace {

async::Task<Outcome> all_of(DownloadRun& run) {
    co_return co_await run.run();
}

async::Task<int> until_stopped(async::Event& stop) {
    co_await stop.wait();
    co_return 0;
}

}  // namespace

async::Task<Outcome> run_download(transfer::Engine& engine, async::Reactor& reactor, Storage& storage,
                                  const DownloadRequest& request, DownloadObserver& observer) {
    DownloadRun run(engine, reactor, storage, request, observer);
    if (request.stop == nullptr) {
        co_return co_await all_of(run);
    }
    auto ended = co_await async::first_of(all_of(run), until_stopped(*request.stop));
    if (ended.a) {
        co_return std::move(*ended.a);
    }
    co_return co_await run.pause();
}

}  // namespace sluice::download
