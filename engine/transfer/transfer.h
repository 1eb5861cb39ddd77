#pragma once

#include <sluice/callbacks.h>
#include <sluice/error.h>
#include <sluice/info.h>
#include <sluice/options.h>
#include <sluice/trace.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/async/task.h"
#include "engine/base/bytes.h"
#include "engine/http/header_list.h"
#include "engine/transfer/file_target.h"

struct ssl_ctx_st;

namespace sluice::conn {
class Lease;
}

namespace sluice::transfer {

class Engine;
class RateGate;
struct State;

/// The head of the response whose body is delivered: never an informational one, nor a redirect that is followed.
/// Borrowed for the call.
struct ResponseHead {
    int status = 0;
    std::string_view reason;
    const http::HeaderList& headers;
    const std::string& effective_url;  ///< without credentials
    std::int64_t content_length = -1;  ///< of this body as sent; -1 unknown
    bool decoded = false;              ///< the body is delivered decoded (a content coding was asked for and used)
};

/// Takes the body. Both calls may wait, which stops the reading: that is back-pressure. An error ends the transfer with
/// that error. Calls never overlap; after an error none follows.
class Sink {
  public:
    virtual ~Sink() = default;
    virtual async::Task<Result<void>> begin(const ResponseHead& head) = 0;
    /// `bytes` is borrowed until the task ends.
    virtual async::Task<Result<void>> write(Bytes bytes) = 0;
    /// The same without waiting, if that is possible now; nothing: write() is called with the same bytes. For sinks
    /// that are called often with little.
    virtual std::optional<Result<void>> write_now(Bytes bytes) {
        static_cast<void>(bytes);
        return std::nullopt;
    }
    /// Where to put the rest, or null if bytes must come through write(). Asked again before each move.
    virtual const FileTarget* file_target() { return nullptr; }
    /// `bytes` more are in the file at its target's offset, which is to be advanced. May still come after a failure.
    virtual void placed(std::uint64_t bytes) { static_cast<void>(bytes); }
};

/// What the caller has a hand in while a body is sent: gives the one that options.upload leaves to it, and holds it
/// back. On the reactor's thread. An error of any call ends the transfer.
class Source {
  public:
    virtual ~Source() = default;
    /// Fills the front of `into`: how many bytes, 0 = that was all; nothing = not now: paused() has turned true.
    virtual Result<std::optional<std::size_t>> read(MutableBytes into) = 0;
    /// The next read() starts at this offset from the start.
    virtual Result<SeekVerdict> seek(std::int64_t offset) = 0;
    /// Adds "Name: value" lines to be sent behind a chunked body.
    virtual Result<void> add_trailers(std::vector<std::string>& lines) = 0;
    /// While true nothing is sent.
    virtual bool paused() const = 0;
    /// From now on, as the reader of a form's part asked.
    virtual void pause_sending() = 0;
    /// Ends when that may have changed.
    virtual async::Task<void> resumed() = 0;
    /// Some of the body went out.
    virtual Result<void> on_sent() = 0;
};

/// What is told while a transfer runs, on the reactor's thread. Must not destroy the transfer.
class Observer {
  public:
    virtual ~Observer() = default;
    /// A whole header line with its CRLF (status and blank lines too), folded ones unfolded; an error ends the
    /// transfer.
    virtual Result<void> on_header_line(std::string_view line) {
        static_cast<void>(line);
        return {};
    }
    /// A connection is there (see the Info) and a request is about to be sent over it; an error ends the transfer.
    virtual Result<void> on_request() { return {}; }
    /// Whether each new TLS connection is shown before it begins; none of them is kept for others then.
    virtual bool wants_tls_contexts() const { return false; }
    virtual Result<void> on_tls_context(ssl_ctx_st* context) {
        static_cast<void>(context);
        return {};
    }
    /// With options.connection->connect_only: the connection is there, and this is the end of the transfer. It is
    /// closed unless it is moved from.
    virtual void on_connected(conn::Lease& lease) { static_cast<void>(lease); }
    /// Only with options.verbose.
    virtual void on_trace(const TraceEvent& event) { static_cast<void>(event); }
    /// Something in the Info moved on: a stage was reached, bytes came.
    virtual void on_progress() {}
    /// About once a second, also while idle, if wants_ticks() at the start; an error ends the transfer.
    virtual Result<void> on_tick() { return {}; }
    virtual bool wants_ticks() const { return false; }
};

/// What is wanted. The options are shared and immutable while it runs.
struct Request {
    std::shared_ptr<const Options> options;
    /// What is remembered between transfers; null: nothing. Shared, because workers may fill it.
    std::shared_ptr<State> state;
    /// Where the speed limits stand now, asked again after Engine::limits_changed(). Unset: they do not change.
    std::function<const Options*()> live_options;
    /// A limit that it shares with others, beside that of the options. Outlives the transfer; null: none.
    RateGate* gate = nullptr;
    /// Null: there is no callback, and nothing is held back.
    Source* source = nullptr;
    /// Comes back with the interest in the sockets this transfer uses (Door::on_interest).
    void* owner = nullptr;
    /// Functions about sockets and names; connections made with them keep those that close.
    Group<ConnectionCallbacks> callbacks;
    /// Connections of its own do not wait for a place within the limits.
    bool beyond_limits = false;

    Request() {}  // user-provided: passed to coroutines
};

/// One request carried out, from URL to last byte: redirects, retries of dead connections, info. The one implementation
/// below Easy, Multi and downloads. `info` is filled while it runs and complete at the end, also after an error.
/// `engine`, `sink`, `observer` and `info` outlive the task. Destroying the task cancels the transfer.
async::Task<Result<void>> run(Engine& engine, const Request& request, Sink& sink, Observer& observer, Info& info);

}  // namespace sluice::transfer
