#pragma once

#include <optional>

#include "engine/store/sqlite.h"
#include "engine/store/stored_download.h"

namespace sluice::store {

/// The panels' content of downloads that are not running: compressed texts in a file of their own, so that they neither
/// swell the list nor can damage it. What does not fit is dropped, oldest first. A file that is broken or of another
/// version is replaced by an empty one: nothing in it is needed to download. One thread.
class DetailsFile {
  public:
    struct Limits {
        std::size_t one = 64 * 1024;                 ///< compressed bytes of one download
        std::int64_t all = std::int64_t{512} << 20;  ///< compressed bytes of all
    };

    static Result<DetailsFile> open(const std::string& path, Limits limits);

    /// False if it does not fit even compressed: the caller shortens it. Replaces what was there.
    Result<bool> put(const StoredDetails& details);
    /// Nothing if there is none.
    Result<std::optional<StoredDetails>> get(Id id);
    Result<void> erase(const std::vector<Id>& ids);
    /// Forgets those that cannot belong to the list any more: ids from `id` on.
    Result<void> erase_from(Id id);
    std::int64_t bytes() const { return bytes_; }

  private:
    DetailsFile(Database database, Limits limits) : database_(std::move(database)), limits_(limits) {}
    static Result<DetailsFile> try_open(const std::string& path, Limits limits);
    Result<void> make_room();
    Result<void> recount();

    Database database_;
    Limits limits_;
    Statement put_;
    Statement get_;
    Statement erase_;
    Statement erase_oldest_;
    Statement size_of_;
    std::int64_t bytes_ = 0;
    std::int64_t next_place_ = 1;
};

/// zstd, level 3. The size of what comes out of decompress() is bounded by `most`: nothing if it would be more, or if
/// the data is damaged.
std::string compress(std::string_view text);
std::optional<std::string> decompress(Bytes data, std::size_t most);

}  // namespace sluice::store
