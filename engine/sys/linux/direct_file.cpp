#include "engine/sys/linux/direct_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string>

namespace sluice::sys {

namespace {

constexpr std::size_t page = 4096;

/// What the kernel says (6.1 and later); nothing if it does not say, 0 if there are no direct writes.
std::optional<std::size_t> told_alignment(Fd fd) {
    struct statx facts {};
    if (::statx(fd, "", AT_EMPTY_PATH, STATX_DIOALIGN, &facts) != 0 || (facts.stx_mask & STATX_DIOALIGN) == 0) {
        return std::nullopt;
    }
    return std::max<std::size_t>(facts.stx_dio_mem_align, facts.stx_dio_offset_align);
}

/// These take O_DIRECT and write to memory all the same.
bool only_pretends(Fd fd) {
    struct statfs facts {};
    return ::fstatfs(fd, &facts) != 0 || facts.f_type == TMPFS_MAGIC || facts.f_type == RAMFS_MAGIC;
}

bool is_regular(Fd fd) {
    struct stat facts {};
    return ::fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode);
}

}  // namespace

std::unique_ptr<DirectFile> DirectFile::open(Fd fd) {
    if (!is_regular(fd)) {
        return nullptr;
    }
    const auto told = told_alignment(fd);
    if (told ? *told == 0 : only_pretends(fd)) {
        return nullptr;
    }
    const std::string name = "/proc/self/fd/" + std::to_string(fd);
    const Fd direct = ::open(name.c_str(), O_WRONLY | O_DIRECT | O_CLOEXEC | O_NOCTTY);
    if (direct < 0) {
        return nullptr;
    }
    return std::unique_ptr<DirectFile>(new DirectFile(direct, std::max(page, told.value_or(page))));
}

DirectFile::~DirectFile() {
    ::close(fd_);
}

IoResult DirectFile::write_at(std::uint64_t offset, Bytes from) {
    std::size_t done = 0;
    while (done < from.size()) {
        const ssize_t n = ::pwrite(fd_, from.data() + done, from.size() - done, static_cast<off_t>(offset + done));
        if (n > 0) {
            done += static_cast<std::size_t>(n);
        } else if (n == 0 || errno != EINTR) {
            return {IoState::failed, done, n == 0 ? EIO : errno};
        }
    }
    return IoResult::moved(done);
}

}  // namespace sluice::sys
