#include "engine/http/cookie.h"

#include <QTest>

#include "engine/http/http_date.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::http;

namespace {

constexpr std::int64_t now = 1'700'000'000;

CookieOrigin origin_of(const char* url) {
    return cookie_origin(*Url::parse(url));
}

tl::expected<Cookie, CookieRefusal> parse(std::string_view value, const char* url = "https://www.example.com/a/b") {
    return parse_set_cookie(value, origin_of(url), *PublicSuffixes::built_in(), now);
}

/// "name=value|domain|path", the domain with a dot in front unless host-only.
std::string summary(const tl::expected<Cookie, CookieRefusal>& cookie) {
    if (!cookie) {
        return std::string("refused: ") + text_of(cookie.error());
    }
    return cookie->name + '=' + cookie->value + '|' + (cookie->host_only ? "" : ".") + cookie->domain + '|' +
           cookie->path;
}

}  // namespace

class CookieTest : public QObject {
    Q_OBJECT

  private slots:
    void readsNameAndValue_data();
    void readsNameAndValue();
    void readsTheDomain_data();
    void readsTheDomain();
    void readsThePath_data();
    void readsThePath();
    void readsTheLifetime_data();
    void readsTheLifetime();
    void readsTheOtherAttributes();
    void ignoresAttributesThatAreTooLong();
    void refusesWhatIsTooLarge();
    void refusesControlCharacters_data();
    void refusesControlCharacters();
    void holdsNamesToTheirPromise_data();
    void holdsNamesToTheirPromise();
    void takesSecureCookiesOnlyFromSecureOrigins();
    void importsWithoutAnOrigin();
    void matchesDomains_data();
    void matchesDomains();
    void matchesPaths_data();
    void matchesPaths();
    void everyRefusalHasAText();
};

void CookieTest::readsNameAndValue_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* value, const char* means) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(means) + "|www.example.com|/a";
    };
    // After RFC 6265 5.2 and the cases that its working group published.
    row("foo=bar", "foo=bar");
    row("  foo = bar ", "foo=bar");
    row("foo=bar; baz=qux; Secure", "foo=bar");
    row("foo", "=foo");
    row("=foo", "=foo");
    row("==foo", "==foo");
    row("foo=", "foo=");
    row("foo==bar", "foo==bar");
    row("foo=\"bar\"", "foo=\"bar\"");
    row("foo=\"a;b\"", "foo=\"a");
    row("foo=a b", "foo=a b");
    row("foo bar=baz", "foo bar=baz");
    row("foo=bar,baz=qux", "foo=bar,baz=qux");
    row("foo\t=\tbar\t", "foo=bar");
    row("\xC3\xA9=\xE2\x82\xAC", "\xC3\xA9=\xE2\x82\xAC");
    QTest::newRow("empty") << QByteArray("") << QByteArray("refused: it has neither name nor value");
    QTest::newRow("=") << QByteArray("=") << QByteArray("refused: it has neither name nor value");
    QTest::newRow("; path=/") << QByteArray("; path=/") << QByteArray("refused: it has neither name nor value");
}

void CookieTest::readsNameAndValue() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, means);
    QCOMPARE(QByteArray::fromStdString(summary(parse(value.toStdString()))), means);
}

