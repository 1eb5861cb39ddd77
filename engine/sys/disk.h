#pragma once

#include <cerrno>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/clock.h"
#include "engine/sys/network.h"

namespace sluice::sys {

/// An open file. Calls carry their offset, so several threads may use one File at once. Closed by its last owner.
class File {
  public:
    virtual ~File() = default;
    /// Writes all of `from` at `offset`; `done` means all of it was taken by the system. Blocks.
    virtual IoResult write_at(std::uint64_t offset, Bytes from) = 0;
    /// Reads at most `into.size()`; `closed` at the end of the file. Blocks. Pipes have no offsets: what comes next.
    virtual IoResult read_at(std::uint64_t offset, MutableBytes into) = 0;
    virtual int flush() = 0;                       ///< fdatasync; 0 or errno
    virtual int truncate(std::uint64_t size) = 0;  ///< 0 or errno
    /// Reserves space at once or says why not (EOPNOTSUPP: the file system cannot do it without writing).
    virtual int allocate(std::uint64_t size) = 0;
    virtual std::optional<std::uint64_t> size() = 0;
    /// A write lock that dies with this File (OFD). 0, EAGAIN if another holds it, or errno.
    virtual int lock() = 0;
    virtual int set_modified(WallTime time) = 0;
    /// An extended attribute ("user.xdg.origin.url"); 0 or errno. Where unsupported: EOPNOTSUPP.
    virtual int set_attribute(const std::string& name, const std::string& value) = 0;
    /// The descriptor for splice, or no_fd in a world without one.
    virtual Fd descriptor() const = 0;
    /// How offset, size and memory of write_direct_at() must be aligned (a power of two), or 0: not a regular file, or
    /// its file system or world has no direct writes. Opens what they need: call it before, not beside, the first one.
    virtual std::size_t direct_alignment() { return 0; }
    /// Like write_at(), past the page cache. EINVAL: refused after all (what `bytes` says is written). Blocks.
    virtual IoResult write_direct_at(std::uint64_t offset, Bytes from);
};

inline IoResult File::write_direct_at(std::uint64_t, Bytes) {
    return IoResult::failure(EINVAL);
}

struct FileFacts {
    std::uint64_t size = 0;
    WallTime modified{};
    bool is_folder = false;
    bool is_regular = true;  ///< false for pipes and devices too: their size says nothing
};

enum class OpenMode : std::uint8_t {
    read,          ///< must exist
    read_write,    ///< must exist
    create,        ///< read and write, made if missing, kept as it is if not
    create_new,    ///< read and write, EEXIST if it is there
    create_empty,  ///< read and write, emptied if it is there
};

enum class Replace : std::uint8_t { no, yes };

/// Every call on paths that the engine makes. Errors are errno values. Thread-safe. Blocks: never called on a reactor's
/// thread for a user's folder, but through async::offload.
class Disk {
  public:
    virtual ~Disk() = default;
    /// The file, or null with `error` set.
    virtual std::shared_ptr<File> open(const std::string& path, OpenMode mode, int& error) = 0;
    /// Renames; with Replace::no an existing target gives EEXIST, atomically.
    virtual int rename(const std::string& from, const std::string& to, Replace replace) = 0;
    virtual int remove(const std::string& path) = 0;
    /// Facts of what is there (links followed), nothing if nothing is there or it cannot be reached.
    virtual std::optional<FileFacts> facts(const std::string& path) = 0;
    virtual int make_folders(const std::string& path) = 0;
    virtual int flush_folder(const std::string& path) = 0;
    /// Bytes an unprivileged user may still write on the volume of `path`, which must exist.
    virtual std::optional<std::uint64_t> free_space(const std::string& path) = 0;
    virtual std::vector<std::string> list(const std::string& folder) = 0;
    /// Names the running boot of this machine: what a crash of the process keeps, a reboot may not.
    virtual std::string boot_id() = 0;

    // ---- whole files
    /// All of a file, or of what a pipe or device gives. Nothing with `error` set: errno, EFBIG for more than `most`.
    virtual std::optional<std::string> read_whole(const std::string& path, std::size_t most, int& error);
    /// Puts `content` in the place of a file's at once: after a crash the old or the new is there. A new file has mode
    /// 0600, another keeps its own; links are followed; pipes and devices are written to as they are. 0 or errno.
    virtual int replace(const std::string& path, Bytes content);
};

}  // namespace sluice::sys
