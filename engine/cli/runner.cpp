#include "engine/cli/runner.h"

#include <algorithm>
#include <list>
#include <map>

#include "engine/cli/driver.h"
#include "engine/cli/job.h"
#include "engine/cli/output_name.h"
#include "engine/curl/glob.h"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;

std::int64_t wall_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// All URLs of a command line, one at a time: globs may stand for very many.
class JobList {
  public:
    explicit JobList(const curl::CommandLine& line) : line_(line) {}

    enum class Next : std::uint8_t { job, none, mistake };
    Next next(JobPlan& plan, const Console& console) {
        for (;;) {
            if (operation_ == line_.operations.size()) {
                return Next::none;
            }
            const curl::Operation& operation = line_.operations[operation_];
            if (word_ == operation.words.size()) {
                ++operation_;
                word_ = 0;
                continue;
            }
            const curl::UrlWord& word = operation.words[word_];
            if (!word.url) {
                ++word_;
                continue;
            }
            if (at_ == 0) {
                if (const auto mistake = curl::Glob::parse(*word.url, operation.glob, glob_)) {
                    console.error("(3) " + mistake->text + " in URL position " + std::to_string(mistake->position) +
                                  ":\n" + *word.url + "\n" + std::string(mistake->position - 1, ' ') + "^");
                    ++word_;
                    return Next::mistake;
                }
            }
            plan.operation = &operation;
            plan.url = glob_.url(at_);
            plan.file = file_of(operation, word, plan.url);
            plan.output_chosen = word.output.has_value();
            plan.number = number_++;
            if (++at_ == glob_.count()) {
                at_ = 0;
                ++word_;
            }
            return Next::job;
        }
    }

  private:
    std::string file_of(const curl::Operation& operation, const curl::UrlWord& word, const std::string& url) {
        const bool remote = word.output ? word.output->remote_name : operation.files.remote_name_all;
        if (remote) {
            return in_folder(operation.files.folder, remote_name(url));
        }
        if (!word.output || word.output->file == "-") {
            return {};
        }
        const std::string name = operation.glob ? glob_.name(word.output->file, at_) : word.output->file;
        return in_folder(operation.files.folder, name);
    }

    const curl::CommandLine& line_;
    std::size_t operation_ = 0;
    std::size_t word_ = 0;
    curl::Glob glob_;
    std::uint64_t at_ = 0;
    std::int64_t number_ = 0;
};

/// Files of -D, open until the end.
class HeaderFiles {
  public:
    HeaderFiles() = default;
    HeaderFiles(const HeaderFiles&) = delete;
    HeaderFiles& operator=(const HeaderFiles&) = delete;
    ~HeaderFiles() {
        for (const auto& [name, file] : files_) {
            if (file != nullptr && file != stdout) {
                std::fclose(file);
            }
        }
    }
    std::FILE* get(const std::string& name) {
        const auto [at, added] = files_.try_emplace(name, nullptr);
        if (added) {
            at->second = name == "-" ? stdout : std::fopen(name.c_str(), "wbe");
        }
        return at->second;
    }

  private:
    std::map<std::string, std::FILE*> files_;
};

class Runner {
  public:
    Runner(const curl::CommandLine& line, const Console& console, sys::World& world, TraceWriter* trace)
        : line_(line),
          console_(console),
          world_(world),
          driver_(make_driver(line.globals.driver, world)),
          jobs_(line),
          around_{line, console, world, trace, [this](const std::string& name) { return header_files_.get(name); }} {}

    int run() {
        const std::size_t most = line_.globals.parallel ? static_cast<std::size_t>(line_.globals.parallel_most) : 1;
        if (line_.globals.parallel && !console_.silent && line_.globals.progress_meter) {
            meter_.emplace(console_.messages,
                           line_.globals.progress_bar ? ProgressMeter::Style::bar : ProgressMeter::Style::line);
        }
        started_ = world_.clock().monotonic();
        bool more = true;
        while (more || !active_.empty()) {
            while (more && active_.size() < most) {
                more = start_next();
            }
            if (active_.empty()) {
                break;
            }
            if (!step()) {
                more = false;
            }
        }
        if (meter_) {
            meter_->finish(sum(), elapsed());
        }
        return exit_code_;
    }

  private:
    struct Active {
        std::unique_ptr<Job> job;
        std::optional<Instant> again_at;  // waits for another attempt
    };

