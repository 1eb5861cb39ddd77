#pragma once

#include <sluice/easy.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/cli/console.h"
#include "engine/cli/output.h"
#include "engine/cli/progress_meter.h"
#include "engine/cli/trace_writer.h"
#include "engine/curl/plan.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// One URL of a command line: what it needs around its Easy, and what is done when it has ended.
struct JobPlan {
    const curl::Operation* operation = nullptr;
    std::string url;
    std::string file;            ///< empty: standard output
    bool output_chosen = false;  ///< "-o -": standard output, whatever comes
    std::int64_t number = 0;     ///< urlnum of -w
};

/// Things that all jobs share.
struct JobSurroundings {
    const curl::CommandLine& line;
    const Console& console;
    sys::World& world;
    TraceWriter* trace = nullptr;  ///< null: no trace
    /// Opens a -D file: emptied when first used, appended to after that.
    std::function<std::FILE*(const std::string&)> header_file;
};

class Job {
  public:
    /// `progress` is told what came, for a meter of all jobs; empty: the job shows its own.
    Job(JobPlan plan, JobSurroundings& around, std::unique_ptr<Easy> easy, std::function<void()> progress);

    Easy& easy() { return *easy_; }
    /// For the next job, with its connections.
    std::unique_ptr<Easy> take_easy();
    /// What the end means: how long to wait before another attempt, or nothing if it is over.
    std::optional<std::chrono::milliseconds> ended(Code code);
    /// Before another attempt.
    void rewind();
    /// Everything that comes after the last attempt; the exit code.
    int finish();
    const Progress& progress() const { return progress_; }

  private:
    void set_up();
    bool on_header(std::string_view line);
    void on_progress(const Progress& progress);
    Error final_error() const;
    void print_write_out(const Error& error);
    std::optional<std::string> worth_a_retry(Code code) const;

    JobPlan plan_;
    JobSurroundings& around_;
    std::unique_ptr<Easy> easy_;
    std::function<void()> tell_progress_;
    Output output_;
    std::optional<ProgressMeter> meter_;
    Progress progress_;
    Instant started_;
    Instant attempt_started_;
    int retries_ = 0;
};

}  // namespace sluice::cli
