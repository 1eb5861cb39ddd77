#include "engine/sys/posix_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "engine/sys/linux/direct_file.h"

namespace sluice::sys {

namespace {

class PosixFile : public File {
  public:
    explicit PosixFile(Fd fd) : fd_(fd) {}
    PosixFile(const PosixFile&) = delete;
    PosixFile& operator=(const PosixFile&) = delete;
    ~PosixFile() override { ::close(fd_); }

    IoResult write_at(std::uint64_t offset, Bytes from) override {
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

    IoResult read_at(std::uint64_t offset, MutableBytes into) override {
        ssize_t n = 0;
        do {
            n = ::pread(fd_, into.data(), into.size(), static_cast<off_t>(offset));
            if (n < 0 && errno == ESPIPE) {
                n = ::read(fd_, into.data(), into.size());  // a pipe gives its bytes in their order only
            }
        } while (n < 0 && errno == EINTR);
        if (n < 0) {
            return IoResult::failure(errno);
        }
        return n == 0 ? IoResult::ended() : IoResult::moved(static_cast<std::size_t>(n));
    }

    int flush() override { return ::fdatasync(fd_) == 0 ? 0 : errno; }
    int truncate(std::uint64_t size) override { return ::ftruncate(fd_, static_cast<off_t>(size)) == 0 ? 0 : errno; }

    int allocate(std::uint64_t size) override {
        // Not posix_fallocate: where the file system cannot reserve, that one writes zeros.
        return ::fallocate(fd_, FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size)) == 0 ? 0 : errno;
    }

    std::optional<std::uint64_t> size() override {
        struct stat facts {};
        if (::fstat(fd_, &facts) != 0) {
            return std::nullopt;
        }
        return static_cast<std::uint64_t>(facts.st_size);
    }

    int lock() override {
        struct flock lock {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        if (::fcntl(fd_, F_OFD_SETLK, &lock) == 0) {
            return 0;
        }
        return errno == EACCES ? EAGAIN : errno;
    }

    int set_modified(WallTime time) override {
        const auto ns = time.time_since_epoch().count();
        timespec both[2];
        both[0].tv_nsec = UTIME_OMIT;
        both[0].tv_sec = 0;
        both[1].tv_sec = ns / 1'000'000'000;
        both[1].tv_nsec = ns % 1'000'000'000;
        return ::futimens(fd_, both) == 0 ? 0 : errno;
    }

    int set_attribute(const std::string& name, const std::string& value) override {
        return ::fsetxattr(fd_, name.c_str(), value.data(), value.size(), 0) == 0 ? 0 : errno;
    }

    Fd descriptor() const override { return fd_; }

    std::size_t direct_alignment() override {
        if (!direct_) {
            direct_ = DirectFile::open(fd_);
        }
        return direct_ ? direct_->alignment() : 0;
    }

    IoResult write_direct_at(std::uint64_t offset, Bytes from) override {
        return direct_ ? direct_->write_at(offset, from) : IoResult::failure(EINVAL);
    }

  private:
    Fd fd_;
    std::unique_ptr<DirectFile> direct_;
};

int flags_of(OpenMode mode) {
    switch (mode) {
        case OpenMode::read:
            return O_RDONLY;
        case OpenMode::read_write:
            return O_RDWR;
        case OpenMode::create:
            return O_RDWR | O_CREAT;
        case OpenMode::create_new:
            return O_RDWR | O_CREAT | O_EXCL;
        case OpenMode::create_empty:
            return O_RDWR | O_CREAT | O_TRUNC;
    }
    return O_RDONLY;
}

/// Where neither RENAME_NOREPLACE nor link() works (vfat, some FUSE): take the name with an empty file, then replace
/// it.
int rename_over_placeholder(const std::string& from, const std::string& to) {
    const int fd = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        return errno;
    }
    ::close(fd);
    if (::rename(from.c_str(), to.c_str()) == 0) {
        return 0;
    }
    const int error = errno;
    ::unlink(to.c_str());
    return error;
}

}  // namespace

std::shared_ptr<File> PosixDisk::open(const std::string& path, OpenMode mode, int& error) {
    Fd fd = no_fd;
    do {
        fd = ::open(path.c_str(), flags_of(mode) | O_CLOEXEC | O_NOCTTY, 0666);
    } while (fd < 0 && errno == EINTR);
    error = fd < 0 ? errno : 0;
    return fd < 0 ? nullptr : std::make_shared<PosixFile>(fd);
}

int PosixDisk::rename(const std::string& from, const std::string& to, Replace replace) {
    if (replace == Replace::yes) {
        return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    }
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    if (::link(from.c_str(), to.c_str()) == 0) {
        return ::unlink(from.c_str()) == 0 ? 0 : errno;
    }
    if (errno == EEXIST) {
        return EEXIST;
    }
    return rename_over_placeholder(from, to);
}

int PosixDisk::remove(const std::string& path) {
    return ::unlink(path.c_str()) == 0 ? 0 : errno;
}

std::optional<FileFacts> PosixDisk::facts(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        return std::nullopt;
    }
    FileFacts out;
    out.size = static_cast<std::uint64_t>(found.st_size);
    out.modified =
        WallTime(std::chrono::seconds(found.st_mtim.tv_sec) + std::chrono::nanoseconds(found.st_mtim.tv_nsec));
    out.is_folder = S_ISDIR(found.st_mode);
    out.is_regular = S_ISREG(found.st_mode);
    return out;
}

int PosixDisk::make_folders(const std::string& path) {
    for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
        const std::string part = path.substr(0, at);
        if (::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
            const int error = errno;
            struct stat found {};
            if (::stat(part.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) {
                return error;
            }
        }
        if (at == std::string::npos) {
            break;
        }
    }
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        return errno;
    }
    return S_ISDIR(found.st_mode) ? 0 : ENOTDIR;
}

int PosixDisk::flush_folder(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    const int error = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    return error;
}

std::optional<std::uint64_t> PosixDisk::free_space(const std::string& path) {
    struct statvfs found {};
    if (::statvfs(path.c_str(), &found) != 0) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(found.f_bavail) * found.f_frsize;
}

std::vector<std::string> PosixDisk::list(const std::string& folder) {
    std::vector<std::string> names;
    DIR* open_folder = ::opendir(folder.c_str());
    if (open_folder == nullptr) {
        return names;
    }
    while (const dirent* entry = ::readdir(open_folder)) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..") {
            names.push_back(name);
        }
    }
    ::closedir(open_folder);
    return names;
}

std::string PosixDisk::boot_id() {
    char text[64] = "";
    const int fd = ::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return {};
    }
    const ssize_t n = ::read(fd, text, sizeof text);
    ::close(fd);
    std::string id(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    while (!id.empty() && id.back() == '\n') {
        id.pop_back();
    }
    return id;
}

}  // namespace sluice::sys
