#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cli/get_plan.h"
#include "engine/cli/get_row.h"

namespace sluice::cli {

/// Where sluice-get tells what happens. Calls come from one thread.
class GetReporter {
  public:
    virtual ~GetReporter() = default;
    /// A download has its name, and knows how it goes on.
    virtual void named(const GetRow& row) = 0;
    /// Something that was decided on the way.
    virtual void log(const GetRow& row, bool warning, std::string_view text) = 0;
    /// An attempt failed; the next one begins after this time.
    virtual void retrying(const GetRow& row, std::chrono::milliseconds wait) = 0;
    virtual void ended(const GetRow& row) = 0;
    /// A few times a second. `rows` are all downloads.
    virtual void progress(const std::vector<const GetRow*>& rows) = 0;
    /// The end of the program.
    virtual void finished(const std::vector<const GetRow*>& rows) = 0;
};

struct GetOutput {
    std::FILE* people = stderr;
    std::FILE* machine = stdout;
    bool terminal = false;  ///< `people` is one
    /// Its size now.
    std::function<std::size_t()> columns = [] { return std::size_t{79}; };
    std::function<std::size_t()> lines = [] { return std::size_t{24}; };
};

/// JSON, a live display or plain lines, as the plan and the output want it.
std::unique_ptr<GetReporter> make_get_reporter(const GetReportPlan& plan, const GetOutput& output);

}  // namespace sluice::cli
