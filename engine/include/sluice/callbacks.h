#pragma once

#include <sluice/code.h>
#include <sluice/group.h>
#include <sluice/trace.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

/// What a write callback says to the bytes it was given.
enum class WriteVerdict : std::uint8_t {
    taken,  ///< all of them
    pause,  ///< none of them: stop receiving; the same bytes come again after Easy::resume()
    abort,  ///< end the transfer with Code::write_error
};

/// What a read callback did.
struct ReadResult {
    /// Which of the three it was.
    enum class What : std::uint8_t {
        data,   ///< `bytes` were filled; 0 = that was all
        pause,  ///< nothing now: stop sending until Easy::resume()
        abort,  ///< end the transfer with Code::aborted_by_callback
    } what = What::data;
    std::size_t bytes = 0;
};

/// CURL_SEEKFUNC_*.
enum class SeekVerdict : std::uint8_t { ok = 0, fail = 1, cannot_seek = 2 };

/// Sizes in bytes, 0 = unknown, of the present request.
struct Progress {
    std::int64_t download_total = 0, download_now = 0, upload_total = 0, upload_now = 0;
};

/// The two ends of the connection that is about to carry a request.
struct Endpoints {
    std::string remote_ip, local_ip;  ///< of the proxy, if there is one; empty for Unix sockets
    int remote_port = -1, local_port = -1;
};

/// CURL_SOCKOPT_*.
enum class SocketVerdict : std::uint8_t { ok = 0, error = 1, already_connected = 2 };

/// A host that is to be asked over https only (RFC 6797).
struct HstsHost {
    std::string name;  ///< without a dot at either end; international names in either form
    bool include_subdomains = false;
    std::optional<std::int64_t> expires;  ///< seconds since the epoch; nothing: never
};

/// CURLSTS_*.
enum class HstsVerdict : std::uint8_t {
    ok = 0,    ///< read: a host was filled in; write: go on
    done = 1,  ///< read: there are no more; write: that is enough
    fail = 2,  ///< end the transfer (aborted_by_callback); write: the same as done
};

/// What a socket is made for: arguments of socket(2) and the address it will be connected to.
struct SocketAddress {
    int family = 0, type = 0, protocol = 0;
    std::string ip;  ///< or the path of a Unix socket
    int port = 0;
};

/// Functions that give the body of a request: rarely set, so they have a group of their own.
struct UploadCallbacks {
    /// Fills the span with what is to be sent. Unset: standard input.
    std::function<ReadResult(std::span<std::byte>)> read;
    /// The next read starts at this offset from the start: at redirects, authentication rounds, dead connections.
    std::function<SeekVerdict(std::int64_t offset)> seek;
    /// Once before the end of a chunked upload: adds "Name: value" lines; false ends the transfer (42).
    std::function<bool(std::vector<std::string>& lines)> trailers;
};

/// Functions about connections and names, likewise.
struct ConnectionCallbacks {
    /// Before each request, when a connection is there; false ends the transfer (aborted_by_callback).
    std::function<bool(const Endpoints&)> before_request;
    /// After socket(2), before connect(2). `error` fails the address (couldnt_connect).
    std::function<SocketVerdict(int fd)> socket_options;
    /// In place of socket(2): a descriptor, non-blocking or not, or -1: this address fails, the next is tried.
    std::function<int(const SocketAddress&)> open_socket;
    /// In place of close(2). Belongs to the connection: may run after the Easy is gone, on the Multi's thread.
    std::function<void(int fd)> close_socket;
    /// Before each lookup that is not answered from the cache; false fails it (couldnt_resolve_host).
    std::function<bool(const std::string& host)> resolver_start;
    /// Before each new TLS connection, with OpenSSL's SSL_CTX*: the last word on its settings. Not ok: the transfer
    /// ends with that Code. Connections made so are kept apart from others.
    std::function<Code(void* ssl_ctx)> tls_context;
};

/// Functions that keep the hosts of HSTS where the caller wants them, where options.hsts->enabled; likewise.
struct HstsCallbacks {
    /// Before the first transfer that asks for HSTS, again and again until it says done. A host that is no name ends
    /// the transfer (bad_function_argument).
    std::function<HstsVerdict(HstsHost&)> read;
    /// When the Easy ends, for each host that has not expired, by name. `index` counts from 0 to `total` - 1. What it
    /// throws goes nowhere.
    std::function<HstsVerdict(const HstsHost&, std::size_t index, std::size_t total)> write;
};

/// Functions a transfer calls, on the thread that drives it. They must be quick: they hold up every transfer of the
/// same Multi. Inside them, of this library only the options, info, headers, pause and resume of an Easy, next_done,
/// counts, set_socket_data and wakeup of a Multi may be called; all else returns recursive_api_call. An exception ends
/// the transfer (write: 23, read and progress: 42, others: 43).
struct Callbacks {
    /// Body bytes, at most options.limits->max_write at a time; borrowed for the call. Once with none if the body that
    /// was asked for is empty. Unset: standard output.
    std::function<WriteVerdict(std::span<const std::byte>)> write;
    /// One whole header line with its CRLF, of every response in the chain; false ends the transfer (write_error).
    std::function<bool(std::string_view)> header;
    /// When bytes came or went and about once a second; false ends the transfer (aborted_by_callback).
    std::function<bool(const Progress&)> progress;
    /// Trace events; only with options.verbose.
    std::function<void(const TraceEvent&)> trace;
    Group<UploadCallbacks> upload;
    Group<ConnectionCallbacks> connection;
    Group<HstsCallbacks> hsts;
};

}  // namespace sluice
