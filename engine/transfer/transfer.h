#pragma once

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

#include "engine/async/task.h"
#include "engine/base/bytes.h"
#include "engine/http/header_list.h"
#include "engine/transfer/file_target.h"

struct ssl_ctx_st;

namespace sluice::transfer {

class Engine;

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
    /// Bytes per second, read before each receive: a change takes effect within 200 ms; 0 = no limit. Unset: that of
    /// the options.
    std::function<std::int64_t()> receive_limit;
    /// Where the speed limits stand now, asked again after Engine::limits_changed(). Unset: they do not change.
    std::function<const Options*()> live_options;
    /// Comes back with the interest in the sockets this transfer uses (Door::on_interest).
    void* owner = nullptr;

    Request() {}  // user-provided: passed to coroutines
};

/// One request carried out, from URL to last byte: redirects, retries of dead connections, info. The one implementation
/// below Easy, Multi and downloads. `info` is filled while it runs and complete at the end, also after an error.
/// `engine`, `sink`, `observer` and `info` outlive the task. Destroying the task cancels the transfer.
async::Task<Result<void>> run(Engine& engine, const Request& request, Sink& sink, Observer& observer, Info& info);

}  // namespace sluice::transfer
