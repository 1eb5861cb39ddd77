#include "engine/cli/job.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/cli/output_name.h"
#include "engine/cli/source_files.h"
#include "engine/transfer/easy_impl.h"

namespace sluice::cli {

Job::Job(curl::PlannedTransfer plan, std::int64_t number, JobSurroundings& around, std::unique_ptr<Easy> easy,
         std::function<void()> progress)
    : plan_(std::move(plan)),
      number_(number),
      around_(around),
      easy_(std::move(easy)),
      tell_progress_(std::move(progress)),
      attempt_started_(around.world.clock().monotonic()),
      retries_(plan_.operation->retry, attempt_started_) {}

Job::Start Job::refuse(int exit_code, const std::string& text) {
    exit_code_ = exit_code;
    around_.console.error("(" + std::to_string(exit_code) + ") " + text);
    return Start::failed;
}

Output::Plan Job::output_plan() const {
    const curl::Operation& operation = *plan_.operation;
    Output::Plan plan;
    plan.path = path_;
    plan.discard = plan_.kind == curl::OutputTarget::Kind::nothing;
    plan.append = std::as_const(easy_->options()).request->resume_from > 0;
    plan.create_folders = operation.files.create_folders;
    plan.clobber = operation.files.clobber;
    plan.permissions = operation.files.create_mode.value_or(plan.permissions);
    plan.refuse_binary = around_.console.output_is_terminal && path_.empty() && !plan_.output_given && !plan.discard;
    return plan;
}

Job::Start Job::prepare() {
    const curl::Operation& operation = *plan_.operation;
    const curl::FilePlan& files = operation.files;
    if (plan_.kind == curl::OutputTarget::Kind::remote_name) {
        const std::string name = remote_name(plan_.url);
        if (name == no_remote_name) {
            around_.console.warn("No remote file name, uses \"" + name + "\"");
        }
        path_ = in_folder(files.folder, name);
    } else if (!plan_.output.empty()) {
        path_ = in_folder(files.folder, plan_.output);
    }
    if (files.skip_existing && !path_.empty() && around_.world.disk().facts(path_)) {
        around_.console.note("skips transfer, file exists locally: " + path_);
        return Start::skip;
    }
    easy_->reset();
    Options& options = easy_->options();
    options = operation.options;
    options.url = plan_.url;
    if (operation.resume_from_file && !path_.empty()) {
        const auto facts = around_.world.disk().facts(path_);
        options.request->resume_from = facts ? static_cast<std::int64_t>(facts->size) : 0;
    }
    options.verbose = around_.trace != nullptr;
    if (!compare_etag(options)) {
        return refuse(static_cast<int>(Code::read_error), "Failed to open " + files.etag_compare);
    }
    if (!plan_.upload.empty() && !open_upload()) {
        return refuse(static_cast<int>(Code::read_error), "cannot open '" + plan_.upload + "'");
    }
    if (!files.dump_header.empty() && around_.header_files.get(operation, files.dump_header) == nullptr) {
        return refuse(static_cast<int>(Code::write_error), "Failed to open " + files.dump_header);
    }
    output_.emplace(around_.world.disk(), output_plan());
    easy_->impl().sink = &*output_;
    set_callbacks();
    attempt_started_ = around_.world.clock().monotonic();
    return Start::go;
}

bool Job::open_upload() {
    upload_ = UploadSource::open(plan_.upload, plan_.operation->body.crlf, around_.wake);
    if (!upload_) {
        return false;
    }
    UploadOptions& upload = *easy_->options().upload;
    upload.put = true;
    upload.size = upload_->size();
    return true;
}

bool Job::compare_etag(Options& options) {
    const curl::FilePlan& files = plan_.operation->files;
    if (files.etag_compare.empty()) {
        return true;
    }
    std::FILE* const file = std::fopen(files.etag_compare.c_str(), "re");
    if (file == nullptr && files.etag_save.empty()) {
        return false;
    }
    std::string tag;
    for (int c = file == nullptr ? EOF : std::fgetc(file); c != EOF; c = std::fgetc(file)) {
        if (c != '\n' && c != '\r') {
            tag += static_cast<char>(c);
        }
    }
    if (file != nullptr) {
        std::fclose(file);
    }
    options.request->headers.push_back("If-None-Match: " + (tag.empty() ? "\"\"" : tag));
    return true;
}

void Job::set_callbacks() {
    Callbacks& callbacks = easy_->callbacks();
    callbacks.header = [this](std::string_view line) { return on_header(line); };
    if (around_.trace != nullptr) {
        callbacks.trace = [this](const TraceEvent& event) { around_.trace->write(event); };
    }
    if (upload_) {
        callbacks.upload->read = [this](std::span<std::byte> into) { return upload_->read(into); };
        callbacks.upload->seek = [this](std::int64_t offset) { return upload_->seek(offset); };
    }
    set_progress();
}

void Job::set_progress() {
    const curl::Globals& globals = around_.line.globals;
    const bool to_terminal =
        path_.empty() && around_.console.output_is_terminal && plan_.kind != curl::OutputTarget::Kind::nothing;
    if (globals.silent || !globals.progress.meter || (!tell_progress_ && to_terminal)) {
        return;
    }
    if (!tell_progress_) {
        const auto style = globals.progress.bar ? ProgressMeter::Style::bar : ProgressMeter::Style::line;
        meter_.emplace(around_.console.messages, style, around_.console.columns);
    }
    easy_->callbacks().progress = [this](const Progress& progress) {
        on_progress(progress);
        return true;
    };
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

curl::DescribedTransfer Job::described() const {
    Options options = std::as_const(*easy_).options();
    options.verbose = around_.line.globals.trace.style == curl::TraceStyle::verbose;
    return describe(*plan_.operation, options, path_, plan_.upload);
}

void Job::resume_upload() {
    if (upload_ && upload_->wants_resume()) {
        static_cast<void>(easy_->resume(direction::send));  // it runs, or it has ended and needs none
    }
}

std::optional<std::chrono::milliseconds> Job::ended(Code code) {
    const Info& info = easy_->info();
    if (meter_) {
        progress_.download_now = info.sizes.download;
        meter_->finish(progress_, std::chrono::microseconds(info.times.total));
    }
    Attempt attempt;
    attempt.code = code;
    attempt.status = info.http.response_code;
    attempt.os_errno = easy_->error().os_errno;
    attempt.retry_after_s = info.http.retry_after_s;
    if (code == Code::ok && plan_.operation->fail_with_body && attempt.status >= 400) {
        attempt.code = Code::http_returned_error;
    }
    const Retries::Verdict verdict = retries_.after(attempt, around_.world.clock().monotonic());
    if (verdict.delay) {
        around_.console.warn(verdict.message);
    } else if (!verdict.message.empty()) {
        around_.console.error(verdict.message);
    }
    return verdict.delay;
}

std::unique_ptr<Easy> Job::take_easy() {
    easy_->impl().sink = nullptr;  // it goes with this job, and so do the callbacks
    easy_->callbacks() = Callbacks();
    return std::move(easy_);
}

void Job::rewind() {
    output_->rewind();
    if (upload_) {
        static_cast<void>(upload_->seek(0));  // what cannot be sent again ends the next attempt
    }
    progress_ = Progress();
    attempt_started_ = around_.world.clock().monotonic();
}

}  // namespace sluice::cli
