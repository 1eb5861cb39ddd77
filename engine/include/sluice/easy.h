#pragma once

#include <sluice/callbacks.h>
#include <sluice/cancellation.h>
#include <sluice/error.h>
#include <sluice/headers.h>
#include <sluice/info.h>
#include <sluice/options.h>
#include <sluice/socket.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

class Multi;
class Share;

/// Directions of a transfer: CURLPAUSE_*. Bits.
namespace direction {
inline constexpr unsigned receive = 1, send = 4, both = receive | send;
}

/// What can be done to all cookies at once: the words of COOKIELIST.
enum class CookieCommand : std::uint8_t {
    clear,          ///< forget all of them (ALL)
    clear_session,  ///< those that end with the session (SESS)
    write_jar,      ///< to options().cookies->jar, now (FLUSH); write_error if that fails
    read_files,     ///< options().cookies->files, once more, now (RELOAD)
};

/// One transfer: its options, its callbacks, its info after the end. Reusable: connections and names survive from one
/// perform() to the next, options stick until changed. Copying duplicates options and callbacks; of what was learned
/// only the HSTS hosts, and no Share.
/// One thread at a time; together with a Multi it is in, one unit.
///
/// Normal: set options().url → perform() → info(). Failed: perform() returns the Code, error() the sentence. Never
/// destroy it inside one of its own callbacks.
class Easy {
  public:
    Easy();
    explicit Easy(std::string url);
    Easy(const Easy& other);
    Easy& operator=(const Easy& other);
    Easy(Easy&&) = delete;
    /// Leaves its Multi, if it is in one, which ends its transfer. Writes the files that options().cookies->jar, hsts
    /// and alt_svc name, if anything was to be remembered; that blocks, and failures are silent.
    ~Easy();

    /// For reading and changing. Changes during a transfer concern the next one, but for limits->max_receive_speed and
    /// max_send_speed, which take effect within 200 ms. The references are good until a transfer starts or the Easy is
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
    /// no transfer runs, recursive_api_call inside a socket or timer callback.
    Code pause(unsigned directions = direction::both);
    Code resume(unsigned directions = direction::both);

    /// What ends the running transfer, or else the next one, from any thread.
    Cancellation cancellation();

    /// The socket of a transfer with options.connection->connect_only, -1 if there is none; to wait for. The connection
    /// stays open until the next transfer, or until the Easy leaves the Multi it is in; it is never used by another.
    Socket active_socket() const;
    /// Sends what goes without waiting over that connection, through TLS if there is some. again: nothing now, wait for
    /// the socket; unsupported_protocol: no such connection; else the failure, with error().
    Code send(std::span<const std::byte> bytes, std::size_t& sent);
    /// Likewise; ok with 0 bytes means that the peer has ended.
    Code receive(std::span<std::byte> into, std::size_t& received);

    /// Looks after idle connections: those that were idle for options.connection->upkeep_interval and have died are
    /// closed now and not when the next transfer wants them. recursive_api_call from a callback.
    Code upkeep();

    /// Options and callbacks back to defaults. Kept are connections, names and TLS sessions, the Share, and what was
    /// learned: cookies, HSTS and Alt-Svc stay on if they were, without their files. recursive_api_call from a
    /// callback.
    Code reset();

    /// Has part in a Share, which must outlive this Easy, or in none (null). What it had of the shared kinds is
    /// dropped; after letting go it begins anew with nothing. bad_function_argument while a transfer runs or it is in a
    /// Multi.
    Code set_share(Share* share);

    /// The cookies in memory, or in the Share: a line of a cookie file each, the newest first (COOKIELIST).
    std::vector<std::string> cookies() const;
    /// Takes in a line of a cookie file or "Set-Cookie: …" and turns cookies on. Without a domain it goes to any host.
    /// bad_function_argument if it is neither.
    Code add_cookie(std::string_view line);
    /// Reading and writing files blocks. bad_function_argument for write_jar without a jar.
    Code cookies(CookieCommand command);

    /// The application's own pointer, carried along untouched.
    void set_private(void* pointer);
    void* private_pointer() const;

    struct Impl;
    Impl& impl() const { return *impl_; }  ///< for the library itself

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace sluice