void CookieTest::readsTheDomain_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* url, const char* attributes, const char* means) {
        QTest::addRow("%s %s", url, attributes) << QByteArray(url) << QByteArray(attributes) << QByteArray(means);
    };
    constexpr const char* foreign = "refused: its domain is not the host's";
    constexpr const char* shared = "refused: its domain is one that many share";
    row("http://www.example.com/", "", "a=b|www.example.com|/");
    row("http://www.example.com/", ";domain=", "a=b|www.example.com|/");
    row("http://www.example.com/", ";domain=.", "a=b|www.example.com|/");
    row("http://www.example.com/", ";domain=example.com", "a=b|.example.com|/");
    row("http://www.example.com/", ";domain=.EXAMPLE.com", "a=b|.example.com|/");
    row("http://WWW.Example.com/", ";domain=www.example.COM", "a=b|.www.example.com|/");
    row("http://www.example.com/", ";domain=other.com;domain=example.com", "a=b|.example.com|/");
    row("http://www.example.com/", ";domain=example.com;domain=", "a=b|www.example.com|/");
    row("http://www.example.com/", ";domain=xample.com", foreign);
    row("http://www.example.com/", ";domain=www.www.example.com", foreign);
    row("http://example.com/", ";domain=www.example.com", foreign);
    row("http://www.example.com/", ";domain=example.com.", foreign);
    row("http://www.example.com/", ";domain=..example.com", foreign);
    row("http://www.example.com/", ";domain=example.com:80", foreign);
    row("http://www.example.com/", ";domain=com", shared);
    row("http://www.example.co.uk/", ";domain=co.uk", shared);
    row("http://me.github.io/", ";domain=github.io", shared);
    row("http://github.io/", ";domain=github.io", "a=b|github.io|/");
    row("http://localhost/", ";domain=localhost", "a=b|localhost|/");
    row("http://127.0.0.1/", ";domain=127.0.0.1", "a=b|127.0.0.1|/");
    row("http://127.0.0.1/", ";domain=0.0.1", foreign);
    row("http://127.0.0.1/", ";domain=1", foreign);
    row("http://[::1]/", ";domain=::1", "a=b|::1|/");
    row("http://www.m\xC3\xBCnchen.example/", ";domain=xn--mnchen-3ya.example", "a=b|.xn--mnchen-3ya.example|/");
    row("http://www.m\xC3\xBCnchen.example/", ";domain=m\xC3\xBCnchen.example", foreign);
}

void CookieTest::readsTheDomain() {
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, means);
    const auto cookie = parse("a=b" + attributes.toStdString(), url.constData());
    QCOMPARE(QByteArray::fromStdString(summary(cookie)), means);
}

void CookieTest::readsThePath_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char* url, const char* attributes, const char* path) {
        QTest::addRow("%s %s", url, attributes) << QByteArray(url) << QByteArray(attributes) << QByteArray(path);
    };
    row("http://h.test/", "", "/");
    row("http://h.test", "", "/");
    row("http://h.test/file", "", "/");
    row("http://h.test/a/", "", "/a");
    row("http://h.test/a/b/file?q=/x/y", "", "/a/b");
    row("http://h.test/a/b", "; path=/c", "/c");
    row("http://h.test/a/b", "; path=/c/", "/c/");
    row("http://h.test/a/b", "; path=", "/a");
    row("http://h.test/a/b", "; path=c", "/a");
    row("http://h.test/a/b", "; path", "/a");
    row("http://h.test/a/b", "; path=\"/c\"", "/c");
    row("http://h.test/a/b", "; path=/c; path=/d", "/d");
    row("http://h.test/a/b", "; path=/c; path=d", "/a");
    row("http://h.test/a/b", "; PATH = /c d ", "/c d");
}

void CookieTest::readsThePath() {
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, path);
    QCOMPARE(QByteArray::fromStdString(parse("a=b" + attributes.toStdString(), url.constData())->path), path);
}

void CookieTest::readsTheLifetime_data() {
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<qint64>("expires");  // -1: with the session
    const auto row = [](const QByteArray& attributes, qint64 expires) {
        QTest::newRow(attributes.constData()) << attributes << expires;
    };
    const QByteArray in_an_hour = QByteArray::fromStdString(format_http_date(now + 3600));
    row("", -1);
    row("; max-age=60", now + 60);
    row("; Max-Age = 60 ", now + 60);
    row("; max-age=\"60\"", now + 60);
    row("; max-age=0", 0);
    row("; max-age=-5", 0);
    row("; max-age=-", -1);
    row("; max-age=", -1);
    row("; max-age=+5", -1);
    row("; max-age=5x", -1);
    row("; max-age=5; max-age=x", now + 5);
    row("; max-age=99999999999999999999", now + longest_cookie_life);
    row("; max-age=34560001", now + longest_cookie_life);
    row("; expires=" + in_an_hour, now + 3600);
    row("; expires=" + in_an_hour + "; max-age=60", now + 60);
    row("; max-age=60; expires=" + in_an_hour, now + 60);
    row("; expires=never", -1);
    row("; expires=Thu, 01 Jan 1970 00:00:00 GMT", 0);
    row("; expires=Fri, 31 Dec 9999 23:59:59 GMT", now + longest_cookie_life);
    row("; expires=" + in_an_hour + "; expires=never", now + 3600);
}

