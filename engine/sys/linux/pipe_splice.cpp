#include "engine/sys/linux/pipe_splice.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "engine/sys/disk.h"

namespace sluice::sys {

namespace {
constexpr int wanted_capacity = 1024 * 1024;  // the most an unprivileged process may ask for by default
}

std::unique_ptr<PipeSplice> PipeSplice::make(std::shared_ptr<std::atomic<int>> in_use, int most) {
    if (in_use->fetch_add(1) >= most) {
        in_use->fetch_sub(1);
        return nullptr;
    }
    Fd ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        in_use->fetch_sub(1);
        return nullptr;
    }
    int capacity = ::fcntl(ends[1], F_SETPIPE_SZ, wanted_capacity);
    if (capacity < 0) {
        capacity = std::max(::fcntl(ends[1], F_GETPIPE_SZ), 65536);
    }
    return std::unique_ptr<PipeSplice>(
        new PipeSplice(std::move(in_use), ends[0], ends[1], static_cast<std::size_t>(capacity)));
}

PipeSplice::~PipeSplice() {
    ::close(read_);
    ::close(write_);
    in_use_->fetch_sub(1);
}

IoResult PipeSplice::move(Fd socket, File& file, std::uint64_t offset, std::size_t most, bool& write_failed) {
    write_failed = false;
    const ssize_t taken = ::splice(socket, nullptr, write_, nullptr, std::min(most, capacity_),
                                   SPLICE_F_NONBLOCK | SPLICE_F_MOVE | SPLICE_F_MORE);
    if (taken == 0) {
        return IoResult::ended();
    }
    if (taken < 0) {
        return errno == EAGAIN || errno == EINTR ? IoResult::blocked() : IoResult::failure(errno);
    }
    std::size_t written = 0;
    auto place = static_cast<loff_t>(offset);
    while (written < static_cast<std::size_t>(taken)) {
        const ssize_t n = ::splice(read_, nullptr, file.descriptor(), &place, static_cast<std::size_t>(taken) - written,
                                   SPLICE_F_MOVE);
        if (n > 0) {
            written += static_cast<std::size_t>(n);
        } else if (n == 0 || errno != EINTR) {
            write_failed = true;
            return {IoState::failed, written, n == 0 ? EIO : errno};
        }
    }
    return IoResult::moved(written);
}

}  // namespace sluice::sys
