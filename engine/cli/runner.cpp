#include "engine/cli/runner.h"

#include <sluice/share.h>

#include <algorithm>
#include <list>

#include "engine/cli/driver.h"
#include "engine/cli/job.h"
#include "engine/cli/source_files.h"
#include "engine/curl/url_word.h"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;

std::int64_t wall_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Ends the whole command line, whatever is still to come.
bool is_fatal(int code) {
    return code == static_cast<int>(Code::failed_init) || code == static_cast<int>(Code::out_of_memory) ||
           code == static_cast<int>(Code::unknown_option) || code == static_cast<int>(Code::bad_function_argument);
}

class Runner {
  public:
    Runner(const curl::CommandLine& line, const Console& console, sys::World& world, TraceWriter* trace)
        : line_(line),
          console_(console),
          world_(world),
          driver_(make_driver(line.globals.driver, world)),
          transfers_(line),
          header_files_(console.messages),
          around_{line, console, world, trace, header_files_, driver_->waker([this] { resume_uploads(); })} {
        share_.share(ShareKind::cookies);
        share_.share(ShareKind::hsts);
        share_.share(ShareKind::psl);
        MultiLimits limits;
        limits.max_host_connections = line.globals.parallel.most_per_host;
        driver_->set_limits(limits);
    }

    int run() {
        const curl::Globals& globals = line_.globals;
        const std::size_t most = globals.parallel.on ? static_cast<std::size_t>(globals.parallel.most) : 1;
        if (globals.parallel.on && !console_.silent && globals.progress.meter) {
            meter_.emplace(console_.messages);
        }
        started_ = world_.clock().monotonic();
        while (more_ || !active_.empty()) {
            while (more_ && active_.size() < most && !pace_wait()) {
                start_next();
            }
            if (!active_.empty() || more_) {
                step();
            }
        }
        if (meter_) {
            meter_->finish(sum(), elapsed());
        }
        write_sources(globals, described_, console_);
        return exit_code_;
    }

  private:
    struct Active {
        std::unique_ptr<Job> job;
        std::optional<Instant> again_at;  // waits for another attempt
    };

    /// How long the next transfer has to wait for --rate; nothing if it may start.
    std::optional<std::chrono::milliseconds> pace_wait() const {
        const auto pace = line_.globals.pace;
        const Instant now = world_.clock().monotonic();
        if (pace == 0ms || line_.globals.parallel.on || !last_start_ || *last_start_ + pace <= now) {
            return std::nullopt;
        }
        return std::chrono::ceil<std::chrono::milliseconds>(*last_start_ + pace - now);
    }

    void start_next() {
        curl::PlannedTransfer plan;
        switch (transfers_.next(plan)) {
            case curl::TransferList::Next::none:
                more_ = false;
                return;
            case curl::TransferList::Next::mistake:
                console_.error("(3) " + transfers_.mistake());
                stop(static_cast<int>(Code::url_malformat));
                return;
            case curl::TransferList::Next::transfer:
                break;
        }
        std::unique_ptr<Easy> easy;
        if (spare_.empty()) {
            easy = std::make_unique<Easy>();
            easy->set_share(&share_);
        } else {
            easy = std::move(spare_.back());
            spare_.pop_back();
        }
        std::function<void()> progress;
        if (meter_) {
            progress = [this] { meter_->update(sum(), elapsed()); };
        }
        auto job = std::make_unique<Job>(std::move(plan), number_++, around_, std::move(easy), std::move(progress));
        switch (job->prepare()) {
            case Job::Start::skip:
                spare_.push_back(job->take_easy());
                return;
            case Job::Start::failed:
                stop(job->exit_code());
                return;
            case Job::Start::go:
                break;
        }
        last_start_ = world_.clock().monotonic();
        if (writes_sources(line_.globals)) {
            described_.push_back(job->described());
        }
        active_.push_back({std::move(job), std::nullopt});
        driver_->add(active_.back().job->easy());
    }

    void stop(int code) {
        exit_code_ = code;
        more_ = false;
    }

