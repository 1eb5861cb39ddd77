#include "engine/queue/engine_runner.h"

#include "engine/async/offload.h"
#include "engine/base/disk_kind.h"
#include "engine/base/result.h"

namespace sluice::queue {

namespace {

std::int64_t free_space_at(sys::Disk& disk, std::string folder) {
    while (!folder.empty()) {
        if (const auto bytes = disk.free_space(folder)) {
            return static_cast<std::int64_t>(*bytes);
        }
        const auto slash = folder.find_last_of('/');
        folder = slash == 0 && folder.size() > 1 ? "/" : folder.substr(0, slash == std::string::npos ? 0 : slash);
    }
    return -1;
}

Error rename_error(int error, const std::string& file) {
    if (error == 0) {
        return {};
    }
    ErrorArgs args;
    args.file = file;
    return fail(disk_kind(error), std::move(args), error).value();
}

}  // namespace

async::Task<download::Outcome> EngineRunner::run(const download::DownloadRequest& request,
                                                 download::DownloadObserver& observer) {
    return download::run_download(engine_, reactor_, storage_, request, observer);
}

async::Task<void> EngineRunner::discard(std::vector<std::string> paths) {
    sys::World& world = storage_.world();
    auto work = [disk = &world.disk(), paths = std::move(paths)] {
        for (const std::string& path : paths) {
            disk->remove(path);
        }
        return true;
    };
    auto waiting = async::offload(reactor_, world.workers(), std::move(work));
    co_await waiting;
}

async::Task<std::int64_t> EngineRunner::free_space(std::string folder) {
    sys::World& world = storage_.world();
    auto work = [disk = &world.disk(), folder = std::move(folder)] { return free_space_at(*disk, folder); };
    auto waiting = async::offload(reactor_, world.workers(), std::move(work));
    const std::int64_t bytes = co_await waiting;
    co_return bytes;
}

async::Task<Error> EngineRunner::rename(std::string from, std::string to) {
    sys::World& world = storage_.world();
    auto work = [disk = &world.disk(), from = std::move(from), to] { return disk->rename(from, to, sys::Replace::no); };
    auto waiting = async::offload(reactor_, world.workers(), std::move(work));
    const int error = co_await waiting;
    Error result = rename_error(error, to);
    co_return result;
}

}  // namespace sluice::queue
