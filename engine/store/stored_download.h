#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sluice::store {

using Id = std::int64_t;

/// The part of a download that the list needs at once: one line of the table `downloads`. The store gives no meaning to
/// `state`, `phase`, `flags` and `error`; the queue does. Times in seconds since the epoch, sizes in bytes, -1 unknown.
struct StoredDownload {
    Id id = 0;
    std::int64_t rank = 0;  ///< orders the list; not dense
    int state = 0;
    int phase = 0;
    bool removed = false;  ///< off the list, its parts kept until the time for undo ends
    std::string url;       ///< without credentials
    std::string folder;
    std::string name;
    std::string host;
    std::string category;
    std::string type;
    std::string protocol;
    std::int64_t size = -1;
    std::int64_t received = 0;
    std::int64_t durable = 0;
    int retries = 0;
    std::int64_t retry_at = 0;
    std::int64_t added = 0;
    std::int64_t finished = 0;
    std::int64_t active_ms = 0;
    std::uint32_t flags = 0;
    std::string error;  ///< empty = none

    friend bool operator==(const StoredDownload&, const StoredDownload&) = default;
};

/// What only a running download or the panel needs; stays on the disk otherwise. Both are texts of the queue's making.
struct StoredRequest {
    Id id = 0;
    std::string request;  ///< how it was asked for
    std::string facts;    ///< what was learnt: validators, final address, part file

    friend bool operator==(const StoredRequest&, const StoredRequest&) = default;
};

/// A panel's content, as text, with the version of its layout.
struct StoredDetails {
    Id id = 0;
    int version = 0;
    std::string text;
};

/// What reading the store at the start gave.
struct Loaded {
    std::vector<StoredDownload> downloads;  ///< by rank, removed ones too
    std::map<std::string, std::string> values;
    Id next_id = 1;                  ///< never given to a download before
    bool created = false;            ///< there was no store
    int migrated_from = 0;           ///< version before the migrations; 0 if there was nothing to do
    std::string kept_aside;          ///< where the damaged file is now; empty if it was sound
    std::string restored_from;       ///< the copy that replaced it; empty: none was sound, the list is new
    std::int64_t restored_time = 0;  ///< when that copy was made
    bool without_wal = false;        ///< the volume cannot do it (a network file system): slower
};

/// How sure a change must be before it counts as stored.
enum class Sync : std::uint8_t {
    normal,  ///< survives the end of the process at once, a power cut after the next checkpoint
    full,    ///< survives a power cut: adding, removing, taking back a claim about bytes
};

/// One change of the list, all of it or nothing.
struct Batch {
    std::vector<StoredDownload> put;          ///< inserted or replaced
    std::vector<StoredRequest> put_requests;  ///< inserted or replaced
    std::vector<std::pair<Id, std::int64_t>> ranks;
    std::vector<Id> erase;                                    ///< with requests and details
    std::vector<std::pair<std::string, std::string>> values;  ///< settings-like
    Sync sync = Sync::normal;
};

}  // namespace sluice::store
