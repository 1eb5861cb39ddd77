#include "engine/http/cookie_file.h"

#include <QTest>

#include "engine/http/cookie_jar.h"
#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {

constexpr std::int64_t now = 1'700'000'000;

CookieFileContent read(std::string_view text, SessionCookies session = SessionCookies::keep) {
    return read_cookie_file(text, session, now);
}

}  // namespace

class CookieFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryField();
    void readsOddLines_data();
    void readsOddLines();
    void refusesLines_data();
    void refusesLines();
    void skipsCommentsAndBlankLines();
    void readsResponseHeads();
    void dropsSessionCookiesWhenTold();
    void writesWhatItReads();
    void writesNoDomainAsUnknown();
    void countsWhatItCannotTake();
};

void CookieFileTest::readsEveryField() {
    const auto content = read("#HttpOnly_.Example.com\tTRUE\t/a\tTRUE\t1800000000\tname\tva lue\n");
    QCOMPARE(content.cookies.size(), std::size_t(1));
    const Cookie& cookie = content.cookies[0];
    QCOMPARE(cookie.domain, std::string("example.com"));
    QVERIFY(!cookie.host_only && cookie.secure && cookie.http_only);
    QCOMPARE(cookie.path, std::string("/a"));
    QCOMPARE(cookie.expires.value_or(-1), std::int64_t(1'800'000'000));
    QCOMPARE(cookie.name, std::string("name"));
    QCOMPARE(cookie.value, std::string("va lue"));
}

void CookieFileTest::readsOddLines_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char* line, const char* written) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(written);
    };
    row("h.test\tFALSE\t/\tFALSE\t0\ta\tb", "h.test\tFALSE\t/\tFALSE\t0\ta\tb");
    row("h.test\ttrue\t/\tfalse\t0\ta\tb", ".h.test\tTRUE\t/\tFALSE\t0\ta\tb");
    row(".h.test\tFALSE\t/\tFALSE\t0\ta\tb", "h.test\tFALSE\t/\tFALSE\t0\ta\tb");
    row("127.0.0.1\tTRUE\t/\tFALSE\t0\ta\tb", "127.0.0.1\tFALSE\t/\tFALSE\t0\ta\tb");
    row("h.test\tFALSE\t/\tFALSE\t0\ta", "h.test\tFALSE\t/\tFALSE\t0\ta\t");
    row("h.test\tFALSE\t/\tFALSE\t0\ta\t", "h.test\tFALSE\t/\tFALSE\t0\ta\t");
    row("h.test\tFALSE\t/\tFALSE\t0\t\tb", "h.test\tFALSE\t/\tFALSE\t0\t\tb");
    row("h.test\tFALSE\tFALSE\t0\ta\tb", "h.test\tFALSE\t/\tFALSE\t0\ta\tb");
    row("h.test\tFALSE\tTRUE\t9\ta\tb", "h.test\tFALSE\t/\tTRUE\t9\ta\tb");
    row("h.test\tFALSE\tFALSE\t0\ta", "h.test\tFALSE\t/\tFALSE\t0\ta\t");
    row("h.test\tFALSE\tnope\tFALSE\t0\ta\tb", "h.test\tFALSE\t/\tFALSE\t0\ta\tb");
    row("h.test\tFALSE\t/\tFALSE\t\ta\tb", "h.test\tFALSE\t/\tFALSE\t0\ta\tb");
    row("h.test\tFALSE\t/\tFALSE\t1800000000.75\ta\tb", "h.test\tFALSE\t/\tFALSE\t1800000000\ta\tb");
    row("h.test\tFALSE\t/\tFALSE\t99999999999999999999\ta\tb", "h.test\tFALSE\t/\tFALSE\t9223372036854775807\ta\tb");
    row("m\xC3\xBCnchen.example\tTRUE\t/\tFALSE\t0\ta\tb", ".xn--mnchen-3ya.example\tTRUE\t/\tFALSE\t0\ta\tb");
    row("h.test\tFALSE\t/\tTRUE\t0\t__Host-a\tb", "h.test\tFALSE\t/\tTRUE\t0\t__Host-a\tb");
}

void CookieFileTest::readsOddLines() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, written);
    const auto cookie = parse_cookie_line(line.toStdString(), now);
    QVERIFY2(cookie, cookie ? "" : text_of(cookie.error()));
    QCOMPARE(QByteArray::fromStdString(format_cookie_line(*cookie)), written);
}

