#pragma once

#include <sluice/error.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "engine/store/stored_download.h"

namespace sluice::store {

/// Where the list is kept: SQLite on a thread of its own. Calls return at once and may come from any thread; answers
/// come through `deliver`, in the order of the calls.
///   load(), then write()... : answered when the change is in the file. Changes within 50 ms share one commit, unless
///   one of them asks for Sync::full; that one goes at once, with all before it. A failed commit takes back all changes
///   in it and answers each with the error; later ones are tried anew. Destroying it writes what is waiting, closes the
///   file and drops the answers.
class Store {
  public:
    struct Options {
        std::string path;          ///< of the list; its folder must exist
        std::string details_path;  ///< of the panels' content
        std::chrono::milliseconds group_commit{50};
        std::chrono::milliseconds backup_every{3'600'000};
        std::size_t details_one = 64 * 1024;
        std::int64_t details_all = std::int64_t{512} << 20;
        std::function<std::int64_t()> wall;  ///< seconds since the epoch; called on the store's thread
        /// Runs a closure where answers belong: a reactor's mailbox. Called on the store's thread.
        std::function<void(std::function<void()>)> deliver;
    };

    explicit Store(Options options);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// Opens the file and reads all of it. First of all calls. If it fails every later change is answered with that
    /// error.
    void load(std::function<void(Result<Loaded>)> done);
    void write(Batch batch, std::function<void(Result<void>)> done);
    /// What write() was told before this call is seen.
    void read_request(Id id, std::function<void(Result<StoredRequest>)> done);

    /// Keeps a panel's content; the oldest go when the room is used up. `done(false)`: too large, shorten it.
    void save_details(StoredDetails details, std::function<void(bool kept)> done);
    void read_details(Id id, std::function<void(std::optional<StoredDetails>)> done);

    /// Copies the list now, besides the hourly copy.
    void back_up(std::function<void(Result<void>)> done);

  private:
    class Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace sluice::store
