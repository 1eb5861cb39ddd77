// What a job does with the header lines that come in.
#include <algorithm>
#include <charconv>
#include <cstdio>

#include "engine/base/ascii.h"
#include "engine/cli/job.h"
#include "engine/cli/output_name.h"

namespace sluice::cli {

namespace {

std::string_view value_of(std::string_view line) {
    const std::size_t end = std::min(line.find_first_of("\r\n"), line.size());
    return base::trim(line.substr(0, end).substr(line.find(':') + 1));
}

int status_of(std::string_view line) {
    const std::size_t blank = std::min(line.find(' '), line.size() - 1);
    int status = 0;
    std::from_chars(line.data() + blank + 1, line.data() + line.size(), status);
    return status;
}

}  // namespace

bool Job::on_header(std::string_view line) {
    const curl::Operation& operation = *plan_.operation;
    const curl::FilePlan& files = operation.files;
    if (line.substr(0, 5) == "HTTP/") {
        status_ = status_of(line);
    }
    if (!files.dump_header.empty()) {
        std::FILE* const file = around_.header_files.get(operation, files.dump_header);
        if (std::fwrite(line.data(), 1, line.size(), file) != line.size() || std::fflush(file) != 0) {
            return false;
        }
    }
    const bool counts = status_ / 100 == 2 || status_ / 100 == 3;
    if (counts && !files.etag_save.empty() && base::starts_with_ignoring_case(line, "etag:") &&
        !save_etag(value_of(line))) {
        return false;
    }
    const bool named_by_header = files.header_name && plan_.kind == curl::OutputTarget::Kind::remote_name;
    if (counts && named_by_header && !take_disposition(line)) {
        return false;
    }
    if (files.include_headers || operation.head) {
        const bool plain = !around_.line.globals.styled || !around_.console.output_is_terminal || !path_.empty();
        return output_->text(plain ? std::string(line) : styled(line)).has_value();
    }
    return true;
}

/// -J: Content-Disposition names the file.
bool Job::take_disposition(std::string_view line) {
    const std::string& folder = plan_.operation->files.folder;
    if (base::starts_with_ignoring_case(line, "content-disposition:") && !named_) {
        if (const auto name = disposition_name(value_of(line))) {
            named_ = true;
            return output_->rename(in_folder(folder, *name)).has_value();
        }
    }
    return true;
}

bool Job::save_etag(std::string_view value) {
    const std::string& name = plan_.operation->files.etag_save;
    std::FILE* const file = name == "-" ? stdout : std::fopen(name.c_str(), "wbe");
    if (file == nullptr) {
        around_.console.warn("Failed creating file for saving etags: \"" + name + "\"");
        return false;
    }
    bool good = std::fwrite(value.data(), 1, value.size(), file) == value.size() && std::fputc('\n', file) != EOF;
    good = (file == stdout ? std::fflush(file) : std::fclose(file)) == 0 && good;
    return good;
}

/// Names in bold, and a Location that terminals can follow.
std::string Job::styled(std::string_view line) const {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(0, 5) == "HTTP/") {
        return std::string(line);
    }
    return "\033[1m" + std::string(line.substr(0, colon)) + "\033[22m" + std::string(line.substr(colon));
}

}  // namespace sluice::cli
