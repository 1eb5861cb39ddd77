#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/scripted_server.h"
#include "tests/support/served_file.h"

namespace sluice::test {

/// One file of the demo as it is queued and checked.
struct DemoFile {
    std::string name;
    std::string path;  ///< where it is asked for: its own place, or the first of a chain of redirects
    std::string note;  ///< what is special about it, for people
    ServedFile served;
    bool over_tls = false;
    bool fails_once = false;  ///< the first answer ends with RST half way
    int redirects = 0;        ///< how many lead to it
};

/// The files that ./run --demo shows. The same bytes at each start.
std::vector<DemoFile> demo_files();

/// Answers requests for the files: redirects, one failure half way, ranges. Thread-safe.
class DemoAnswers {
  public:
    explicit DemoAnswers(std::vector<DemoFile> files);
    Reply operator()(const RecordedRequest& request);
    const std::vector<DemoFile>& files() const { return files_; }

  private:
    Reply answer(const DemoFile& file, const RecordedRequest& request);
    const std::vector<DemoFile> files_;
    std::mutex mutex_;
    std::set<std::string> failed_;  ///< names of those that had their failure; guarded by mutex_
};

}  // namespace sluice::test