void CookieTest::readsTheLifetime() {
    QFETCH(QByteArray, attributes);
    QFETCH(qint64, expires);
    const auto cookie = parse("a=b" + attributes.toStdString());
    QCOMPARE(qint64(cookie->expires.value_or(-1)), expires);
    QCOMPARE(cookie->expired(now), expires == 0);
    QVERIFY(expires <= 0 || (cookie->expired(expires) && !cookie->expired(expires - 1)));
}

void CookieTest::readsTheOtherAttributes() {
    const auto plain = parse("a=b; unknown=x; ; =; secured; HttpOnlyX");
    QVERIFY(!plain->secure && !plain->http_only && plain->same_site == SameSite::unset);
    const auto full = parse("a=b; SECURE=no; httponly; SameSite=Strict");
    QVERIFY(full->secure && full->http_only && full->same_site == SameSite::strict);
    QVERIFY(parse("a=b; samesite=LAX")->same_site == SameSite::lax);
    QVERIFY(parse("a=b; samesite=none")->same_site == SameSite::none);
    QVERIFY(parse("a=b; samesite=strict; samesite=whatever")->same_site == SameSite::unset);
}

void CookieTest::ignoresAttributesThatAreTooLong() {
    const std::string longest = '/' + std::string(longest_cookie_attribute - 1, 'p');
    QCOMPARE(parse("a=b; path=" + longest)->path, longest);
    QCOMPARE(parse("a=b; path=" + longest + 'p')->path, std::string("/a"));
    QCOMPARE(parse("a=b; path=/c; path=" + longest + 'p')->path, std::string("/c"));
}

void CookieTest::refusesWhatIsTooLarge() {
    QVERIFY(parse("n=" + std::string(longest_cookie - 1, 'v')));
    QVERIFY(parse("n=" + std::string(longest_cookie, 'v')).error() == CookieRefusal::too_large);
    QVERIFY(parse(std::string(longest_cookie, 'n') + "=v").error() == CookieRefusal::too_large);
    QVERIFY(parse("n=v;" + std::string(longest_cookie_line - 4, 'x')));
    QVERIFY(parse("n=v;" + std::string(longest_cookie_line - 3, 'x')).error() == CookieRefusal::line_too_long);
}

void CookieTest::refusesControlCharacters_data() {
    QTest::addColumn<QByteArray>("value");
    for (const char c : {'\0', '\1', '\b', '\n', '\v', '\r', '\x1f', '\x7f'}) {
        QTest::addRow("name %d", c) << QByteArray("a") + QByteArray(1, c) + "b=c";
        QTest::addRow("value %d", c) << QByteArray("a=b") + QByteArray(1, c) + "c";
        QTest::addRow("attribute %d", c) << QByteArray("a=b; path=/") + QByteArray(1, c);
    }
    QTest::addRow("tab in the value") << QByteArray("a=b\tc");
    QTest::addRow("tab in the name") << QByteArray("a\tb=c");
}

void CookieTest::refusesControlCharacters() {
    QFETCH(QByteArray, value);
    const auto cookie = parse(value.toStdString());
    QVERIFY(!cookie && cookie.error() == CookieRefusal::control_character);
}

void CookieTest::holdsNamesToTheirPromise_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char* value, bool kept) { QTest::newRow(value) << QByteArray(value) << kept; };
    // RFC 6265bis 4.1.3.
    row("__Secure-a=b; Secure", true);
    row("__Secure-a=b; Secure; Domain=example.com", true);
    row("__Secure-a=b", false);
    row("__SECURE-a=b", false);
    row("__Host-a=b; Secure; Path=/", true);
    row("__Host-a=b; Path=/", false);
    row("__Host-a=b; Secure", false);
    row("__Host-a=b; Secure; Path=/a", false);
    row("__Host-a=b; Secure; Path=/; Domain=www.example.com", false);
    row("__host-a=b; Secure; Path=/; Domain=example.com", false);
    row("__Secure-", false);
    row("=__Host-a=b; Secure; Path=/", false);
    row("__Sec=b", true);
    row("a__Host-=b", true);
}

