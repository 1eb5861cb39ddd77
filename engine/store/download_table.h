#pragma once

#include "engine/store/sqlite.h"
#include "engine/store/stored_download.h"

namespace sluice::store {

/// Reads and writes the tables of the list. The statements are prepared once. One thread; no transactions of its own.
class DownloadTable {
  public:
    static Result<DownloadTable> open(Database& database);

    Result<std::vector<StoredDownload>> all();
    Result<std::map<std::string, std::string>> values();
    /// One more than the greatest id ever given.
    Result<Id> next_id();
    Result<void> apply(const Batch& batch);
    /// Empty texts for an id that has none.
    Result<StoredRequest> request(Id id);

  private:
    explicit DownloadTable(Database& database) : database_(&database) {}
    Result<void> put(const StoredDownload& row);
    Database* database_;
    Statement put_;
    Statement put_request_;
    Statement get_request_;
    Statement set_rank_;
    Statement erase_;
    Statement erase_request_;
    Statement set_value_;
};

}  // namespace sluice::store
