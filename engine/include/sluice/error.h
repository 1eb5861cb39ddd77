#pragma once

#include <sluice/code.h>

#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace sluice {

/// What went wrong, finer than a Code and stable by name (kind_name). The table behind it, base/kinds_table.cpp,
/// gives each kind its Code, retry class, exit code, English pattern and the actions a person is offered.
enum class Kind : std::uint8_t {
    none,
    // what was asked for
    url_malformed,
    url_scheme,
    url_scheme_redirect,
    argument_bad,
    range_malformed,
    option_syntax,
    // names
    dns_not_found,
    dns_temporary,
    dns_timeout,
    // proxies
    proxy_not_found,
    proxy_handshake,
    proxy_login,
    proxy_target,
    // the network
    net_refused,
    net_unreachable,
    net_reset,
    net_connect_timeout,
    net_bind,
    net_receive,
    net_send,
    net_closed_early,
    net_got_nothing,
    net_stalled,
    net_slow,
    net_first_byte_timeout,
    net_total_timeout,
    net_no_descriptors,
    // TLS
    tls_handshake,
    tls_timeout,
    tls_expired,
    tls_not_yet_valid,
    tls_wrong_host,
    tls_unknown_issuer,
    tls_self_signed,
    tls_revoked,
    tls_verify,
    tls_pin_mismatch,
    tls_status,
    tls_ca_file,
    tls_client_certificate,
    tls_client_certificate_wanted,
    tls_version,
    tls_cipher,
    tls_closed_dirty,
    // HTTP
    http_status,
    http_login_needed,
    http_proxy_login_needed,
    http_gone,
    http_busy,
    http_malformed,
    http_version,
    http_header_too_large,
    http_header_too_many,
    http_length_conflict,
    http_chunk_malformed,
    http_short_body,
    http_encoding_unknown,
    http_encoding_corrupt,
    http_too_many_redirects,
    http_redirect_malformed,
    http_range_ignored,
    http_range_wrong,
    http_too_large,
    http_rewind,
    http_page_instead_of_file,
    http_proxy_refused,
    // downloads
    file_changed_on_server,
    file_incomplete,
    checksum_mismatch,
    // the disk
    disk_full,
    disk_permission,
    disk_read_only,
    disk_name_too_long,
    disk_not_found,
    disk_exists,
    disk_in_use,
    disk_quota,
    disk_file_too_large,
    disk_io,
    file_read,
    journal_damaged,
    store_damaged,
    store_too_new,
    // the caller
    aborted_by_callback,
    write_callback,
    read_callback,
    busy_elsewhere,
    recursive_call,
    cancelled,
    // the engine
    not_supported,
    out_of_memory,
    internal,
    count_
};

/// The facts of one error: what is unknown stays empty or negative.
struct ErrorArgs {
    std::string host;         ///< "example.org"
    std::string address;      ///< "192.0.2.1:443", "[2001:db8::1]:443"
    std::string file;         ///< path on this machine
    std::string detail;       ///< short, in English, from the peer or a library; never holds a secret
    std::int64_t bytes = -1;  ///< e.g. received, needed
    std::int64_t limit = -1;  ///< e.g. expected, free, allowed
    std::int64_t milliseconds = -1;
    int status = -1;  ///< HTTP status
};

/// An error as a value: cheap to move, 32 bytes. The default one means "no error".
struct [[nodiscard]] Error {
    Code code = Code::ok;
    Kind kind = Kind::none;
    int os_errno = 0;                       ///< errno of the failed call, 0 if none
    std::shared_ptr<const ErrorArgs> args;  ///< null means all facts unknown

    /// One English sentence: what happened to which host, file or option, and what can be done.
    std::string text() const;
    /// The facts, or an empty set of them.
    const ErrorArgs& facts() const noexcept;
    explicit operator bool() const noexcept { return kind != Kind::none; }
};

/// A value, or why there is none.
template <class T>
using Result = tl::expected<T, Error>;

/// The stable name of a kind: "net.refused". Unknown values give "internal".
const char* kind_name(Kind kind) noexcept;
/// The kind of that name, Kind::none if there is none.
Kind kind_of_name(const char* name) noexcept;

}  // namespace sluice
