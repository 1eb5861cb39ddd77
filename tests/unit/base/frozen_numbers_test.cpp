// Numbers that programs rely on: what is listed here never changes meaning. New names are added at the end of a list.
#include <sluice/sluice.h>

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;

namespace {

struct Frozen {
    const char* name;
    long long value;
    long long number;
};

template <class Enum>
constexpr Frozen frozen(const char* name, Enum value, long long number) {
    return {name, static_cast<long long>(value), number};
}

#define SAME(name, number) frozen(#name, name, number)

const std::vector<Frozen> codes = {
    SAME(Code::ok, 0),
    SAME(Code::unsupported_protocol, 1),
    SAME(Code::failed_init, 2),
    SAME(Code::url_malformat, 3),
    SAME(Code::not_built_in, 4),
    SAME(Code::couldnt_resolve_proxy, 5),
    SAME(Code::couldnt_resolve_host, 6),
    SAME(Code::couldnt_connect, 7),
    SAME(Code::weird_server_reply, 8),
    SAME(Code::remote_access_denied, 9),
    SAME(Code::ftp_accept_failed, 10),
    SAME(Code::ftp_weird_pass_reply, 11),
    SAME(Code::ftp_accept_timeout, 12),
    SAME(Code::ftp_weird_pasv_reply, 13),
    SAME(Code::ftp_weird_227_format, 14),
    SAME(Code::ftp_cant_get_host, 15),
    SAME(Code::http2, 16),
    SAME(Code::ftp_couldnt_set_type, 17),
    SAME(Code::partial_file, 18),
    SAME(Code::ftp_couldnt_retr_file, 19),
    SAME(Code::quote_error, 21),
    SAME(Code::http_returned_error, 22),
    SAME(Code::write_error, 23),
    SAME(Code::upload_failed, 25),
    SAME(Code::read_error, 26),
    SAME(Code::out_of_memory, 27),
    SAME(Code::operation_timedout, 28),
    SAME(Code::ftp_port_failed, 30),
    SAME(Code::ftp_couldnt_use_rest, 31),
    SAME(Code::range_error, 33),
    SAME(Code::ssl_connect_error, 35),
    SAME(Code::bad_download_resume, 36),
    SAME(Code::file_couldnt_read_file, 37),
    SAME(Code::aborted_by_callback, 42),
    SAME(Code::bad_function_argument, 43),
    SAME(Code::interface_failed, 45),
    SAME(Code::too_many_redirects, 47),
    SAME(Code::unknown_option, 48),
    SAME(Code::setopt_option_syntax, 49),
    SAME(Code::got_nothing, 52),
    SAME(Code::ssl_engine_notfound, 53),
    SAME(Code::ssl_engine_setfailed, 54),
    SAME(Code::send_error, 55),
    SAME(Code::recv_error, 56),
    SAME(Code::ssl_certproblem, 58),
    SAME(Code::ssl_cipher, 59),
    SAME(Code::peer_failed_verification, 60),
    SAME(Code::bad_content_encoding, 61),
    SAME(Code::filesize_exceeded, 63),
    SAME(Code::use_ssl_failed, 64),
    SAME(Code::send_fail_rewind, 65),
    SAME(Code::ssl_engine_initfailed, 66),
    SAME(Code::login_denied, 67),
    SAME(Code::remote_disk_full, 70),
    SAME(Code::remote_file_exists, 73),
    SAME(Code::ssl_cacert_badfile, 77),
    SAME(Code::remote_file_not_found, 78),
    SAME(Code::ssl_shutdown_failed, 80),
    SAME(Code::again, 81),
    SAME(Code::ssl_crl_badfile, 82),
    SAME(Code::ssl_issuer_error, 83),
    SAME(Code::ftp_pret_failed, 84),
    SAME(Code::ftp_bad_file_list, 87),
    SAME(Code::chunk_failed, 88),
    SAME(Code::no_connection_available, 89),
    SAME(Code::ssl_pinnedpubkeynotmatch, 90),
    SAME(Code::ssl_invalidcertstatus, 91),
    SAME(Code::http2_stream, 92),
    SAME(Code::recursive_api_call, 93),
    SAME(Code::auth_error, 94),
    SAME(Code::http3, 95),
    SAME(Code::quic_connect_error, 96),
    SAME(Code::proxy, 97),
    SAME(Code::ssl_clientcert, 98),
    SAME(Code::unrecoverable_poll, 99),
    SAME(Code::too_large, 100),
    SAME(Code::ech_required, 101),
};

const std::vector<Frozen> other_codes = {
    SAME(MultiCode::ok, 0),
    SAME(MultiCode::bad_handle, 1),
    SAME(MultiCode::bad_easy_handle, 2),
    SAME(MultiCode::out_of_memory, 3),
    SAME(MultiCode::internal_error, 4),
    SAME(MultiCode::bad_socket, 5),
    SAME(MultiCode::unknown_option, 6),
    SAME(MultiCode::added_already, 7),
    SAME(MultiCode::recursive_api_call, 8),
    SAME(MultiCode::wakeup_failure, 9),
    SAME(MultiCode::bad_function_argument, 10),
    SAME(MultiCode::aborted_by_callback, 11),
    SAME(MultiCode::unrecoverable_poll, 12),
    SAME(ShareCode::ok, 0),
    SAME(ShareCode::bad_option, 1),
    SAME(ShareCode::in_use, 2),
    SAME(ShareCode::invalid, 3),
    SAME(ShareCode::nomem, 4),
    SAME(ShareCode::not_built_in, 5),
    SAME(HeaderCode::ok, 0),
    SAME(HeaderCode::bad_index, 1),
    SAME(HeaderCode::missing, 2),
    SAME(HeaderCode::no_headers, 3),
    SAME(HeaderCode::no_request, 4),
    SAME(HeaderCode::out_of_memory, 5),
    SAME(HeaderCode::bad_argument, 6),
    SAME(HeaderCode::not_built_in, 7),
    SAME(UrlCode::ok, 0),
    SAME(UrlCode::bad_handle, 1),
    SAME(UrlCode::bad_partpointer, 2),
    SAME(UrlCode::malformed_input, 3),
    SAME(UrlCode::bad_port_number, 4),
    SAME(UrlCode::unsupported_scheme, 5),
    SAME(UrlCode::urldecode, 6),
    SAME(UrlCode::out_of_memory, 7),
    SAME(UrlCode::user_not_allowed, 8),
    SAME(UrlCode::unknown_part, 9),
    SAME(UrlCode::no_scheme, 10),
    SAME(UrlCode::no_user, 11),
    SAME(UrlCode::no_password, 12),
    SAME(UrlCode::no_options, 13),
    SAME(UrlCode::no_host, 14),
    SAME(UrlCode::no_port, 15),
    SAME(UrlCode::no_query, 16),
    SAME(UrlCode::no_fragment, 17),
    SAME(UrlCode::no_zoneid, 18),
    SAME(UrlCode::bad_file_url, 19),
    SAME(UrlCode::bad_fragment, 20),
    SAME(UrlCode::bad_hostname, 21),
    SAME(UrlCode::bad_ipv6, 22),
    SAME(UrlCode::bad_login, 23),
    SAME(UrlCode::bad_password, 24),
    SAME(UrlCode::bad_path, 25),
    SAME(UrlCode::bad_query, 26),
    SAME(UrlCode::bad_scheme, 27),
    SAME(UrlCode::bad_slashes, 28),
    SAME(UrlCode::bad_user, 29),
    SAME(UrlCode::lacks_idn, 30),
    SAME(UrlCode::too_large, 31),
    SAME(UrlCode::backslash, 32),
};

const std::vector<Frozen> values = {
    SAME(TraceKind::text, 0),
    SAME(TraceKind::header_in, 1),
    SAME(TraceKind::header_out, 2),
    SAME(TraceKind::data_in, 3),
    SAME(TraceKind::data_out, 4),
    SAME(TraceKind::ssl_data_in, 5),
    SAME(TraceKind::ssl_data_out, 6),
    SAME(auth::none, 0),
    SAME(auth::basic, 1),
    SAME(auth::digest, 2),
    SAME(auth::negotiate, 4),
    SAME(auth::ntlm, 8),
    SAME(auth::bearer, 64),
    SAME(auth::only, 1LL << 31),
    SAME(Netrc::ignored, 0),
    SAME(Netrc::optional, 1),
    SAME(Netrc::required, 2),
    SAME(ProxyType::http, 0),
    SAME(ProxyType::http_1_0, 1),
    SAME(ProxyType::https, 2),
    SAME(ProxyType::socks4, 4),
    SAME(ProxyType::socks5, 5),
    SAME(ProxyType::socks4a, 6),
    SAME(ProxyType::socks5h, 7),
    SAME(direction::receive, 1),
    SAME(direction::send, 4),
    SAME(direction::both, 5),
    SAME(Watch::none, 0),
    SAME(Watch::in, 1),
    SAME(Watch::out, 2),
    SAME(Watch::in_out, 3),
    SAME(Watch::remove, 4),
    SAME(select_in, 1),
    SAME(select_out, 2),
    SAME(select_error, 4),
    SAME(header_origin::header, 1),
    SAME(header_origin::trailer, 2),
    SAME(header_origin::connect, 4),
    SAME(header_origin::informational, 8),
    SAME(header_origin::pseudo, 16),
    SAME(HttpVersion::any, 0),
    SAME(HttpVersion::v1_0, 1),
    SAME(HttpVersion::v1_1, 2),
    SAME(HttpVersion::v2, 3),
    SAME(HttpVersion::v2_tls, 4),
    SAME(HttpVersion::v2_prior_knowledge, 5),
    SAME(Follow::none, 0),
    SAME(Follow::all, 1),
    SAME(Follow::obey_code, 2),
    SAME(Follow::first_only, 3),
    SAME(TimeCondition::none, 0),
    SAME(TimeCondition::if_modified_since, 1),
    SAME(TimeCondition::if_unmodified_since, 2),
    SAME(TimeCondition::last_modified, 3),
    SAME(SocketVerdict::ok, 0),
    SAME(SocketVerdict::error, 1),
    SAME(SocketVerdict::already_connected, 2),
    SAME(SeekVerdict::ok, 0),
    SAME(SeekVerdict::fail, 1),
    SAME(SeekVerdict::cannot_seek, 2),
    SAME(network_change::connections, 1),
    SAME(network_change::names, 2),
    SAME(url_flag::default_port, 1 << 0),
    SAME(url_flag::no_default_port, 1 << 1),
    SAME(url_flag::default_scheme, 1 << 2),
    SAME(url_flag::non_support_scheme, 1 << 3),
    SAME(url_flag::path_as_is, 1 << 4),
    SAME(url_flag::disallow_user, 1 << 5),
    SAME(url_flag::urldecode, 1 << 6),
    SAME(url_flag::urlencode, 1 << 7),
    SAME(url_flag::append_query, 1 << 8),
    SAME(url_flag::guess_scheme, 1 << 9),
    SAME(url_flag::no_authority, 1 << 10),
    SAME(url_flag::allow_space, 1 << 11),
    SAME(url_flag::punycode, 1 << 12),
    SAME(url_flag::puny2idn, 1 << 13),
    SAME(url_flag::get_empty, 1 << 14),
    SAME(url_flag::no_guess_scheme, 1 << 15),
};

void add_rows(const std::vector<Frozen>& list) {
    for (const Frozen& one : list) {
        QTest::newRow(one.name) << one.value << one.number;
    }
}

}  // namespace

class FrozenNumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void neverChange_data() {
        QTest::addColumn<long long>("value");
        QTest::addColumn<long long>("number");
        add_rows(codes);
        add_rows(other_codes);
        add_rows(values);
    }
    void neverChange() {
        QFETCH(long long, value);
        QTEST(value, "number");
    }
    void everyNamedCodeIsListed() {
        // A code has a text of its own exactly if it has a name.
        const std::string unknown = text_of(static_cast<Code>(299));
        for (int number = 0; number <= 300; ++number) {
            const bool listed =
                std::any_of(codes.begin(), codes.end(), [&](const Frozen& one) { return one.number == number; });
            QCOMPARE(text_of(static_cast<Code>(number)) != unknown, listed);
        }
    }
};

SL_TEST_CLASS(FrozenNumbersTest)
#include "frozen_numbers_test.moc"
