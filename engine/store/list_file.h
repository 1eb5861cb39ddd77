#pragma once

#include <memory>

#include "engine/store/download_table.h"
#include "engine/store/sqlite.h"

namespace sluice::store {

/// The list's file with its copies beside it: opening with repair, reading, changing, copying. Blocks; one thread.
///   NAME            the list
///   NAME.backup-1   the newest copy, NAME.backup-2 the one before
///   NAME.damaged-N  a file that could not be read, kept for whoever wants to look
class ListFile {
  public:
    /// Opens, migrates and reads everything. A damaged file is moved aside and the newest sound copy takes its place.
    /// Errors leave the file as it is: store_too_new, disk_in_use (another program has it open), disk_*.
    static Result<ListFile> open(const std::string& path, std::int64_t now);

    /// What was read, once.
    Loaded take_loaded() { return std::move(loaded_); }

    /// All of it or nothing. The file is flushed before this returns if one of them asks for Sync::full.
    Result<void> apply(const std::vector<const Batch*>& batches);
    Result<StoredRequest> request(Id id) { return table_.request(id); }
    /// Makes a copy unless nothing changed since the last one; the one before it becomes the second generation.
    Result<void> back_up();

  private:
    ListFile(std::unique_ptr<Database> database, DownloadTable table);
    static Result<ListFile> try_open(const std::string& path);
    Result<void> apply_all(const std::vector<const Batch*>& batches);

    std::unique_ptr<Database> database_;
    DownloadTable table_;
    Loaded loaded_;
    std::int64_t changes_copied_ = 0;
};

}  // namespace sluice::store
