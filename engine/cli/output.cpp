#include "engine/cli/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "engine/base/result.h"
#include "engine/cli/output_name.h"
#include "engine/sys/create_file.h"

namespace sluice::cli {

namespace {

constexpr int most_numbers = 100;

/// Something that is there and is neither a file nor a folder.
bool is_stream(const std::string& path) {
    std::error_code error;
    const auto type = std::filesystem::status(path, error).type();
    return type == std::filesystem::file_type::fifo || type == std::filesystem::file_type::character ||
           type == std::filesystem::file_type::socket;
}

}  // namespace

Error Output::failed(int os_errno) const {
    transfer::FileTarget target;
    target.name = to_file() ? plan_.path : "standard output";
    target.offset = file_ ? file_->written_to() : 0;
    return target.failed(os_errno);
}

void Output::close_stream() {
    if (stream_ != nullptr) {
        std::fclose(stream_);
        stream_ = nullptr;
    }
}

Result<void> Output::rename(std::string path) {
    plan_.path = std::move(path);
    named_by_server_ = true;
    return open();
}

/// errno.
int Output::open_file() {
    transfer::FileSink file(disk_, plan_.path, plan_.append ? sys::OpenMode::create : sys::OpenMode::create_empty);
    const Result<void> done = file.open();
    if (!done) {
        return done.error().os_errno;
    }
    if (plan_.append) {
        file.go_to_end();
    }
    file_.emplace(std::move(file));
    return 0;
}

/// A pipe or terminal is written in order; a device with offsets, as /dev/null, like a file. errno.
int Output::open_stream() {
    stream_ = std::fopen(plan_.path.c_str(), plan_.append ? "abe" : "wbe");
    if (stream_ == nullptr) {
        return errno;
    }
    if (std::fseek(stream_, 0, SEEK_CUR) == 0) {
        close_stream();
        return open_file();
    }
    return 0;
}

/// A file that was not there; with --no-clobber under the next free number. errno.
int Output::open_new() {
    const bool numbered = plan_.clobber.has_value() && !*plan_.clobber;
    const std::string name = plan_.path;
    int error = 0;
    for (int i = 0; i < most_numbers && !file_; ++i) {
        plan_.path = i == 0 ? name : name + "." + std::to_string(i);
        error = sys::create_file(plan_.path, plan_.permissions);
        if (error == 0) {
            error = open_file();
        }
        if (!file_ && (!numbered || (error != EEXIST && error != EISDIR))) {
            break;
        }
    }
    if (!file_) {
        plan_.path = name;
    }
    return error;
}

Result<void> Output::open() {
    if (opened() || plan_.discard) {
        return {};
    }
    int error = 0;
    if (const std::string folder = folder_of(plan_.path); plan_.create_folders && !folder.empty()) {
        error = disk_.make_folders(folder);
    }
    if (error == 0 && is_stream(plan_.path)) {
        error = open_stream();
    } else if (error == 0) {
        error = plan_.clobber.value_or(!named_by_server_) ? open_file() : open_new();
    }
    if (!opened()) {
        open_failure_ = "Failed to open the file " + plan_.path + ": " + std::strerror(error);
        return tl::unexpected<Error>(failed(error));
    }
    start_ = file_ ? file_->written_to() : 0;
    return {};
}

Result<void> Output::put_stream(std::FILE* stream, Bytes bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream) != bytes.size() || std::fflush(stream) != 0) {
        return tl::unexpected<Error>(failed(errno));
    }
    return {};
}

Result<void> Output::put(Bytes bytes) {
    if (bytes.empty() || plan_.discard) {
        return {};
    }
    any_ = true;
    if (to_file()) {
        SL_TRY(opened_now, open());
        return stream_ != nullptr ? put_stream(stream_, bytes) : file_->put(bytes);
    }
    if (plan_.refuse_binary && !looked_) {
        looked_ = true;
        if (std::find(bytes.begin(), bytes.end(), std::byte{0}) != bytes.end()) {
            refused_binary_ = true;
            return tl::unexpected<Error>(failed(0));
        }
    }
    return put_stream(stdout, bytes);
}

async::Task<Result<void>> Output::begin(const transfer::ResponseHead& head) {
    // Opened now only where bytes will follow, so that the first of them can already be spliced.
    if (to_file() && head.content_length > 0) {
        co_return open();
    }
    co_return Result<void>();
}

async::Task<Result<void>> Output::write(Bytes bytes) {
    co_return put(bytes);
}

Result<void> Output::create_empty() {
    return to_file() ? open() : Result<void>();
}

void Output::rewind() {
    if (file_) {
        file_->rewind(start_);
    }
}

void Output::set_modified(std::int64_t seconds) {
    if (file_) {
        static_cast<void>(file_->file()->set_modified(WallTime(std::chrono::seconds(seconds))));
    }
}

int Output::set_attribute(const std::string& name, const std::string& value) {
    return file_ ? file_->file()->set_attribute(name, value) : 0;
}

int Output::remove() {
    file_.reset();
    close_stream();
    return disk_.remove(plan_.path);
}

}  // namespace sluice::cli
