#pragma once

#include "engine/async/task.h"
#include "engine/download/download.h"

namespace sluice::queue {

/// What the queue needs done: the engine in the program, a script in tests.
class DownloadRunner {
  public:
    virtual ~DownloadRunner() = default;
    /// One attempt. Both arguments outlive the task; destroying the task cancels it.
    virtual async::Task<download::Outcome> run(const download::DownloadRequest& request,
                                               download::DownloadObserver& observer) = 0;
    /// Deletes files that nothing uses any more (a part and its journal, a finished file); what is not there is fine.
    virtual async::Task<void> discard(std::vector<std::string> paths) = 0;
    /// Bytes that may be written in this folder or, if it does not exist, the one it would be made in; -1 unknown.
    virtual async::Task<std::int64_t> free_space(std::string folder) = 0;
    /// Gives the finished file (or the part with its journal) another name, replacing nothing. Empty error: done.
    virtual async::Task<Error> rename(std::string from, std::string to) = 0;
};

/// The journal that belongs to a part file.
inline std::string journal_of(const std::string& part_path) {
    return part_path + ".sluice";
}

}  // namespace sluice::queue
