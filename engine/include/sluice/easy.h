#pragma once

#include <sluice/callbacks.h>
#include <sluice/error.h>
#include <sluice/headers.h>
#include <sluice/info.h>
#include <sluice/options.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace sluice {

class Multi;

/// Directions of a transfer: CURLPAUSE_*. Bits.
namespace direction {
inline constexpr unsigned receive = 1, send = 4, both = receive | send;
}

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

    /// For reading and changing. Changes during a transfer concern the next one, but for limits->max_receive_speed and
    /// max_send_speed, which take effect within 200 ms. The reference is good until a transfer starts or the Easy is
    /// copied: ask again.
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

    /// The response headers of every request of the present or last transfer.
    Headers headers() const;

    /// Stops these directions: nothing is read from, or sent to, the network until resume(). bad_function_argument if
    /// no transfer runs.
    Code pause(unsigned directions = direction::both);
    Code resume(unsigned directions = direction::both);

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