void CookieFileTest::refusesLines_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("why");
    const auto row = [](const QByteArray& line, CookieRefusal why) {
        QTest::newRow(line.left(40).constData()) << line << static_cast<int>(why);
    };
    const CookieRefusal other = CookieRefusal::not_a_cookie;
    row("", other);
    row("# comment", other);
    row("just words", other);
    row("h.test FALSE / FALSE 0 a b", other);
    row("h.test\tFALSE\t/\tFALSE\t0\ta\tb\tc", other);
    row("h.test\tFALSE\t/\tFALSE\t0", other);
    row("h.test\tmaybe\t/\tFALSE\t0\ta\tb", other);
    row("h.test\tFALSE\t/\tmaybe\t0\ta\tb", other);
    row("h.test\tFALSE\t/\tFALSE\tsoon\ta\tb", other);
    row("h.test\tFALSE\t/\tFALSE\t-\ta\tb", other);
    row("\tFALSE\t/\tFALSE\t0\ta\tb", other);
    row(".\tFALSE\t/\tFALSE\t0\ta\tb", other);
    row("h.test\tFALSE\t/\tFALSE\t0\t\t", CookieRefusal::empty);
    row("h.test\tFALSE\t/\tFALSE\t0\ta\tb\x01", CookieRefusal::control_character);
    row("h.test\tFALSE\t/\tFALSE\t0\t__Secure-a\tb", CookieRefusal::prefix);
    row("h.test\tTRUE\t/\tTRUE\t0\t__Host-a\tb", CookieRefusal::prefix);
    row("h.test\tFALSE\t/\tFALSE\t0\ta\t" + QByteArray(4096, 'v'), CookieRefusal::too_large);
    row("h.test\tFALSE\t/" + QByteArray(5000, 'p') + "\tFALSE\t0\ta\tb", CookieRefusal::line_too_long);
    row("Set-Cookie: ", CookieRefusal::empty);
}

void CookieFileTest::refusesLines() {
    QFETCH(QByteArray, line);
    QFETCH(int, why);
    const auto cookie = parse_cookie_line(line.toStdString(), now);
    QVERIFY(!cookie);
    QCOMPARE(static_cast<int>(cookie.error()), why);
}

void CookieFileTest::skipsCommentsAndBlankLines() {
    const auto content = read(
        "\xEF\xBB\xBF# Netscape HTTP Cookie File\r\n\r\n  \n#h.test\tFALSE\t/\tFALSE\t0\tx\ty\n"
        "h.test\tFALSE\t/\tFALSE\t0\ta\tb\r\n# end");
    QCOMPARE(content.refused, std::size_t(0));
    QCOMPARE(content.cookies.size(), std::size_t(1));
    QCOMPARE(content.cookies[0].value, std::string("b"));
}

void CookieFileTest::readsResponseHeads() {
    const auto content = read(
        "HTTP/1.1 200 OK\r\nset-cookie:a=b; domain=h.test\r\nContent-Length: 5\r\n"
        "Set-Cookie: c=d; path=/x; max-age=60\r\n\r\n");
    QCOMPARE(content.cookies.size(), std::size_t(2));
    QCOMPARE(content.cookies[0].domain, std::string("h.test"));
    QCOMPARE(content.cookies[1].domain, std::string());
    QCOMPARE(content.cookies[1].expires.value_or(-1), now + 60);
    QCOMPARE(content.refused, std::size_t(2));  // the other lines of the head
}

void CookieFileTest::dropsSessionCookiesWhenTold() {
    constexpr std::string_view text =
        "h.test\tFALSE\t/\tFALSE\t0\tsession\t1\nh.test\tFALSE\t/\tFALSE\t1800000000\tlasting\t1\nSet-Cookie: s=1\n";
    QCOMPARE(read(text).cookies.size(), std::size_t(3));
    const auto content = read(text, SessionCookies::drop);
    QCOMPARE(content.cookies.size(), std::size_t(1));
    QCOMPARE(content.cookies[0].name, std::string("lasting"));
    QCOMPARE(content.refused, std::size_t(0));
}

void CookieFileTest::writesWhatItReads() {
    const std::string lines =
        ".h.test\tTRUE\t/\tFALSE\t0\ta\tb\n#HttpOnly_h.test\tFALSE\t/p\tTRUE\t1800000000\tc\td=e f\n";
    const auto content = read(lines);
    std::vector<const Cookie*> cookies;
    for (const Cookie& cookie : content.cookies) {
        cookies.push_back(&cookie);
    }
    const std::string written = format_cookie_file(cookies);
    QVERIFY(written.starts_with("# Netscape HTTP Cookie File\n"));
    QVERIFY(written.ends_with(lines));
    QVERIFY(read(written).cookies == content.cookies);
    QCOMPARE(read(written).refused, std::size_t(0));
}

void CookieFileTest::writesNoDomainAsUnknown() {
    QCOMPARE(format_cookie_line(*import_set_cookie("a=b", now)), std::string("unknown\tFALSE\t/\tFALSE\t0\ta\tb"));
}

void CookieFileTest::countsWhatItCannotTake() {
    const auto content = read("rubbish\nh.test\tFALSE\t/\tFALSE\t-1\told\tb\n" + std::string(6000, 'x'));
    QCOMPARE(content.refused, std::size_t(2));
    QCOMPARE(content.cookies.size(), std::size_t(1));
    QVERIFY(content.cookies[0].expired(now));
}

SL_TEST_CLASS(CookieFileTest)
#include "cookie_file_test.moc"
