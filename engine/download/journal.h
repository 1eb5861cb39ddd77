#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/download/journal_format.h"
#include "engine/sys/disk.h"

namespace sluice::download {

/// The sidecar of a part file, "NAME.part.sluice": what is claimed of it, on disk. Appends only; a failed append leaves
/// file and state as they were. Blocks. One thread at a time; the part's lock keeps other programs out.
/// Claims (written, durable) may be lost by a crash; withdrawals and renames are flushed before the call returns.
class Journal {
  public:
    /// A new one; disk_exists if there is one.
    static Result<std::unique_ptr<Journal>> create(sys::Disk& disk, const std::string& path, std::uint64_t id,
                                                   const Resource& resource);
    /// Reads what is there, begins a session of the running boot and cuts off a torn tail. Damaged: journal_damaged.
    /// Nothing is there: disk_not_found. Never finished its head: a journal without claims of generation 0.
    static Result<std::unique_ptr<Journal>> open(sys::Disk& disk, const std::string& path);

    /// Which number the journal at `path` was made with; nothing if there is none that can be read. Changes nothing.
    static std::optional<std::uint64_t> id_of(sys::Disk& disk, const std::string& path);

    const JournalState& state() const { return state_; }
    const std::string& path() const { return path_; }
    /// Where the next record goes: claims written so far stand before it.
    std::uint64_t position() const { return end_; }

    Result<void> update(const Resource& resource);
    Result<void> claim(const std::vector<ByteRange>& ranges, const std::vector<std::uint64_t>& hashes);
    /// All claims before `position` were flushed in the part. Not flushed itself: call flush() before it is shown.
    Result<void> make_durable(std::uint64_t position);
    /// Withdraws and counts the generation up; flushed.
    Result<void> retract(ByteRange range);
    /// Bytes from here on are of an answer that nothing has proven yet to be of the same version as those before.
    Result<void> join(std::uint64_t offset);
    Result<void> prove(std::uint64_t offset);
    /// The part is complete and about to get this name; flushed.
    Result<void> finishing(const std::string& final_name);
    Result<void> flush();
    /// Rewrites the journal if it has grown far beyond what it says. Claims keep their meaning; positions change.
    Result<void> compact_if_grown();

  private:
    Journal(sys::Disk& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
    Result<void> append(const JournalEncoder& records);
    void reserve(std::uint64_t until);
    JournalEncoder snapshot(std::vector<Block>& blocks, std::size_t& durable_blocks) const;

    sys::Disk& disk_;
    std::string path_;
    std::shared_ptr<sys::File> file_;
    JournalState state_;
    std::uint64_t id_ = 0;
    std::uint64_t end_ = 0;
    std::uint64_t chain_ = 0;
    std::uint64_t reserved_ = 0;        ///< space asked for, so that claims can be recorded on a full disk
    std::uint64_t compacted_size_ = 0;  ///< when it was last rewritten or opened
};

}  // namespace sluice::download
