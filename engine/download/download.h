#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/record.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/async/event.h"
#include "engine/async/task.h"
#include "engine/download/expectations.h"
#include "engine/download/host_memory.h"
#include "engine/download/range_map.h"
#include "engine/download/rate_tree.h"
#include "engine/download/segment_plan.h"
#include "engine/download/source_list.h"
#include "engine/download/storage.h"

namespace sluice::transfer {
class Engine;
}

namespace sluice::download {

/// What to do when a file of the chosen name is there already.
enum class Conflict : std::uint8_t {
    rename,     ///< "name (1).ext"
    overwrite,  ///< replaced, but only when the new file is complete
    skip        ///< ends with disk_exists before anything is received
};

/// How many connections fetch the file, and in what pieces.
struct SegmentOptions {
    int connections = 0;  ///< given: so many as soon as size and ranges are known; 0: found by measuring
    int most = 8;         ///< when found
    PieceRules rules;
};

/// What is wanted. Outlives the task of run_download.
struct DownloadRequest {
    /// URL, headers, user agent, referrer, TLS, timeouts, connection. Range, If-Range, Accept-Encoding, following of
    /// redirects and content decoding are set by the download itself. The URL may hold credentials; they are never
    /// stored or told.
    std::shared_ptr<const Options> options;
    std::string folder;  ///< absolute; made if missing
    std::string name;    ///< what the user typed; empty: from the server, else the address
    /// The part file of an earlier run ("/folder/NAME.part", as told by on_named); empty: none yet. If nothing is there
    /// any more the download begins at zero under that name.
    std::string part_path;
    /// Another program's unfinished file, absolute, of which the part is to be made; see adopt_file(). Once there is a
    /// part_path, or with start_over, it does not count.
    std::string adopt;
    Conflict conflict = Conflict::rename;
    bool start_over = false;        ///< throw away what the part holds: the answer to "it changed"
    bool want_sha256 = false;       ///< re-read the file at the end if it could not be hashed on the way
    bool time_from_server = false;  ///< set the file's time from Last-Modified
    bool write_origin = true;       ///< user.xdg.origin.url and .referrer.url, without secrets
    int attempt = 1;                ///< stamped into the RequestRecords
    /// Whose download this is: the same number in every run of it, and no other download's. The part carries it, so
    /// that a run that was never told of its part (a crash came first) finds it again. The journal then stays beside a
    /// finished file, as the proof of whose it is, until whoever knows of the end removes it. 0: none.
    std::uint64_t owner = 0;
    SegmentOptions segments;
    std::vector<Mirror> mirrors;
    Expectations expected;
    /// Mirrors and Metalinks that the answer names (RFC 6249) are used, where a digest guards the file.
    bool follow_links = true;
    /// The answer to the address may be a Metalink that says where the file is: the run ends before it saves anything,
    /// with Outcome::metalink set.
    bool divert_metalink = false;
    /// What is remembered of servers, and how many connections all downloads may have; may be null.
    HostMemory* hosts = nullptr;
    ConnectionBudget* budget = nullptr;
    /// The speed limits that count for it, with the buckets that each of its connections joins; null: none.
    RateTree* rates = nullptr;
    std::vector<std::string> rate_buckets;
    /// When set(), the run ends soon with End::paused, everything received saved and flushed. May be null.
    async::Event* stop = nullptr;
};

/// What an active download is doing.
enum class Phase : std::uint8_t { looking_up, connecting, waiting_for_server, downloading, finishing };

/// Where the name came from.
enum class NameOrigin : std::uint8_t { typed, content_disposition, address, made_up };

/// The name is chosen and reserved on the disk. Told once per run, before the first byte is written.
struct Named {
    std::string name;       ///< of the finished file, without folder; may still get " (1)" at the end
    std::string part_path;  ///< absolute; hand it to the next run
    NameOrigin origin = NameOrigin::address;
};

/// What is known of the resource from the first good response, or from the journal.
struct ResourceFacts {
    std::int64_t size = -1;
    std::string final_url;      ///< without credentials
    std::string type;           ///< media type as sent, without parameters
    std::string etag;           ///< as sent, with quotes and W/
    std::string last_modified;  ///< as sent
    bool resumable = false;
    std::string resume_reason;  ///< why it can or cannot be continued: one sentence
};

/// Bytes. received counts what arrived and will be in the file, saved what a crash of the process cannot lose, durable
/// what a power cut cannot lose: durable <= saved <= received.
struct Progress {
    std::int64_t received = 0;
    std::int64_t saved = 0;
    std::int64_t durable = 0;
    std::int64_t size = -1;
    std::int64_t gained = 0;   ///< new bytes of this run (repeated ones not counted)
    std::int64_t doubled = 0;  ///< received though they were there: tails fetched twice, ends of cut pieces
    int connections = 0;       ///< at work now
    int closed_early = 0;      ///< connections of this run that were closed in the middle of an answer
};

/// One piece that is being fetched.
struct Segment {
    ByteRange range;  ///< as it stands now: its end moves when others take over
    std::uint64_t position = 0;
    std::int64_t connection_id = -1;
    double rate = 0;  ///< bytes per second; 0 not known
};

enum class LogLevel : std::uint8_t { detail, info, warning, error };

/// What a run tells, on the reactor's thread. Must not destroy the run. Log texts hold no secrets; the heads in the
/// records are as they went over the wire: mask them before they are shown or stored.
class DownloadObserver {
  public:
    virtual ~DownloadObserver() = default;
    virtual void on_phase(Phase phase) { static_cast<void>(phase); }
    virtual void on_named(const Named& named) { static_cast<void>(named); }
    virtual void on_facts(const ResourceFacts& facts) { static_cast<void>(facts); }
    virtual void on_progress(const Progress& progress) { static_cast<void>(progress); }
    /// A request began, reached its next mark or ended. `index` counts the requests of this run from 0.
    virtual void on_request(std::size_t index, const RequestRecord& record) {
        static_cast<void>(index);
        static_cast<void>(record);
    }
    virtual void on_log(LogLevel level, std::int64_t connection_id, std::string_view text) {
        static_cast<void>(level);
        static_cast<void>(connection_id);
        static_cast<void>(text);
    }
    /// The byte ranges in the file changed; at most every 200 ms, and at the start and the end.
    virtual void on_ranges(const RangeMap& written) { static_cast<void>(written); }
    /// The pieces being fetched, by their place in the file; as often as on_ranges.
    virtual void on_segments(const std::vector<Segment>& segments) { static_cast<void>(segments); }
};

enum class End : std::uint8_t { done, paused, failed };

/// What must happen before another run makes sense; with `nothing` the retry class of the kind decides.
enum class Need : std::uint8_t {
    nothing,
    new_address,  ///< 401, 403, 404, 410 when going on: the link expired; the part is kept
    decision,     ///< the file changed on the server: start over, or keep waiting; the part is kept
    login,        ///< 401 or 407 on a first request
    space,        ///< the volume is full: facts().bytes needed, .limit free
};

/// How a run ended. Whatever it was, what was received is in the part file and its journal.
struct Outcome {
    End end = End::failed;
    Error error;                          ///< with failed
    Need need = Need::nothing;            ///< with failed
    std::chrono::seconds retry_after{0};  ///< as the server asked, at most 6 h; 0: it did not
    std::int64_t gained = 0;              ///< new bytes of this run: above 0 refills the retries
    std::string path;                     ///< the finished file, with done
    std::int64_t size = -1;               ///< of the finished file
    std::string sha256;                   ///< hex, with done, if it was computed
    std::vector<ExpectedHash> verified;   ///< with done: what it was checked against
    std::int64_t rechecked = 0;           ///< bytes of the part that were read again and are right
    std::int64_t repaired = 0;            ///< bytes that were wrong, by block or piece, and were fetched again
    bool metalink = false;                ///< with failed: see DownloadRequest::divert_metalink
};

/// One attempt at a download: opens or creates the part file, fetches what is missing over as many connections as are
/// wanted and pay, writes, finishes. A connection that brought something is made again at once when it breaks; waiting
/// and trying again after failures belong to the queue.
/// Normal:     looking_up → connecting → waiting_for_server → [named, facts] → downloading → finishing → done.
/// Paused:     destroy the task (the disk work goes on to its end inside `storage`), or set request.stop and wait.
/// Failed:     Outcome says why and what helps; run again with the same part_path to go on.
/// `engine`, `storage`, `request` and `observer` outlive the task.
async::Task<Outcome> run_download(transfer::Engine& engine, async::Reactor& reactor, Storage& storage,
                                  const DownloadRequest& request, DownloadObserver& observer);

}  // namespace sluice::download
