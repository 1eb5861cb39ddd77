#include "engine/cli/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "engine/base/result.h"
#include "engine/cli/output_name.h"

namespace sluice::cli {

namespace {
constexpr int most_numbers = 100;
}

Result<void> Output::open() {
    if (file_) {
        return {};
    }
    if (const std::string folder = folder_of(plan_.path); plan_.create_folders && !folder.empty()) {
        if (const int error = disk_.make_folders(folder); error != 0) {
            transfer::FileTarget target;
            target.name = plan_.path;
            return tl::unexpected<Error>(target.failed(error));
        }
    }
    if (!plan_.clobber) {
        return open_beside();
    }
    transfer::FileSink file(disk_, plan_.path, plan_.append ? sys::OpenMode::create : sys::OpenMode::create_empty);
    SL_TRY(opened_now, file.open());
    if (plan_.append) {
        file.go_to_end();
    }
    start_ = file.written_to();
    file_.emplace(std::move(file));
    return {};
}

/// The first name that is free: NAME, NAME.1, NAME.2 …
Result<void> Output::open_beside() {
    const std::string name = plan_.path;
    Result<void> opened;
    for (int i = 0; i <= most_numbers; ++i) {
        plan_.path = i == 0 ? name : name + "." + std::to_string(i);
        transfer::FileSink file(disk_, plan_.path, sys::OpenMode::create_new);
        opened = file.open();
        if (opened) {
            file_.emplace(std::move(file));
            break;
        }
        if (opened.error().os_errno != EEXIST) {
            break;
        }
    }
    return opened;
}

Result<void> Output::put(Bytes bytes) {
    if (bytes.empty()) {
        return {};
    }
    if (!to_file()) {
        return put_on_standard_output(bytes);
    }
    SL_TRY(opened_now, open());
    return file_->put(bytes);
}

Result<void> Output::put_on_standard_output(Bytes bytes) {
    const auto failed = [](int os_errno) {
        transfer::FileTarget target;
        target.name = "standard output";
        return tl::unexpected<Error>(target.failed(os_errno));
    };
    if (plan_.refuse_binary && !looked_) {
        looked_ = true;
        if (std::find(bytes.begin(), bytes.end(), std::byte{0}) != bytes.end()) {
            refused_binary_ = true;
            return failed(0);
        }
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0) {
        return failed(errno);
    }
    return {};
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

Result<void> Output::finish() {
    if (to_file()) {
        return open();
    }
    return {};
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

void Output::remove() {
    if (file_) {
        file_.reset();
        static_cast<void>(disk_.remove(plan_.path));
    }
}

}  // namespace sluice::cli
