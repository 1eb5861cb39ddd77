#pragma once

#include <sluice/error.h>
#include <sluice/record.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/queue/limits.h"
#include "engine/queue/own_options.h"

namespace sluice::queue {

/// Names a download for ever; never reused.
using Id = std::int64_t;

enum class State : std::uint8_t { queued, active, paused, waiting, verifying, done, failed };
inline constexpr int state_count = 7;

/// What an active download is doing, and why a waiting one waits.
enum class Phase : std::uint8_t {
    none,
    looking_up,
    connecting,
    waiting_for_server,
    downloading,
    finishing,  // active
    retry_later,
    no_network,
    no_space,
    schedule,
    new_address_needed,
    login_needed,
    changed_on_server,  // waiting
    pausing,            // on the way to paused
};

/// Which numbers or words of a row changed.
using FieldMask = std::uint32_t;
namespace field {
inline constexpr FieldMask state = 1, progress = 2, size = 4, speed = 8, name = 16, connections = 32, error = 64,
                           order = 128, all = ~0U;
}

/// One row of the list, complete. Times are seconds since the epoch, 0 = not yet. Sizes in bytes, -1 = unknown.
struct Row {
    Id id = 0;
    State state = State::queued;
    Phase phase = Phase::none;
    std::string name;    ///< file name, without folder
    std::string folder;  ///< absolute
    std::string url;     ///< as added, without credentials
    std::string host;
    std::string category;
    std::string type;  ///< media type, empty if unknown
    std::int64_t size = -1;
    std::int64_t received = 0;  ///< bytes in the file
    std::int64_t durable = 0;   ///< bytes a power cut cannot lose
    double speed = 0;           ///< bytes per second, mean over 3 s weighted to the newest; 0 unless active
    std::int64_t left_s = -1;   ///< seconds to go, -1 = unknown
    int connections = 0;
    int retries = 0;  ///< attempts since the last new byte
    int retry_limit = 5;
    std::int64_t retry_at = 0;  ///< when a waiting one goes on by itself
    std::int64_t added = 0;
    std::int64_t finished = 0;
    std::int64_t active_ms = 0;   ///< time spent downloading, for the average speed
    int place = 0;                ///< in the queue, 1 = next; 101 = somewhere behind the 100th; 0 unless queued
    bool resumable = false;       ///< the server can continue (range requests and a validator)
    bool verified = false;        ///< a digest was checked and matched
    bool tls_unverified = false;  ///< certificate checks are off for this one
    std::string protocol;         ///< "HTTP/1.1"
    std::string remote;           ///< of the latest connection of this run of the program, "192.0.2.1:443"
    Error error;                  ///< why it failed or waits
};

/// What changed since the last take(). Applied in this order: removed, added, changed, order.
struct ChangeSet {
    std::uint64_t revision = 0;  ///< one more than the set before; a gap asks for rows()
    std::vector<Id> removed;
    std::vector<Row> added;  ///< in queue order, at the end of the list
    struct Changed {
        FieldMask mask;
        Row row;
    };
    std::vector<Changed> changed;
    std::vector<Id> order;  ///< the whole queue order if it changed, else empty
    bool limits = false;    ///< limits() has something else to say
    bool empty() const { return removed.empty() && added.empty() && changed.empty() && order.empty() && !limits; }
};

enum class Conflict : std::uint8_t { rename, overwrite, skip };

/// What a person wants downloaded.
struct NewDownload {
    std::string url;
    std::string folder;  ///< absolute; empty = the default folder
    std::string name;    ///< empty = from the server, else the address
    std::string category;
    bool paused = false;
    Conflict conflict = Conflict::rename;
    std::string referrer;
    std::string user_agent;            ///< empty = ours
    std::vector<std::string> headers;  ///< "Name: value"
    std::string ca_file;               ///< extra trust for this one; empty = the system's
    bool verify_tls = true;
    /// Another program's unfinished file, absolute: what it holds is compared with the server's and gone on with. It
    /// becomes the part, so it must lie on the volume of `folder`; what is of another version stays as it is.
    std::string adopt;
    OwnOptions own;
};

enum class Level : std::uint8_t { detail, info, warning, error };

struct LogLine {
    std::int64_t at_ms = 0;  ///< since the epoch
    Level level = Level::info;
    std::int64_t connection_id = -1;
    std::string text;  ///< masked
};

struct SpeedSample {
    float at_s;  ///< since the first sample
    float bytes_per_second;
};

/// A byte range of the file: [begin, end).
struct Range {
    std::int64_t begin, end;
};

/// Everything the panel shows of one download: an immutable snapshot.
struct Details {
    Row row;
    std::string final_url;
    std::string path;  ///< where the finished file is or will be
    std::string part_path;
    std::string referrer;
    std::string user_agent;            ///< of its own; empty: as for all
    std::vector<std::string> headers;  ///< of its own, without those that are secret
    std::string ca_file;
    std::string typed_name;  ///< empty: the server's or the address's
    Conflict conflict = Conflict::rename;
    std::string name_source;  ///< "address", "Content-Disposition", "typed"
    std::string etag;
    std::string last_modified;
    std::string resume_reason;  ///< why it can or cannot be resumed, one sentence
    std::string digest_text;    ///< "SHA-256 …", who vouched for it; empty if none
    std::string sha256;         ///< computed, hex; empty if not known
    double mean_speed = 0, peak_speed = 0;
    OwnOptions own;
    std::vector<Range> written;  ///< sorted, not touching
    std::vector<Range> in_flight;
    std::vector<RequestRecord> requests;  ///< oldest first, bounded
    std::vector<LogLine> log;             ///< bounded
    std::vector<SpeedSample> speed;       ///< at most 600
};

/// The door to the queue: commands in, change sets out, value types only. Commands return at once and may be called
/// from any thread; what they did arrives as a change set. Unknown ids are ignored (the row was just removed).
class QueueService {
  public:
    virtual ~QueueService() = default;

