#include "engine/cli/job.h"

#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"
#include "engine/cli/inspect_report.h"
#include "engine/cli/write_out.h"
#include "engine/transfer/easy_impl.h"

namespace sluice::cli {

namespace {
using namespace std::chrono_literals;
constexpr std::chrono::seconds longest_delay = 600s;

Output::Plan output_plan(const JobPlan& job, const Console& console) {
    Output::Plan plan;
    const curl::Operation& operation = *job.operation;
    plan.path = job.file;
    plan.append = operation.resume_from.has_value() || operation.resume_from_file;
    plan.create_folders = operation.files.create_folders;
    plan.clobber = operation.files.clobber;
    plan.refuse_binary = console.output_is_terminal && job.file.empty() && !job.output_chosen;
    return plan;
}

/// The data of -G becomes part of the query.
std::string with_query(std::string url, const std::string& data) {
    const std::size_t fragment = std::min(url.find('#'), url.size());
    const bool has_query = url.find('?') < fragment;
    url.insert(fragment, (has_query ? "&" : "?") + data);
    return url;
}
}  // namespace

Job::Job(JobPlan plan, JobSurroundings& around, std::unique_ptr<Easy> easy, std::function<void()> progress)
    : plan_(std::move(plan)),
      around_(around),
      easy_(std::move(easy)),
      tell_progress_(std::move(progress)),
      output_(around.world.disk(), output_plan(plan_, around.console)),
      started_(around.world.clock().monotonic()),
      attempt_started_(started_) {
    set_up();
}

void Job::set_up() {
    const curl::Operation& operation = *plan_.operation;
    const curl::Globals& globals = around_.line.globals;
    easy_->reset();
    Options& options = easy_->options();
    options = operation.options;
    options.url = operation.data_in_url ? with_query(plan_.url, *operation.data) : plan_.url;
    options.request->resume_from = operation.resume_from.value_or(0);
    if (operation.resume_from_file && !plan_.file.empty()) {
        const auto facts = around_.world.disk().facts(plan_.file);
        options.request->resume_from = facts ? static_cast<std::int64_t>(facts->size) : 0;
    }
    options.verbose = around_.trace != nullptr;
    easy_->impl().sink = &output_;
    Callbacks& callbacks = easy_->callbacks();
    callbacks.header = [this](std::string_view line) { return on_header(line); };
    if (around_.trace != nullptr) {
        callbacks.trace = [this](const TraceEvent& event) { around_.trace->write(event); };
    }
    const bool to_terminal = plan_.file.empty() && around_.console.output_is_terminal;
    if (!globals.silent && globals.progress_meter && (tell_progress_ || !to_terminal)) {
        if (!tell_progress_) {
            meter_.emplace(around_.console.messages,
                           globals.progress_bar ? ProgressMeter::Style::bar : ProgressMeter::Style::line);
        }
        callbacks.progress = [this](const Progress& progress) {
            on_progress(progress);
            return true;
        };
    }
}

bool Job::on_header(std::string_view line) {
    const curl::FilePlan& files = plan_.operation->files;
    if (!files.dump_header.empty()) {
        std::FILE* file = around_.header_file(files.dump_header);
        if (file == nullptr || std::fwrite(line.data(), 1, line.size(), file) != line.size() ||
            std::fflush(file) != 0) {
            return false;
        }
    }
    if (files.include_headers || plan_.operation->head) {
        return output_.text(line).has_value();
    }
    return true;
}

void Job::on_progress(const Progress& progress) {
    progress_ = progress;
    if (tell_progress_) {
        tell_progress_();
    } else {
        meter_->update(progress, std::chrono::duration_cast<std::chrono::microseconds>(
                                     around_.world.clock().monotonic() - attempt_started_));
    }
}

std::optional<std::string> Job::worth_a_retry(Code code) const {
    const int status = easy_->info().http.response_code;
    static constexpr int passing[] = {408, 429, 500, 502, 503, 504};
    const bool http_error = (code == Code::ok || code == Code::http_returned_error) &&
                            std::find(std::begin(passing), std::end(passing), status) != std::end(passing);
    if (code == Code::operation_timedout || code == Code::couldnt_resolve_host || code == Code::couldnt_resolve_proxy) {
        return "timeout";
    }
    if (http_error) {
        return "HTTP error";
    }
    if (code == Code::couldnt_connect && plan_.operation->retry.refused_too &&
        easy_->error().os_errno == ECONNREFUSED) {
        return "connection refused";
    }
    const bool failed = code != Code::ok || (plan_.operation->fail_with_body && status >= 400);
    return failed && plan_.operation->retry.all_errors ? std::optional<std::string>("(retrying all errors)")
                                                       : std::nullopt;
}

std::optional<std::chrono::milliseconds> Job::ended(Code code) {
    if (meter_) {
        const Info& info = easy_->info();
        progress_.download_now = info.sizes.download;
        meter_->finish(progress_, std::chrono::microseconds(info.times.total));
    }
    const curl::RetryPlan& retry = plan_.operation->retry;
    const auto reason = worth_a_retry(code);
    if (!reason || retries_ >= retry.times) {
        return std::nullopt;
    }
    std::chrono::milliseconds delay =
        retry.delay > 0s ? retry.delay : std::min(longest_delay, std::chrono::seconds(1LL << std::min(retries_, 10)));
    if (const std::int64_t asked = easy_->info().http.retry_after_s; asked > 0) {
        delay = std::chrono::seconds(asked);
    }
    const Duration spent = around_.world.clock().monotonic() - started_;
    if (retry.most_time > 0s && spent + delay > retry.most_time) {
        return std::nullopt;
    }
    char text[200];
    std::snprintf(text, sizeof text, "Problem: %s. Will retry in %lld seconds. %d retries left.", reason->c_str(),
                  static_cast<long long>(delay / 1s), retry.times - retries_);
    around_.console.warn(text);
    ++retries_;
    return delay;
}

std::unique_ptr<Easy> Job::take_easy() {
    easy_->impl().sink = nullptr;  // it goes with this job, and so do the callbacks
    easy_->callbacks() = Callbacks();
    return std::move(easy_);
}

void Job::rewind() {
    output_.rewind();
    progress_ = Progress();
    attempt_started_ = around_.world.clock().monotonic();
}

Error Job::final_error() const {
    const Error& error = easy_->error();
    const int status = easy_->info().http.response_code;
    if (!error && plan_.operation->fail_with_body && status >= 400) {
        ErrorArgs args;
        args.status = status;
        return fail(Code::http_returned_error, Kind::http_status, std::move(args)).value();
    }
    return error;
}

void Job::print_write_out(const Error& error) {
    if (plan_.operation->write_out.empty()) {
        return;
    }
    WriteOutFacts facts{easy_->info(),
                        error,
                        plan_.url,
                        output_.path(),
                        plan_.number,
                        retries_,
                        around_.world.clock().wall().time_since_epoch() / 1us};
    WriteOutTargets targets;
    targets.standard_output = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };
    targets.standard_error = [this](std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), around_.console.messages);
    };
    targets.file = [this](const std::string& name, bool append, std::string_view text) {
        std::FILE* file = std::fopen(name.c_str(), append ? "abe" : "wbe");
        if (file == nullptr) {
            around_.console.warn("Failed to open " + name);
            return;
        }
        std::fwrite(text.data(), 1, text.size(), file);
        std::fclose(file);
    };
    write_out(plan_.operation->write_out, facts, targets);
    std::fflush(stdout);
}

int Job::finish() {
    Error error = final_error();
    const curl::FilePlan& files = plan_.operation->files;
    if (!error) {
        if (auto finished = output_.finish(); !finished) {
            error = finished.error();
        } else if (files.remote_time && easy_->info().http.filetime >= 0) {
            output_.set_modified(easy_->info().http.filetime);
        }
    } else if (files.remove_on_error && output_.opened()) {
        output_.remove();
        around_.console.warn("Removed output file: " + output_.path());
    }
    if (output_.refused_binary()) {
        around_.console.warn(
            "Binary output can mess up your terminal. Use \"--output -\" to tell sluice-transfer to output it to "
            "your terminal anyway, or consider \"--output <FILE>\" to save to a file.");
    } else if (error) {
        around_.console.error("(" + std::to_string(static_cast<int>(error.code)) + ") " + error.text());
    }
    print_write_out(error);
    if (around_.line.globals.inspect != curl::Inspect::no) {
        const std::string report = around_.line.globals.inspect == curl::Inspect::json
                                       ? inspect_json(easy_->info(), error)
                                       : inspect_text(easy_->info(), error);
        std::fwrite(report.data(), 1, report.size(), around_.console.messages);
    }
    return static_cast<int>(error.code);
}

}  // namespace sluice::cli
