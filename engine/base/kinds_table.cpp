#include <cstddef>

#include "engine/base/kinds.h"

namespace sluice::base {
namespace {

using K = Kind;
using C = Code;
using R = Retry;
using A = Action;

constexpr std::array rows{
    KindFacts{K::none, "none", C::ok, R::none, 0, 0, "No error", {}},

    KindFacts{K::url_malformed, "url.malformed", C::url_malformat, R::user, 3, 28,
              "Not a valid address[: {detail}]", {A::edit_address}},
    KindFacts{K::url_scheme, "url.scheme", C::unsupported_protocol, R::permanent, 3, 28,
              "Addresses of this kind cannot be downloaded[: {detail}]", {A::edit_address}},
    KindFacts{K::url_scheme_redirect, "url.scheme_redirect", C::unsupported_protocol, R::permanent, 6, 22,
              "Redirected to an address that is not allowed[: {detail}]", {A::edit_address, A::open_in_browser}},
    KindFacts{K::argument_bad, "argument.bad", C::bad_function_argument, R::caller, 2, 28,
              "Value not accepted[: {detail}]", {A::settings}},
    KindFacts{K::range_malformed, "range.malformed", C::range_error, R::caller, 2, 28,
              "Not a valid byte range[: {detail}]", {A::settings}},
    KindFacts{K::option_syntax, "option.syntax", C::setopt_option_syntax, R::caller, 2, 28,
              "Option not understood[: {detail}]", {A::settings}},

    KindFacts{K::dns_not_found, "dns.not_found", C::couldnt_resolve_host, R::transient, 5, 19,
              "Host not found[: {host}]", {A::retry, A::edit_address}},
    KindFacts{K::dns_temporary, "dns.temporary", C::couldnt_resolve_host, R::transient, 5, 19,
              "The name server could not answer[ for {host}]", {A::retry}},
    KindFacts{K::dns_timeout, "dns.timeout", C::operation_timedout, R::transient, 5, 19,
              "No answer from the name server[ for {host}][ within {time}]", {A::retry}},
    KindFacts{K::proxy_not_found, "proxy.not_found", C::couldnt_resolve_proxy, R::user, 5, 19,
              "Proxy not found[: {host}]", {A::settings, A::retry}},

    KindFacts{K::net_refused, "net.refused", C::couldnt_connect, R::transient, 5, 6,
              "Connection refused[ by {address}]", {A::retry, A::edit_address}},
    KindFacts{K::net_unreachable, "net.unreachable", C::couldnt_connect, R::transient, 5, 6,
              "Network unreachable[: {address}]", {A::retry}},
    KindFacts{K::net_reset, "net.reset", C::recv_error, R::transient, 5, 6,
              "Connection reset[ by {address}]", {A::retry}},
    KindFacts{K::net_connect_timeout, "net.connect_timeout", C::operation_timedout, R::transient, 5, 2,
              "No answer[ from {address}][ for {time}]", {A::retry, A::edit_address}},
    KindFacts{K::net_bind, "net.bind", C::interface_failed, R::user, 5, 6,
              "Cannot use the local address[ {address}][: {os}]", {A::settings}},
    KindFacts{K::net_receive, "net.receive", C::recv_error, R::transient, 5, 6,
              "Receiving[ from {address}] failed[: {os}]", {A::retry}},
    KindFacts{K::net_send, "net.send", C::send_error, R::transient, 5, 6,
              "Sending[ to {address}] failed[: {os}]", {A::retry}},
    KindFacts{K::net_closed_early, "net.closed_early", C::recv_error, R::transient, 5, 6,
              "Connection closed[ by {address}] in the middle of the answer", {A::retry}},
    KindFacts{K::net_got_nothing, "net.got_nothing", C::got_nothing, R::transient, 5, 6,
              "Connection closed[ by {address}] without an answer", {A::retry}},
    KindFacts{K::net_stalled, "net.stalled", C::operation_timedout, R::transient, 5, 2,
              "No data[ from {host}][ for {time}]", {A::retry}},
    KindFacts{K::net_slow, "net.slow", C::operation_timedout, R::transient, 5, 5,
              "Too slow: less than {limit|the least allowed} per second[ for {time}]", {A::retry, A::settings}},
    KindFacts{K::net_first_byte_timeout, "net.first_byte_timeout", C::operation_timedout, R::transient, 5, 2,
              "No answer[ from {host}] to the request[ for {time}]", {A::retry}},
    KindFacts{K::net_total_timeout, "net.total_timeout", C::operation_timedout, R::transient, 5, 2,
              "Not finished within the time allowed[: {time}]", {A::retry, A::settings}},
    KindFacts{K::net_no_descriptors, "net.no_descriptors", C::couldnt_connect, R::transient, 5, 1,
              "Too many files and connections are open[: {os}]", {A::retry, A::settings}},

    KindFacts{K::tls_handshake, "tls.handshake", C::ssl_connect_error, R::once, 5, 6,
              "No secure connection[ to {host}][: {detail}]", {A::retry}},
    KindFacts{K::tls_timeout, "tls.timeout", C::operation_timedout, R::transient, 5, 2,
              "No secure connection[ to {host}][ within {time}]", {A::retry}},
    KindFacts{K::tls_expired, "tls.expired", C::peer_failed_verification, R::user, 5, 6,
              "Certificate expired[ {detail}]", {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_not_yet_valid, "tls.not_yet_valid", C::peer_failed_verification, R::user, 5, 6,
              "Certificate is not valid yet[: from {detail}]", {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_wrong_host, "tls.wrong_host", C::peer_failed_verification, R::user, 5, 6,
              "Certificate is for {detail|another host}[, not {host}]", {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_unknown_issuer, "tls.unknown_issuer", C::peer_failed_verification, R::user, 5, 6,
              "Unknown issuer[ of the certificate of {host}]", {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_self_signed, "tls.self_signed", C::peer_failed_verification, R::user, 5, 6,
              "Unknown issuer: the certificate[ of {host}] is signed by itself",
              {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_revoked, "tls.revoked", C::peer_failed_verification, R::user, 5, 6,
              "Certificate was revoked[: {host}]", {A::show_certificate}},
    KindFacts{K::tls_verify, "tls.verify", C::peer_failed_verification, R::user, 5, 6,
              "Certificate not accepted[: {detail}]", {A::show_certificate, A::trust_certificate}},
    KindFacts{K::tls_pin_mismatch, "tls.pin_mismatch", C::ssl_pinnedpubkeynotmatch, R::user, 5, 6,
              "The key[ of {host}] is not the expected one", {A::show_certificate, A::settings}},
    KindFacts{K::tls_ca_file, "tls.ca_file", C::ssl_cacert_badfile, R::user, 2, 28,
              "Certificates cannot be read[ from {file}][: {detail}]", {A::settings}},
    KindFacts{K::tls_client_certificate, "tls.client_certificate", C::ssl_certproblem, R::user, 2, 28,
              "Own certificate cannot be used[: {file}][: {detail}]", {A::settings}},
    KindFacts{K::tls_client_certificate_wanted, "tls.client_certificate_wanted", C::ssl_clientcert, R::user, 6, 24,
              "The server[ {host}] asks for a certificate of yours", {A::settings}},
    KindFacts{K::tls_version, "tls.version", C::ssl_connect_error, R::user, 5, 6,
              "No common TLS version[ with {host}]", {A::settings, A::retry}},
    KindFacts{K::tls_cipher, "tls.cipher", C::ssl_cipher, R::user, 2, 28,
              "Ciphers cannot be used[: {detail}]", {A::settings}},
    KindFacts{K::tls_closed_dirty, "tls.closed_dirty", C::recv_error, R::transient, 5, 6,
              "Secure connection[ to {host}] was cut without a proper end", {A::retry}},

    KindFacts{K::http_status, "http.status", C::http_returned_error, R::transient, 6, 22,
              "{status|Error} {detail|from server}", {A::retry, A::new_address, A::open_in_browser}},
    KindFacts{K::http_login_needed, "http.login_needed", C::http_returned_error, R::user, 6, 24,
              "Login needed[ at {host}]", {A::log_in}},
    KindFacts{K::http_proxy_login_needed, "http.proxy_login_needed", C::http_returned_error, R::user, 6, 24,
              "Login needed at the proxy[ {host}]", {A::log_in, A::settings}},
    KindFacts{K::http_gone, "http.gone", C::http_returned_error, R::permanent, 6, 3,
              "{status|404} {detail|Not Found}", {A::new_address, A::open_in_browser}},
    KindFacts{K::http_busy, "http.busy", C::http_returned_error, R::transient, 6, 29,
              "Server busy[, again in {time} (Retry-After)]", {A::retry}},
    KindFacts{K::http_malformed, "http.malformed", C::weird_server_reply, R::once, 6, 22,
              "The answer[ from {host}] is not proper HTTP[: {detail}]", {A::retry, A::open_in_browser}},
    KindFacts{K::http_version, "http.version", C::unsupported_protocol, R::permanent, 6, 22,
              "The server[ {host}] speaks an unsupported version of HTTP[: {detail}]", {A::retry}},
    KindFacts{K::http_header_too_large, "http.header_too_large", C::too_large, R::permanent, 6, 22,
              "The server sent more header data than the limit[ of {limit}]", {A::retry, A::settings}},
    KindFacts{K::http_header_too_many, "http.header_too_many", C::too_large, R::permanent, 6, 22,
              "The server sent more header lines than the limit[ of {count}]", {A::retry, A::settings}},
    KindFacts{K::http_length_conflict, "http.length_conflict", C::weird_server_reply, R::once, 6, 22,
              "The server contradicts itself about the length[: {detail}]", {A::retry}},
    KindFacts{K::http_chunk_malformed, "http.chunk_malformed", C::partial_file, R::once, 6, 22,
              "The server sent a damaged chunk[: {detail}]", {A::retry}},
    KindFacts{K::http_short_body, "http.short_body", C::partial_file, R::transient, 5, 6,
              "Ended early[: {progress}]", {A::retry}},
    KindFacts{K::http_encoding_unknown, "http.encoding_unknown", C::bad_content_encoding, R::once, 6, 22,
              "Unknown compression[: {detail}]", {A::retry}},
    KindFacts{K::http_encoding_corrupt, "http.encoding_corrupt", C::bad_content_encoding, R::once, 6, 22,
              "Compressed data is damaged[: {detail}]", {A::retry}},
    KindFacts{K::http_too_many_redirects, "http.too_many_redirects", C::too_many_redirects, R::permanent, 6, 23,
              "Redirected too often[: more than {count} times]", {A::open_in_browser, A::edit_address}},
    KindFacts{K::http_redirect_malformed, "http.redirect_malformed", C::url_malformat, R::permanent, 6, 22,
              "Redirected to something that is no address[: {detail}]", {A::open_in_browser}},
    KindFacts{K::http_range_ignored, "http.range_ignored", C::range_error, R::once, 6, 8,
              "Server cannot resume: starts over", {A::start_over}},
    KindFacts{K::http_range_wrong, "http.range_wrong", C::range_error, R::once, 6, 8,
              "The server sent another part than asked for[: {detail}]", {A::retry, A::start_over}},
    KindFacts{K::http_too_large, "http.too_large", C::filesize_exceeded, R::permanent, 6, 1,
              "Larger than allowed[: {bytes}][, the limit is {limit}]", {A::settings}},
    KindFacts{K::http_rewind, "http.rewind", C::send_fail_rewind, R::once, 6, 1,
              "The request's data cannot be sent a second time", {A::retry}},
    KindFacts{K::http_page_instead_of_file, "http.page_instead_of_file", C::http_returned_error, R::user, 6, 22,
              "Got a web page, not a file", {A::open_in_browser, A::keep_anyway}},
    KindFacts{K::http_proxy_refused, "http.proxy_refused", C::couldnt_connect, R::user, 6, 6,
              "The proxy refused the connection[ to {host}][: {status}]", {A::settings, A::retry}},

    KindFacts{K::file_changed_on_server, "file.changed_on_server", C::bad_download_resume, R::user, 9, 8,
              "The file changed on the server[ at {percent} %]", {A::start_over, A::keep_part}},
    KindFacts{K::file_incomplete, "file.incomplete", C::partial_file, R::transient, 5, 7,
              "The file is not complete[: {progress}]", {A::retry}},
    KindFacts{K::checksum_mismatch, "checksum.mismatch", C::recv_error, R::user, 7, 32,
              "{detail|Checksum} does not match", {A::show_both, A::download_again, A::keep_anyway}},

    KindFacts{K::disk_full, "disk.full", C::write_error, R::user, 8, 9,
              "No space left[: {short} short][ for {file}]", {A::free_space, A::choose_folder}},
    KindFacts{K::disk_permission, "disk.permission", C::write_error, R::user, 8, 16,
              "Cannot write to {file|the folder}: permission denied", {A::choose_folder, A::retry}},
    KindFacts{K::disk_read_only, "disk.read_only", C::write_error, R::user, 8, 16,
              "Cannot write to {file|the folder}: it is read-only", {A::choose_folder, A::retry}},
    KindFacts{K::disk_name_too_long, "disk.name_too_long", C::write_error, R::user, 8, 16,
              "The name is too long for this disk[: {file}]", {A::choose_folder}},
    KindFacts{K::disk_not_found, "disk.not_found", C::write_error, R::user, 8, 16,
              "Folder or file is gone[: {file}]", {A::choose_folder, A::retry}},
    KindFacts{K::disk_exists, "disk.exists", C::write_error, R::user, 8, 13,
              "The file exists already[: {file}]", {A::choose_folder, A::keep_anyway}},
    KindFacts{K::disk_in_use, "disk.in_use", C::write_error, R::user, 8, 15,
              "{file|The file} is in use by another program[ ({detail})]", {A::retry}},
    KindFacts{K::disk_quota, "disk.quota", C::write_error, R::user, 8, 9,
              "Your disk quota is used up[: {file}]", {A::free_space, A::choose_folder}},
    KindFacts{K::disk_file_too_large, "disk.file_too_large", C::write_error, R::user, 8, 17,
              "The file is too large for this disk[: {file}]", {A::choose_folder}},
    KindFacts{K::disk_io, "disk.io", C::write_error, R::user, 8, 17,
              "The disk failed[ at {file}][: {os}]", {A::choose_folder, A::retry}},
    KindFacts{K::file_read, "file.read", C::file_couldnt_read_file, R::user, 8, 15,
              "Cannot read {file|the file}[: {os}]", {A::retry}},
    KindFacts{K::journal_damaged, "journal.damaged", C::bad_download_resume, R::user, 8, 17,
              "The record of the saved part is damaged[: {file}]", {A::start_over, A::keep_part}},
    KindFacts{K::store_damaged, "store.damaged", C::failed_init, R::user, 8, 1,
              "The list could not be read[: {file}]", {A::show_both}},
    KindFacts{K::store_too_new, "store.too_new", C::failed_init, R::user, 8, 1,
              "The list was written by a newer version of Sluice[: {file}]", {A::none}},

    KindFacts{K::aborted_by_callback, "caller.aborted", C::aborted_by_callback, R::none, 1, 1,
              "Stopped by the caller[: {detail}]", {A::retry}},
    KindFacts{K::write_callback, "caller.write", C::write_error, R::caller, 1, 1,
              "The receiver of the data refused it[: {detail}]", {A::retry}},
    KindFacts{K::read_callback, "caller.read", C::read_error, R::caller, 1, 1,
              "The source of the data failed[: {detail}]", {A::retry}},
    KindFacts{K::busy_elsewhere, "caller.busy", C::failed_init, R::caller, 1, 1,
              "Already in use by another transfer", {A::none}},
    KindFacts{K::recursive_call, "caller.recursive", C::recursive_api_call, R::caller, 1, 1,
              "This call is not allowed inside a callback", {A::none}},
    KindFacts{K::cancelled, "caller.cancelled", C::aborted_by_callback, R::none, 130, 7,
              "Stopped on request", {A::retry}},

    KindFacts{K::not_supported, "engine.not_supported", C::not_built_in, R::permanent, 2, 28,
              "Not supported[: {detail}]", {A::none}},
    KindFacts{K::out_of_memory, "engine.out_of_memory", C::out_of_memory, R::caller, 1, 1,
              "Not enough memory", {A::retry}},
    KindFacts{K::internal, "internal", C::failed_init, R::caller, 1, 1,
              "Internal error[: {detail}]", {A::retry}},
};

static_assert(rows.size() == static_cast<std::size_t>(Kind::count_));

consteval bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].kind != static_cast<Kind>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(in_order(), "rows stand in the order of the enum");

}  // namespace

const KindFacts& facts_of(Kind kind) noexcept {
    const auto index = static_cast<std::size_t>(kind);
    return index < rows.size() ? rows[index] : rows[static_cast<std::size_t>(Kind::internal)];
}

}  // namespace sluice::base
