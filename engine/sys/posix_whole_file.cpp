// Whole files at once: what PosixDisk does beyond single calls.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "engine/sys/posix_disk.h"

namespace sluice::sys {

namespace {

/// A descriptor that is closed.
class Opened {
  public:
    explicit Opened(int fd) : fd_(fd) {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    int fd() const { return fd_; }

  private:
    int fd_;
};

int write_all(int fd, Bytes content) {
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno != EINTR) {
            return errno;
        }
        content = content.subspan(n > 0 ? static_cast<std::size_t>(n) : 0);
    }
    return 0;
}

/// The file that a path means, whatever links lead to it; the path itself if there is none yet.
std::string behind_links(const std::string& path) {
    char resolved[PATH_MAX];
    return ::realpath(path.c_str(), resolved) == nullptr ? path : resolved;
}

int write_in_place(const std::string& path, Bytes content) {
    const Opened file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    return file.fd() < 0 ? errno : write_all(file.fd(), content);
}

/// `mode` 0: as it is.
int write_and_flush(int fd, mode_t mode, Bytes content) {
    if (const int error = write_all(fd, content)) {
        return error;
    }
    const bool done = (mode == 0 || ::fchmod(fd, mode) == 0) && ::fsync(fd) == 0;
    return done ? 0 : errno;
}

}  // namespace

std::optional<std::string> PosixDisk::read_whole(const std::string& path, std::size_t most, int& error) {
    const Opened file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    std::string content;
    std::string piece(64 * 1024, '\0');
    error = file.fd() < 0 ? errno : 0;
    while (error == 0) {
        const ssize_t n = ::read(file.fd(), piece.data(), piece.size());  // not pread: it may be a pipe
        if (n == 0) {
            return content;
        }
        if (n < 0) {
            error = errno == EINTR ? 0 : errno;
            continue;
        }
        content.append(piece, 0, static_cast<std::size_t>(n));
        error = content.size() > most ? EFBIG : 0;
    }
    return std::nullopt;
}

int PosixDisk::replace(const std::string& path, Bytes content) {
    struct stat there {};
    const bool exists = ::stat(path.c_str(), &there) == 0;
    if (exists && !S_ISREG(there.st_mode)) {
        return write_in_place(path, content);
    }
    const std::string target = exists ? behind_links(path) : path;
    std::string beside = target + ".XXXXXX";
    int error = 0;
    {
        const Opened file(::mkostemp(beside.data(), O_CLOEXEC));  // mode 0600
        if (file.fd() < 0) {
            return errno;
        }
        error = write_and_flush(file.fd(), exists ? there.st_mode & 07777U : 0, content);
    }
    if (error == 0 && ::rename(beside.c_str(), target.c_str()) != 0) {
        error = errno;
    }
    if (error != 0) {
        ::unlink(beside.c_str());
    }
    return error;
}

}  // namespace sluice::sys