    bool start_next() {
        JobPlan plan;
        switch (jobs_.next(plan, console_)) {
            case JobList::Next::none:
                return false;
            case JobList::Next::mistake:
                exit_code_ = static_cast<int>(Code::url_malformat);
                return false;
            case JobList::Next::job:
                break;
        }
        std::unique_ptr<Easy> easy = std::make_unique<Easy>();
        if (!spare_.empty()) {
            easy = std::move(spare_.back());
            spare_.pop_back();
        }
        std::function<void()> progress;
        if (meter_) {
            progress = [this] { meter_->update(sum(), elapsed()); };
        }
        active_.push_back(
            {std::make_unique<Job>(std::move(plan), around_, std::move(easy), std::move(progress)), std::nullopt});
        driver_->add(active_.back().job->easy());
        return true;
    }

    /// Waits for one end or the time of another attempt; false when nothing new is to be started.
    bool step() {
        std::optional<Instant> next;
        for (Active& active : active_) {
            if (active.again_at && *active.again_at <= world_.clock().monotonic()) {
                active.again_at.reset();
                driver_->add(active.job->easy());
            } else if (active.again_at && (!next || *active.again_at < *next)) {
                next = active.again_at;
            }
        }
        std::optional<std::chrono::milliseconds> timeout;
        if (next) {
            timeout = std::max(std::chrono::ceil<std::chrono::milliseconds>(*next - world_.clock().monotonic()), 0ms);
        }
        const auto done = driver_->wait(timeout);
        if (!done) {
            if (!timeout) {
                console_.error("(99) Waiting for sockets is not possible");
                exit_code_ = static_cast<int>(Code::unrecoverable_poll);
                active_.clear();
                return false;
            }
            return true;
        }
        driver_->remove(*done->easy);
        const auto at =
            std::find_if(active_.begin(), active_.end(), [&](const Active& a) { return &a.job->easy() == done->easy; });
        if (const auto delay = at->job->ended(done->code)) {
            at->again_at = world_.clock().monotonic() + *delay;
            at->job->rewind();
            return true;
        }
        const int code = at->job->finish();
        if (code != 0 || !line_.globals.parallel) {
            exit_code_ = code;  // the last one; with --parallel the last that failed
        }
        ended_.download_now += at->job->progress().download_now;
        ended_.download_total += at->job->progress().download_total;
        spare_.push_back(at->job->take_easy());
        active_.erase(at);
        return !(code != 0 && line_.globals.fail_early);
    }

    Progress sum() const {
        Progress all = ended_;
        for (const Active& active : active_) {
            all.download_now += active.job->progress().download_now;
            all.download_total += active.job->progress().download_total;
        }
        return all;
    }
    std::chrono::microseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::microseconds>(world_.clock().monotonic() - started_);
    }

    const curl::CommandLine& line_;
    const Console& console_;
    sys::World& world_;
    std::unique_ptr<Driver> driver_;
    JobList jobs_;
    HeaderFiles header_files_;
    JobSurroundings around_;
    std::optional<ProgressMeter> meter_;
    std::vector<std::unique_ptr<Easy>> spare_;
    std::list<Active> active_;
    Progress ended_;
    Instant started_;
    int exit_code_ = 0;
};

}  // namespace

int run(const curl::CommandLine& line, const Console& console, sys::World& world) {
    const curl::Globals& globals = line.globals;
    std::FILE* trace_to = console.messages;
    std::FILE* own = nullptr;
    if (globals.trace == curl::TraceStyle::ascii || globals.trace == curl::TraceStyle::hex) {
        if (globals.trace_file == "-") {
            trace_to = stdout;
        } else if (globals.trace_file != "%") {
            own = std::fopen(globals.trace_file.c_str(), "wbe");
            trace_to = own;
            if (own == nullptr) {
                console.warn("Failed to create/open output");
            }
        }
    }
    std::optional<TraceWriter> trace;
    if (globals.trace != curl::TraceStyle::none && trace_to != nullptr) {
        trace.emplace(trace_to, globals.trace, globals.trace_time ? &wall_us : nullptr);
    }
    const int code = Runner(line, console, world, trace ? &*trace : nullptr).run();
    if (own != nullptr) {
        std::fclose(own);
    }
    return code;
}

}  // namespace sluice::cli
