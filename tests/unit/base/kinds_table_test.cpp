#include <QTest>

#include <cerrno>
#include <set>
#include <string>

#include "engine/base/kinds.h"
#include "engine/base/result.h"
#include "tests/support/test_class.h"

using sluice::Error;
using sluice::ErrorArgs;
using sluice::Kind;
namespace base = sluice::base;

class KindsTableTest : public QObject {
    Q_OBJECT

  private slots:
    void everyRowIsComplete_data();
    void everyRowIsComplete();
    void namesAreUnique();
    void wordsAreThoseOfTheWindow_data();
    void wordsAreThoseOfTheWindow();
    void unknownKindsAreInternal();
    void failuresHaveTheCodesOfLibcurl_data();
    void failuresHaveTheCodesOfLibcurl();
};

void KindsTableTest::everyRowIsComplete_data() {
    QTest::addColumn<int>("number");
    for (int i = 0; i < static_cast<int>(Kind::count_); ++i) {
        QTest::newRow(sluice::kind_name(static_cast<Kind>(i))) << i;
    }
}

void KindsTableTest::everyRowIsComplete() {
    QFETCH(int, number);
    const auto kind = static_cast<Kind>(number);
    const base::KindFacts& facts = base::facts_of(kind);
    QVERIFY(facts.kind == kind);
    const std::string name = facts.name;
    QVERIFY(!name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string::npos);
    QCOMPARE(facts.code == sluice::Code::ok, kind == Kind::none);
    QVERIFY((facts.exit_code >= 0 && facts.exit_code <= 9) || facts.exit_code == 130);
    QVERIFY(facts.aria2_code >= 0 && facts.aria2_code <= 32);

    // Readable without any fact, and with all of them: at least two words, no bracket or brace left.
    const Error bare = sluice::fail(kind).value();
    const ErrorArgs all{.host = "example.org",
                        .address = "192.0.2.1:443",
                        .file = "/tmp/x",
                        .detail = "details",
                        .bytes = 2000,
                        .limit = 1000,
                        .milliseconds = 3000,
                        .status = 418};
    const Error full = sluice::fail(kind, all, EIO).value();
    for (const std::string& text : {bare.text(), full.text()}) {
        QVERIFY2(text.find(' ') != std::string::npos, text.c_str());
        QVERIFY2(text.find_first_of("{}[]|") == std::string::npos, text.c_str());
        QVERIFY2(!text.ends_with(' ') && text.find("  ") == std::string::npos, text.c_str());
    }
    if (std::string(facts.pattern).find('{') != std::string::npos) {
        QVERIFY(bare.text() != full.text());
    }
}

void KindsTableTest::namesAreUnique() {
    std::set<std::string> names;
    for (int i = 0; i < static_cast<int>(Kind::count_); ++i) {
        names.insert(sluice::kind_name(static_cast<Kind>(i)));
    }
    QCOMPARE(names.size(), static_cast<std::size_t>(Kind::count_));
}

void KindsTableTest::wordsAreThoseOfTheWindow_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](Kind kind, ErrorArgs args, const char* expected) {
        QTest::newRow(expected) << QByteArray::fromStdString(sluice::fail(kind, std::move(args)).value().text())
                                << QByteArray(expected);
    };
    row(Kind::dns_not_found, {.host = "no-such-host.invalid"}, "Host not found: no-such-host.invalid");
    row(Kind::net_refused, {.address = "127.0.0.1:9"}, "Connection refused by 127.0.0.1:9");
    row(Kind::net_connect_timeout, {.milliseconds = 30'000}, "No answer for 30 s");
    row(Kind::tls_expired, {.detail = "3 days ago"}, "Certificate expired 3 days ago");
    row(Kind::tls_wrong_host, {.detail = "*.example.net"}, "Certificate is for *.example.net");
    row(Kind::tls_unknown_issuer, {}, "Unknown issuer");
    row(Kind::http_login_needed, {.host = "example.org"}, "Login needed at example.org");
    row(Kind::http_status, {.detail = "Forbidden", .status = 403}, "403 Forbidden");
    row(Kind::http_gone, {.detail = "Not Found", .status = 404}, "404 Not Found");
    row(Kind::http_busy, {.milliseconds = 120'000}, "Server busy, again in 2 min (Retry-After)");
    row(Kind::http_status, {.status = 500}, "500 from server");
    row(Kind::http_page_instead_of_file, {}, "Got a web page, not a file");
    row(Kind::file_changed_on_server, {.bytes = 44, .limit = 100}, "The file changed on the server at 44 %");
    row(Kind::http_range_ignored, {}, "Server cannot resume: starts over");
    row(Kind::http_short_body, {.bytes = 432'432'742, .limit = 695'205'888}, "Ended early: 412.4 of 663.0 MiB");
    row(Kind::disk_full, {.bytes = 2'181'116'805, .limit = 1'000'000'000}, "No space left: 1.1 GiB short");
    row(Kind::disk_permission, {.file = "/mnt/x"}, "Cannot write to /mnt/x: permission denied");
    row(Kind::checksum_mismatch, {.detail = "the md5 digest"}, "Verification failed: the md5 digest");
}

void KindsTableTest::wordsAreThoseOfTheWindow() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(text, expected);
}

void KindsTableTest::unknownKindsAreInternal() {
    QVERIFY(base::facts_of(static_cast<Kind>(255)).kind == Kind::internal);
    QVERIFY(base::facts_of(Kind::count_).kind == Kind::internal);
}

void KindsTableTest::failuresHaveTheCodesOfLibcurl_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("code");
    const auto row = [](Kind kind, int code) { QTest::newRow(sluice::kind_name(kind)) << int(kind) << code; };
    row(Kind::net_reset, 56);
    row(Kind::net_send, 55);
    row(Kind::net_receive, 56);
    row(Kind::net_got_nothing, 52);
    row(Kind::net_stalled, 28);
    row(Kind::tls_handshake, 35);
    row(Kind::tls_version, 35);
    row(Kind::tls_cipher, 59);
    row(Kind::tls_client_certificate, 58);
    row(Kind::tls_client_certificate_wanted, 98);
    row(Kind::tls_status, 91);
    row(Kind::tls_pin_mismatch, 90);
    row(Kind::tls_unknown_issuer, 60);
    row(Kind::http_malformed, 8);
    row(Kind::http_short_body, 18);
    row(Kind::http_header_too_large, 100);
    row(Kind::proxy_handshake, 97);
    row(Kind::proxy_not_found, 5);
}

void KindsTableTest::failuresHaveTheCodesOfLibcurl() {
    QFETCH(int, kind);
    QFETCH(int, code);
    QCOMPARE(static_cast<int>(base::facts_of(static_cast<Kind>(kind)).code), code);
}

SL_TEST_CLASS(KindsTableTest)
#include "kinds_table_test.moc"
