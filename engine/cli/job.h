#pragma once

#include <sluice/easy.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/cli/console.h"
#include "engine/cli/header_files.h"
#include "engine/cli/output.h"
#include "engine/cli/progress_meter.h"
#include "engine/cli/retries.h"
#include "engine/cli/trace_writer.h"
#include "engine/cli/upload_source.h"
#include "engine/curl/described_transfer.h"
#include "engine/curl/plan.h"
#include "engine/curl/url_word.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// Things that all jobs share.
struct JobSurroundings {
    const curl::CommandLine& line;
    const Console& console;
    sys::World& world;
    TraceWriter* trace = nullptr;  ///< null: no trace
    HeaderFiles& header_files;
    /// Any thread: has UploadSource::wants_resume() asked again soon.
    std::function<void()> wake;
};

/// One URL of a command line: what it needs around its Easy, and what is done when it has ended.
class Job {
  public:
    /// `progress` is told what came, for a meter of all jobs; empty: the job shows its own.
    Job(curl::PlannedTransfer plan, std::int64_t number, JobSurroundings& around, std::unique_ptr<Easy> easy,
        std::function<void()> progress);

    enum class Start : std::uint8_t { go, skip, failed };
    /// Opens what the transfer needs and sets its options. Not `go`: exit_code() says how it ended.
    Start prepare();
    int exit_code() const { return exit_code_; }

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
    /// What it transfers, once it is prepared.
    curl::DescribedTransfer described() const;
    /// Goes on sending if standard input has brought what was waited for.
    void resume_upload();

  private:
    Start refuse(int exit_code, const std::string& text);
    Output::Plan output_plan() const;
    bool open_upload();
    bool compare_etag(Options& options);
    void set_callbacks();
    void set_progress();
    bool on_header(std::string_view line);
    bool take_disposition(std::string_view line);
    bool save_etag(std::string_view value);
    std::string styled(std::string_view line) const;
    void on_progress(const Progress& progress);
    Error final_error() const;
    void finish_file();
    void note_attributes();
    void tell_error(const Error& error);
    void print_write_out(const Error& error);

    curl::PlannedTransfer plan_;
    std::int64_t number_;
    JobSurroundings& around_;
    std::unique_ptr<Easy> easy_;
    std::function<void()> tell_progress_;
    std::string path_;  // of the output; empty: standard output
    std::optional<Output> output_;
    std::unique_ptr<UploadSource> upload_;
    std::optional<ProgressMeter> meter_;
    Progress progress_;
    Instant attempt_started_;
    Retries retries_;
    int status_ = 0;      // of the response whose head is being read
    bool named_ = false;  // by the server
    int exit_code_ = 0;
};

}  // namespace sluice::cli
