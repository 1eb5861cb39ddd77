#include "engine/cli/output.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "engine/base/result.h"
#include "engine/cli/output_name.h"
#include "engine/transfer/file_sink.h"

namespace sluice::cli {

namespace {
constexpr int most_numbers = 100;
}

Error Output::failed(int os_errno) const {
    ErrorArgs args;
    args.file = to_file() ? plan_.path : "standard output";
    args.bytes = static_cast<std::int64_t>(target_.offset);
    return fail(Code::write_error, transfer::disk_kind(os_errno), std::move(args), os_errno).value();
}

Result<void> Output::open() {
    if (target_.file) {
        return {};
    }
    if (const std::string folder = folder_of(plan_.path); plan_.create_folders && !folder.empty()) {
        if (const int error = disk_.make_folders(folder); error != 0) {
            return tl::unexpected<Error>(failed(error));
        }
    }
    int error = 0;
    if (plan_.clobber) {
        target_.file =
            disk_.open(plan_.path, plan_.append ? sys::OpenMode::create : sys::OpenMode::create_empty, error);
    } else {
        const std::string name = plan_.path;
        for (int i = 0; i <= most_numbers && !target_.file; ++i) {
            plan_.path = i == 0 ? name : name + "." + std::to_string(i);
            target_.file = disk_.open(plan_.path, sys::OpenMode::create_new, error);
            if (!target_.file && error != EEXIST) {
                break;
            }
        }
    }
    if (!target_.file) {
        return tl::unexpected<Error>(failed(error));
    }
    start_ = plan_.append ? target_.file->size().value_or(0) : 0;
    target_.offset = start_;
    return {};
}

Result<void> Output::put(Bytes bytes) {
    if (bytes.empty()) {
        return {};
    }
    if (to_file()) {
        SL_TRY(opened_now, open());
        const sys::IoResult written = target_.file->write_at(target_.offset, bytes);
        target_.offset += written.bytes;
        return written.state == sys::IoState::done ? Result<void>() : tl::unexpected<Error>(failed(written.error));
    }
    if (plan_.refuse_binary && !looked_) {
        looked_ = true;
        if (std::find(bytes.begin(), bytes.end(), std::byte{0}) != bytes.end()) {
            refused_binary_ = true;
            return tl::unexpected<Error>(failed(0));
        }
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0) {
        return tl::unexpected<Error>(failed(errno));
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
    if (target_.file) {
        static_cast<void>(target_.file->truncate(start_));  // a failure shows at the next write
        target_.offset = start_;
    }
}

void Output::set_modified(std::int64_t seconds) {
    if (target_.file) {
        static_cast<void>(target_.file->set_modified(WallTime(std::chrono::seconds(seconds))));
    }
}

void Output::remove() {
    if (target_.file) {
        target_.file.reset();
        static_cast<void>(disk_.remove(plan_.path));
    }
}

}  // namespace sluice::cli
