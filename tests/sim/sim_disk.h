#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/sys/disk.h"
#include "tests/sim/sim_loop.h"

namespace sluice::sim {

/// A disk in memory that remembers what was flushed. process_crash() keeps all that was written and drops locks;
/// power_cut() keeps what was flushed, and of the rest what chance wants: single pages, a prefix of the changes of
/// names. One thread.
class SimDisk : public sys::Disk {
  public:
    SimDisk(SimLoop& loop, Rng rng) : loop_(loop), rng_(rng) { make_folders("/"); }

    /// All content together may hold so many bytes; more is ENOSPC.
    void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
    /// The n-th operation from now that changes something fails with `error`, once; 0 = the next, negative: never.
    void fail_after(int operations, int error) { fail_in_ = operations, fail_error_ = error; }
    /// While frozen nothing can be read or changed (EIO): what still runs of a process that is gone does no harm.
    void freeze(bool on) { frozen_ = on; }
    /// Files offer direct writes with this alignment; 0, as at first: they have none.
    void set_direct(std::size_t alignment) { direct_alignment_ = alignment; }
    /// Direct writes that are offered are refused all the same, from the n-th from now on (0 = the next).
    void refuse_direct_after(int writes) { refuse_direct_in_ = writes; }
    /// Bytes that took the direct way.
    std::uint64_t direct_bytes() const { return direct_bytes_; }
    /// Direct writes that broke the rules of alignment; they fail with EINVAL.
    std::uint64_t misaligned_writes() const { return misaligned_writes_; }
    void process_crash();
    void power_cut();
    /// The content of a file as a reader would see it; nothing if there is none.
    std::optional<std::string> content(const std::string& path) const;
    /// Changes content behind the back of the program.
    void put(const std::string& path, std::string content);
    std::vector<std::string> files() const;
    std::uint64_t flushes() const { return flushes_; }

    std::shared_ptr<sys::File> open(const std::string& path, sys::OpenMode mode, int& error) override;
    int rename(const std::string& from, const std::string& to, sys::Replace replace) override;
    int remove(const std::string& path) override;
    std::optional<sys::FileFacts> facts(const std::string& path) override;
    int make_folders(const std::string& path) override;
    int flush_folder(const std::string& path) override;
    std::optional<std::uint64_t> free_space(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    std::string boot_id() override { return "boot-" + std::to_string(boot_); }

  private:
    friend class SimFile;
    struct Change {
        std::uint64_t offset = 0;
        std::string data;
        bool truncate = false;  ///< to `offset`
    };
    struct Inode {
        std::string content, durable;
        std::vector<Change> unflushed;
        WallTime modified{};
        std::map<std::string, std::string> attributes;
        const void* locked_by = nullptr;
    };
    using Names = std::map<std::string, std::shared_ptr<Inode>>;
    struct NameChange {
        std::string folder, folder_to;
        std::function<void(Names&)> apply;
    };
    int spend();
    std::uint64_t used() const;
    void change_names(NameChange change);
    static void apply(std::string& content, const Change& change);
    static std::string folder_of(const std::string& path);

    SimLoop& loop_;
    Rng rng_;
    Names names_, durable_names_;
    std::vector<NameChange> unflushed_names_;
    std::set<std::string> folders_;
    std::uint64_t capacity_ = 1ULL << 40U;
    int fail_in_ = -1;
    int fail_error_ = 0;
    int boot_ = 1;
    bool frozen_ = false;
    std::size_t direct_alignment_ = 0;
    int refuse_direct_in_ = -1;
    std::uint64_t direct_bytes_ = 0;
    std::uint64_t misaligned_writes_ = 0;
    std::uint64_t flushes_ = 0;
};

}  // namespace sluice::sim