    /// Starts attempts that are due; when the next one is.
    std::optional<std::chrono::milliseconds> start_again() {
        std::optional<std::chrono::milliseconds> next = more_ && active_.empty() ? pace_wait() : std::nullopt;
        const Instant now = world_.clock().monotonic();
        for (Active& active : active_) {
            if (!active.again_at) {
                continue;
            }
            const auto wait = std::max(std::chrono::ceil<std::chrono::milliseconds>(*active.again_at - now), 0ms);
            if (wait == 0ms) {
                active.again_at.reset();
                driver_->add(active.job->easy());
            } else if (!next || wait < *next) {
                next = wait;
            }
        }
        return next;
    }

    /// Waits for one end or the time of another attempt.
    void step() {
        const auto timeout = start_again();
        const auto done = driver_->wait(timeout);
        if (!done) {
            if (!timeout && !active_.empty()) {
                console_.error("(99) Waiting for sockets is not possible");
                stop(static_cast<int>(Code::unrecoverable_poll));
                active_.clear();
            }
            return;
        }
        driver_->remove(*done->easy);
        const auto at =
            std::find_if(active_.begin(), active_.end(), [&](const Active& a) { return &a.job->easy() == done->easy; });
        if (const auto delay = at->job->ended(done->code)) {
            at->again_at = world_.clock().monotonic() + *delay;
            at->job->rewind();
            return;
        }
        finished(at);
    }

    void finished(std::list<Active>::iterator at) {
        const int code = at->job->finish();
        if (code != 0 || !line_.globals.parallel.on) {
            exit_code_ = code;  // the last one; with --parallel the last that failed
        }
        ended_.download_now += at->job->progress().download_now;
        ended_.download_total += at->job->progress().download_total;
        ended_.upload_now += at->job->progress().upload_now;
        ended_.upload_total += at->job->progress().upload_total;
        spare_.push_back(at->job->take_easy());
        active_.erase(at);
        if (code != 0 && (line_.globals.fail_early || is_fatal(code))) {
            more_ = false;
            active_.clear();
        }
    }

    void resume_uploads() {
        for (Active& active : active_) {
            active.job->resume_upload();
        }
    }

    ParallelMeter::State sum() const {
        ParallelMeter::State state{ended_, true, static_cast<int>(number_), static_cast<int>(active_.size())};
        for (const Active& active : active_) {
            const Progress& progress = active.job->progress();
            state.bytes.download_now += progress.download_now;
            state.bytes.download_total += progress.download_total;
            state.bytes.upload_now += progress.upload_now;
            state.bytes.upload_total += progress.upload_total;
            state.total_known = state.total_known && progress.download_total > 0;
        }
        return state;
    }
    std::chrono::microseconds elapsed() const {
        return std::chrono::duration_cast<std::chrono::microseconds>(world_.clock().monotonic() - started_);
    }

    Share share_;  // of what is remembered: one for the command line
    const curl::CommandLine& line_;
    const Console& console_;
    sys::World& world_;
    std::unique_ptr<Driver> driver_;
    curl::TransferList transfers_;
    HeaderFiles header_files_;
    JobSurroundings around_;
    std::optional<ParallelMeter> meter_;
    std::vector<std::unique_ptr<Easy>> spare_;
    std::vector<curl::DescribedTransfer> described_;
    std::list<Active> active_;
    Progress ended_;
    Instant started_;
    std::optional<Instant> last_start_;
    std::int64_t number_ = 0;
    bool more_ = true;
    int exit_code_ = 0;
};

}  // namespace

int run(const curl::CommandLine& line, const Console& console, sys::World& world) {
    const curl::TracePlan& plan = line.globals.trace;
    std::FILE* trace_to = console.messages;
    std::FILE* own = nullptr;
    if (plan.style != curl::TraceStyle::none && plan.file == "-") {
        trace_to = stdout;
    } else if (plan.style != curl::TraceStyle::none && plan.file != "%") {
        own = std::fopen(plan.file.c_str(), "wbe");
        trace_to = own;
        if (own == nullptr) {
            console.warn("Failed to create/open output");
        }
    }
    std::optional<TraceWriter> trace;
    if (plan.style != curl::TraceStyle::none && trace_to != nullptr) {
        const bool same_terminal = console.output_is_terminal && own == nullptr;
        trace.emplace(trace_to, plan, &wall_us, !same_terminal);
    }
    const int code = Runner(line, console, world, trace ? &*trace : nullptr).run();
    if (own != nullptr) {
        std::fclose(own);
    }
    return code;
}

}  // namespace sluice::cli