void CookieTest::holdsNamesToTheirPromise() {
    QFETCH(QByteArray, value);
    QFETCH(bool, kept);
    const auto cookie = parse(value.toStdString());
    QCOMPARE(cookie.has_value(), kept);
    QVERIFY(kept || cookie.error() == CookieRefusal::prefix);
}

void CookieTest::takesSecureCookiesOnlyFromSecureOrigins() {
    QVERIFY(parse("a=b; secure", "https://h.test/"));
    QVERIFY(parse("a=b; secure", "http://h.test/").error() == CookieRefusal::insecure);
    for (const char* url : {"http://localhost/", "http://127.0.0.1/", "http://[::1]/"}) {
        QVERIFY2(parse("a=b; secure", url), url);
    }
    QVERIFY(!parse("a=b; secure", "http://127.0.0.2/"));
    QVERIFY(!parse("a=b; secure", "http://localhost.test/"));
}

void CookieTest::importsWithoutAnOrigin() {
    QCOMPARE(summary(import_set_cookie("a=b", now)), std::string("a=b|.|/"));
    QCOMPARE(summary(import_set_cookie("a=b; domain=.Example.com; path=/c; secure", now)),
             std::string("a=b|.example.com|/c"));
    QCOMPARE(summary(import_set_cookie("a=b; domain=127.0.0.1", now)), std::string("a=b|127.0.0.1|/"));
    QCOMPARE(summary(import_set_cookie("a=b; domain=m\xC3\xBCnchen.example", now)),
             std::string("a=b|.xn--mnchen-3ya.example|/"));
    QVERIFY(import_set_cookie("__Host-a=b; secure; path=/", now).error() == CookieRefusal::prefix);
    QVERIFY(import_set_cookie("", now).error() == CookieRefusal::empty);
    QVERIFY(import_set_cookie("a=b; max-age=0", now)->expired(now));
}

void CookieTest::matchesDomains_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* host, const char* domain, bool matches) {
        QTest::addRow("%s %s", host, domain) << QByteArray(host) << QByteArray(domain) << matches;
    };
    row("example.com", "example.com", true);
    row("www.example.com", "example.com", true);
    row("a.b.example.com", "example.com", true);
    row("wwwexample.com", "example.com", false);
    row("example.com", "www.example.com", false);
    row("1.2.3.4", "3.4", false);
    row("1.2.3.4", "1.2.3.4", true);
    row("example.com", "", false);
}

void CookieTest::matchesDomains() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, domain);
    QFETCH(bool, matches);
    QCOMPARE(domain_matches(host.toStdString(), domain.toStdString()), matches);
}

void CookieTest::matchesPaths_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("cookie");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* path, const char* cookie, bool matches) {
        QTest::addRow("%s %s", path, cookie) << QByteArray(path) << QByteArray(cookie) << matches;
    };
    row("/", "/", true);
    row("/a", "/", true);
    row("/a", "/a", true);
    row("/a/", "/a", true);
    row("/a/b", "/a", true);
    row("/a/b", "/a/", true);
    row("/ab", "/a", false);
    row("/a", "/a/", false);
    row("/A", "/a", false);
    row("/", "/a", false);
}

void CookieTest::matchesPaths() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, cookie);
    QFETCH(bool, matches);
    QCOMPARE(path_matches(path.toStdString(), cookie.toStdString()), matches);
}

void CookieTest::everyRefusalHasAText() {
    for (int i = 0; i <= static_cast<int>(CookieRefusal::not_a_cookie); ++i) {
        QVERIFY(*text_of(static_cast<CookieRefusal>(i)) != '\0');
    }
}

SL_TEST_CLASS(CookieTest)
#include "cookie_test.moc"
