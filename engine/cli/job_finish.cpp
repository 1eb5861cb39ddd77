// What a job does behind its last attempt.
#include <sluice/url.h>

#include <cstring>

#include "engine/base/result.h"
#include "engine/cli/inspect_report.h"
#include "engine/cli/job.h"
#include "engine/cli/write_out.h"

namespace sluice::cli {

using namespace std::chrono_literals;

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

void Job::tell_error(const Error& error) {
    if (output_->refused_binary()) {
        around_.console.warn(
            "Binary output can mess up your terminal. Use \"--output -\" to tell sluice-transfer to output it to "
            "your terminal anyway, or consider \"--output <FILE>\" to save to a file.");
        return;
    }
    if (!output_->open_failure().empty()) {
        around_.console.warn(output_->open_failure());
    }
    around_.console.error("(" + std::to_string(static_cast<int>(error.code)) + ") " + error.text());
}

void Job::note_attributes() {
    const Info::Http& http = easy_->info().http;
    const auto parsed = Url::parse(plan_.url, url_flag::guess_scheme | url_flag::non_support_scheme);
    const std::pair<const char*, std::string> attributes[] = {
        {"user.creator", "sluice"},
        {"user.xdg.referrer.url", http.referer},
        {"user.mime_type", http.content_type},
        {"user.xdg.origin.url", parsed ? parsed->without_credentials() : plan_.url}};
    for (const auto& [name, value] : attributes) {
        const int error = value.empty() ? 0 : output_->set_attribute(name, value);
        if (error != 0) {
            around_.console.warn("Error setting extended attributes on '" + output_->path() +
                                 "': " + std::strerror(error));
            return;
        }
    }
}

void Job::finish_file() {
    const curl::FilePlan& files = plan_.operation->files;
    if (files.xattr && output_->opened()) {
        note_attributes();
    }
    if (files.remote_time && easy_->info().http.filetime >= 0) {
        output_->set_modified(easy_->info().http.filetime);
    }
}

void Job::print_write_out(const Error& error) {
    if (plan_.operation->write_out.empty()) {
        return;
    }
    const WriteOutFacts facts{
        easy_->info(),   error,   easy_->headers(), plan_.url,
        output_->path(), number_, retries_.made(),  around_.world.clock().wall().time_since_epoch() / 1us};
    WriteOutTargets targets;
    targets.standard_output = [](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); };
    targets.standard_error = [this](std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), around_.console.messages);
    };
    targets.file = [this](const std::string& name, bool append, std::string_view text) {
        std::FILE* const file = std::fopen(name.c_str(), append ? "abe" : "wbe");
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
    if (!error && !easy_->info().http.condition_unmet) {
        if (auto created = output_->create_empty(); !created) {
            error = created.error();
        }
    }
    if (!error) {
        finish_file();
    } else {
        tell_error(error);
        if (plan_.operation->files.remove_on_error && output_->opened()) {
            if (output_->remove() == 0) {
                around_.console.note("Removed output file: " + output_->path());
            } else {
                around_.console.warn("Failed removing: " + output_->path());
            }
        }
    }
    print_write_out(error);
    const curl::Inspect inspect = around_.line.globals.inspect;
    if (inspect != curl::Inspect::no) {
        const std::string report =
            inspect == curl::Inspect::json ? inspect_json(easy_->info(), error) : inspect_text(easy_->info(), error);
        std::fwrite(report.data(), 1, report.size(), around_.console.messages);
    }
    return exit_code_ = static_cast<int>(error.code);
}

}  // namespace sluice::cli