    virtual void add(std::vector<NewDownload> downloads) = 0;
    virtual void pause(std::vector<Id> ids) = 0;
    virtual void resume(std::vector<Id> ids) = 0;
    /// Failed, waiting, paused and changed ones are tried again now. One that waits for a time of its own does not wait
    /// for it any more (as with resume()); for the week's schedule it does.
    virtual void retry(std::vector<Id> ids) = 0;
    /// Throws away the part and begins at zero: the answer to "the file changed on the server".
    virtual void start_over(std::vector<Id> ids) = 0;
    /// Off the list at once; part files are kept until purge(), so that restore() can undo it.
    virtual void remove(std::vector<Id> ids) = 0;
    virtual void restore(std::vector<Id> ids) = 0;
    /// Ends the time for undo: deletes part files (and finished files if `files`) of removed downloads.
    virtual void purge(std::vector<Id> ids, bool files) = 0;
    /// Moves to a place in the queue order, 0 = first.
    virtual void move(std::vector<Id> ids, int place) = 0;
    virtual void set_url(Id id, std::string url) = 0;
    virtual void rename(Id id, std::string name) = 0;
    /// Limits count at once; what else is fetched or checked makes a running one begin anew, with what it has. Finished
    /// ones only take a category. Numbers out of range are brought into it.
    virtual void edit(std::vector<Id> ids, Edit edit) = 0;
    /// Takes effect at once, and is kept.
    virtual void set_limits(Limits limits) = 0;
    /// As set last, or before the list is read the usual ones.
    virtual Limits limits() const = 0;
    /// What was learnt of servers, by name; called on the engine's thread.
    virtual void known_hosts(std::function<void(std::vector<download::HostMemory::Entry>)> callback) = 0;
    virtual void forget_hosts(std::vector<std::string> hosts) = 0;

    /// Takes what changed since the last call. Any thread, never waits.
    virtual ChangeSet take() = 0;
    /// The whole list in queue order, with the revision it stands for: the first load, or after a gap.
    virtual std::shared_ptr<const std::vector<Row>> rows(std::uint64_t& revision) = 0;
    /// Called (from the engine's thread) once when there is something to take again after an empty take().
    virtual void on_changed(std::function<void()> callback) = 0;
    /// Asks for the panel's data; `callback` is called on the engine's thread, with null for an unknown id.
    virtual void details(Id id, std::function<void(std::shared_ptr<const Details>)> callback) = 0;
};

}  // namespace sluice::queue
