#include "engine/url/scheme.h"

#include <QTest>

#include <string>

#include "tests/support/test_class.h"

namespace url = sluice::url;

class SchemeTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsPortsAndSupport();
    void guessesOnlyWhatItCanTransfer();
    void findsTheSchemeOfAText();
};

void SchemeTest::knowsPortsAndSupport() {
    QVERIFY(url::is_supported("http") && url::is_supported("https"));
    QVERIFY(!url::is_supported("gopher") && !url::is_supported("") && !url::is_supported("HTTP"));
    QCOMPARE(url::default_port("http"), std::uint16_t(80));
    QCOMPARE(url::default_port("https"), std::uint16_t(443));
    QCOMPARE(url::default_port("ftp"), std::uint16_t(21));
    QCOMPARE(url::default_port("x"), std::uint16_t(0));
    QVERIFY(url::has_login_options("imap"));
    QVERIFY(!url::has_login_options("http"));
}

void SchemeTest::guessesOnlyWhatItCanTransfer() {
    QCOMPARE(std::string(url::guess_scheme("example.org")), std::string("http"));
    QCOMPARE(std::string(url::guess_scheme("ftp.example.org")), std::string(url::is_supported("ftp") ? "ftp" : "http"));
    QCOMPARE(std::string(url::guess_scheme("ftpx.example.org")), std::string("http"));
}

void SchemeTest::findsTheSchemeOfAText() {
    QCOMPARE(url::scheme_length("http://x", false), std::size_t(4));
    QCOMPARE(url::scheme_length("a+b-c.d:x", false), std::size_t(7));
    QCOMPARE(url::scheme_length("host:80/x", true), std::size_t(0));
    QCOMPARE(url::scheme_length("host:/x", true), std::size_t(4));
    QCOMPARE(url::scheme_length("http", false), std::size_t(0));
    QCOMPARE(url::scheme_length("/a:b", false), std::size_t(0));
    QCOMPARE(url::scheme_length("+a:b", false), std::size_t(0));
    QCOMPARE(url::scheme_length("", false), std::size_t(0));
    QCOMPARE(url::scheme_length(std::string(40, 'a') + ":", false), std::size_t(40));
    QCOMPARE(url::scheme_length(std::string(41, 'a') + ":", false), std::size_t(0));
}

SL_TEST_CLASS(SchemeTest)
#include "scheme_test.moc"
