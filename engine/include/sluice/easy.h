#pragma once

#include <sluice/error.h>
#include <sluice/info.h>
#include <sluice/options.h>
#include <sluice/trace.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace sluice {

class Multi;

/// What a write callback says to the bytes it was given.
enum class WriteVerdict : std::uint8_t {
    taken,  ///< all of them
    pause,  ///< none of them: stop receiving; the same bytes come again after Easy::resume()
    abort,  ///< end the transfer with Code::write_error
};

/// Sizes in bytes, 0 = unknown, of the present request.
struct Progress {
    std::int64_t download_total = 0, download_now = 0, upload_total = 0, upload_now = 0;
};

/// Functions a transfer calls, on the thread that drives it. They must be quick: they hold up every transfer of the
/// same Multi. Inside them, of this library only the options, info, pause and resume of an Easy, next_done, counts,
/// set_socket_data and wakeup of a Multi may be called; all else returns recursive_api_call. An exception ends the
/// transfer (write: 23, progress: 42, others: 43).
struct Callbacks {
    /// Body bytes, at most options.limits.max_write at a time; borrowed for the call. Unset: standard output.
    std::function<WriteVerdict(std::span<const std::byte>)> write;
    /// One whole header line with its CRLF, of every response in the chain; false ends the transfer (write_error).
    std::function<bool(std::string_view)> header;
    /// When bytes came and about once a second; false ends the transfer (aborted_by_callback).
    std::function<bool(const Progress&)> progress;
    /// Trace events; only with options.verbose.
    std::function<void(const TraceEvent&)> trace;
};

/// One transfer: its options, its callbacks, its info after the end. Reusable: connections and names survive from one
/// perform() to the next, options stick until changed. Copying duplicates options and callbacks only.
/// One thread at a time; together with a Multi it is in, one unit.
///
/// Normal: set options().url → perform() → info(). Failed: perform() returns the Code, error() the sentence.
class Easy {
  public:
    Easy();
    explicit Easy(std::string url);
    Easy(const Easy& other);
    Easy& operator=(const Easy& other);
    Easy(Easy&&) = delete;
    /// Leaves its Multi, if it is in one, which ends its transfer.
    ~Easy();

    /// For reading and changing. Changes during a transfer concern the next one, but for limits.max_receive_speed,
    /// which takes effect within 200 ms. The reference is good until a transfer starts or the Easy is copied: ask
    /// again.
    Options& options();
    const Options& options() const;
    Callbacks& callbacks();

    /// Carries out the transfer and returns when it has ended. failed_init if it is in a Multi, recursive_api_call from
    /// inside a callback.
    Code perform();

    /// What is known of the present or last transfer.
    const Info& info() const;
    /// Why the last transfer failed; empty after success.
    const Error& error() const;

    /// Stops receiving; nothing is read from the network until resume(). bad_function_argument if no transfer runs.
    Code pause();
    Code resume();

    /// Options and callbacks back to defaults; connections and names are kept. recursive_api_call from a callback.
    Code reset();

    /// The application's own pointer, carried along untouched.
    void set_private(void* pointer);
    void* private_pointer() const;

    struct Impl;
    Impl& impl() const { return *impl_; }  ///< for the library itself

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace sluice
