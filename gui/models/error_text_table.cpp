#include <QtGlobal>

#include <array>

#include "gui/models/error_text.h"

namespace sluice::gui {
namespace {

struct ErrorRow {
    Kind kind;
    const char* pattern;
};

// {missing} is bytes minus limit, {part} both as "412.4 of 663.0 MiB", {time} the duration, {phrase} the status's
// words.
constexpr ErrorRow rows[] = {
    {Kind::none, ""},
    {Kind::url_malformed, QT_TRANSLATE_NOOP("Errors", "Address not understood")},
    {Kind::url_scheme, QT_TRANSLATE_NOOP("Errors", "Kind of address not supported")},
    {Kind::url_scheme_redirect, QT_TRANSLATE_NOOP("Errors", "Redirected to an address that is not allowed")},
    {Kind::argument_bad, QT_TRANSLATE_NOOP("Errors", "Setting not valid")},
    {Kind::range_malformed, QT_TRANSLATE_NOOP("Errors", "Byte range not valid")},
    {Kind::option_syntax, QT_TRANSLATE_NOOP("Errors", "Option not understood")},

    {Kind::dns_not_found, QT_TRANSLATE_NOOP("Errors", "Host not found[: {host}]")},
    {Kind::dns_temporary, QT_TRANSLATE_NOOP("Errors", "Name lookup failed[ for {host}]")},
    {Kind::dns_timeout, QT_TRANSLATE_NOOP("Errors", "Name lookup took too long[: {host}]")},
    {Kind::proxy_not_found, QT_TRANSLATE_NOOP("Errors", "Proxy not found[: {host}]")},
    {Kind::proxy_handshake, QT_TRANSLATE_NOOP("Errors", "Proxy not usable[: {host}]")},
    {Kind::proxy_login, QT_TRANSLATE_NOOP("Errors", "Login refused by proxy[: {host}]")},
    {Kind::proxy_target, QT_TRANSLATE_NOOP("Errors", "The proxy cannot reach the server")},

    {Kind::net_refused, QT_TRANSLATE_NOOP("Errors", "Connection refused[ by {address}]")},
    {Kind::net_unreachable, QT_TRANSLATE_NOOP("Errors", "Host unreachable[: {address}]")},
    {Kind::net_reset, QT_TRANSLATE_NOOP("Errors", "Connection reset[ by {address}]")},
    {Kind::net_connect_timeout, QT_TRANSLATE_NOOP("Errors", "No connection[ within {time}][ to {address}]")},
    {Kind::net_bind, QT_TRANSLATE_NOOP("Errors", "Local address not usable[: {address}]")},
    {Kind::net_receive, QT_TRANSLATE_NOOP("Errors", "Receiving failed[ from {address}]")},
    {Kind::net_send, QT_TRANSLATE_NOOP("Errors", "Sending failed[ to {address}]")},
    {Kind::net_closed_early, QT_TRANSLATE_NOOP("Errors", "Connection closed early[: {part}]")},
    {Kind::net_got_nothing, QT_TRANSLATE_NOOP("Errors", "Empty answer from server")},
    {Kind::net_stalled, QT_TRANSLATE_NOOP("Errors", "No data[ for {time}]")},
    {Kind::net_slow, QT_TRANSLATE_NOOP("Errors", "Too slow[ for {time}]")},
    {Kind::net_first_byte_timeout, QT_TRANSLATE_NOOP("Errors", "No answer[ for {time}]")},
    {Kind::net_total_timeout, QT_TRANSLATE_NOOP("Errors", "Time limit reached[ after {time}]")},
    {Kind::net_no_descriptors, QT_TRANSLATE_NOOP("Errors", "Too many open connections")},

    {Kind::tls_handshake, QT_TRANSLATE_NOOP("Errors", "Encryption failed[ with {host}]")},
    {Kind::tls_timeout, QT_TRANSLATE_NOOP("Errors", "Encryption took too long[: {time}]")},
    {Kind::tls_expired, QT_TRANSLATE_NOOP("Errors", "Certificate expired[: {host}]")},
    {Kind::tls_not_yet_valid, QT_TRANSLATE_NOOP("Errors", "Certificate not valid yet[: {host}]")},
    {Kind::tls_wrong_host, QT_TRANSLATE_NOOP("Errors", "Certificate of another host[, not {host}]")},
    {Kind::tls_unknown_issuer, QT_TRANSLATE_NOOP("Errors", "Unknown issuer of certificate[: {host}]")},
    {Kind::tls_self_signed, QT_TRANSLATE_NOOP("Errors", "Self-signed certificate[: {host}]")},
    {Kind::tls_revoked, QT_TRANSLATE_NOOP("Errors", "Certificate revoked[: {host}]")},
    {Kind::tls_verify, QT_TRANSLATE_NOOP("Errors", "Certificate not trusted[: {host}]")},
    {Kind::tls_pin_mismatch, QT_TRANSLATE_NOOP("Errors", "Pinned key does not match[: {host}]")},
    {Kind::tls_status, QT_TRANSLATE_NOOP("Errors", "Certificate not proven valid[: {host}]")},
    {Kind::tls_ca_file, QT_TRANSLATE_NOOP("Errors", "CA file not readable[: {file}]")},
    {Kind::tls_client_certificate, QT_TRANSLATE_NOOP("Errors", "Client certificate unusable[: {file}]")},
    {Kind::tls_client_certificate_wanted, QT_TRANSLATE_NOOP("Errors", "Server wants a certificate[ at {host}]")},
    {Kind::tls_version, QT_TRANSLATE_NOOP("Errors", "No common TLS version[ with {host}]")},
    {Kind::tls_cipher, QT_TRANSLATE_NOOP("Errors", "No common cipher[ with {host}]")},
    {Kind::tls_closed_dirty, QT_TRANSLATE_NOOP("Errors", "Cut off without notice[: {part}]")},

    {Kind::http_status, QT_TRANSLATE_NOOP("Errors", "{status_words}")},
    {Kind::http_login_needed, QT_TRANSLATE_NOOP("Errors", "Login needed[ at {host}]")},
    {Kind::http_proxy_login_needed, QT_TRANSLATE_NOOP("Errors", "Proxy login needed[ at {host}]")},
    {Kind::http_gone, QT_TRANSLATE_NOOP("Errors", "{status_words}")},
    {Kind::http_busy, QT_TRANSLATE_NOOP("Errors", "Server busy[, again in {time}]")},
    {Kind::http_malformed, QT_TRANSLATE_NOOP("Errors", "Answer not understood[ from {host}]")},
    {Kind::http_version, QT_TRANSLATE_NOOP("Errors", "HTTP version not supported")},
    {Kind::http_header_too_large, QT_TRANSLATE_NOOP("Errors", "Headers too large[: over {limit}]")},
    {Kind::http_header_too_many, QT_TRANSLATE_NOOP("Errors", "Too many headers[ from {host}]")},
    {Kind::http_length_conflict, QT_TRANSLATE_NOOP("Errors", "Two lengths announced[ by {host}]")},
    {Kind::http_chunk_malformed, QT_TRANSLATE_NOOP("Errors", "Broken chunk from server")},
    {Kind::http_short_body, QT_TRANSLATE_NOOP("Errors", "Ended early[: {part}]")},
    {Kind::http_encoding_unknown, QT_TRANSLATE_NOOP("Errors", "Unknown content encoding")},
    {Kind::http_encoding_corrupt, QT_TRANSLATE_NOOP("Errors", "Compressed data corrupt")},
    {Kind::http_too_many_redirects, QT_TRANSLATE_NOOP("Errors", "Too many redirects[ at {host}]")},
    {Kind::http_redirect_malformed, QT_TRANSLATE_NOOP("Errors", "Redirect not understood")},
    {Kind::http_range_ignored, QT_TRANSLATE_NOOP("Errors", "Server cannot resume: starts over")},
    {Kind::http_range_wrong, QT_TRANSLATE_NOOP("Errors", "Wrong part sent by server")},
    {Kind::http_too_large, QT_TRANSLATE_NOOP("Errors", "File too large[: {part}]")},
    {Kind::http_rewind, QT_TRANSLATE_NOOP("Errors", "Request cannot be repeated")},
    {Kind::http_page_instead_of_file, QT_TRANSLATE_NOOP("Errors", "Got a web page, not a file")},
    {Kind::http_proxy_refused, QT_TRANSLATE_NOOP("Errors", "Proxy refused[ with {status}]")},

    {Kind::file_changed_on_server, QT_TRANSLATE_NOOP("Errors", "The file changed on the server[ at {percent}]")},
    {Kind::file_incomplete, QT_TRANSLATE_NOOP("Errors", "File incomplete[: {part}]")},
    {Kind::checksum_mismatch, QT_TRANSLATE_NOOP("Errors", "The checksum does not match")},

    {Kind::disk_full, QT_TRANSLATE_NOOP("Errors", "No space left[: {missing} short]")},
    {Kind::disk_permission, QT_TRANSLATE_NOOP("Errors", "Cannot write[ to {file}]")},
    {Kind::disk_read_only, QT_TRANSLATE_NOOP("Errors", "Disk is read-only[: {file}]")},
    {Kind::disk_name_too_long, QT_TRANSLATE_NOOP("Errors", "Name too long[: {file}]")},
    {Kind::disk_not_found, QT_TRANSLATE_NOOP("Errors", "Folder not found[: {file}]")},
    {Kind::disk_exists, QT_TRANSLATE_NOOP("Errors", "File exists already[: {file}]")},
    {Kind::disk_in_use, QT_TRANSLATE_NOOP("Errors", "In use by another program[: {file}]")},
    {Kind::disk_quota, QT_TRANSLATE_NOOP("Errors", "Disk quota reached[: {missing} short]")},
    {Kind::disk_file_too_large, QT_TRANSLATE_NOOP("Errors", "Too large for this disk[: {part}]")},
    {Kind::disk_io, QT_TRANSLATE_NOOP("Errors", "Disk error[ at {file}]")},
    {Kind::file_read, QT_TRANSLATE_NOOP("Errors", "Cannot read[ {file}]")},
    {Kind::journal_damaged, QT_TRANSLATE_NOOP("Errors", "Resume record damaged[: {file}]")},
    {Kind::store_damaged, QT_TRANSLATE_NOOP("Errors", "List file damaged[: {file}]")},
    {Kind::store_too_new, QT_TRANSLATE_NOOP("Errors", "List of a newer version[: {file}]")},

    {Kind::aborted_by_callback, QT_TRANSLATE_NOOP("Errors", "Stopped by the program")},
    {Kind::write_callback, QT_TRANSLATE_NOOP("Errors", "Writing was refused")},
    {Kind::read_callback, QT_TRANSLATE_NOOP("Errors", "Reading was refused")},
    {Kind::busy_elsewhere, QT_TRANSLATE_NOOP("Errors", "Already in use elsewhere")},
    {Kind::recursive_call, QT_TRANSLATE_NOOP("Errors", "Called from a callback")},
    {Kind::cancelled, QT_TRANSLATE_NOOP("Errors", "Cancelled by you")},

    {Kind::not_supported, QT_TRANSLATE_NOOP("Errors", "Not supported here")},
    {Kind::out_of_memory, QT_TRANSLATE_NOOP("Errors", "Out of memory")},
    {Kind::internal, QT_TRANSLATE_NOOP("Errors", "Internal error, please report it")},
};

constexpr bool inOrder() {
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<std::size_t>(rows[i].kind) != i) {
            return false;
        }
    }
    return true;
}
static_assert(std::size(rows) == static_cast<std::size_t>(Kind::count_), "every kind has a text");
static_assert(inOrder(), "texts stand in the order of the enum");

}  // namespace

const char* errorPattern(Kind kind) noexcept {
    return kind < Kind::count_ ? rows[static_cast<std::size_t>(kind)].pattern : errorPattern(Kind::internal);
}

}  // namespace sluice::gui
