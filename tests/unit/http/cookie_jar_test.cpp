#include "engine/http/cookie_jar.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::http;
using Stored = CookieJar::Stored;

namespace {

constexpr std::int64_t now = 1'700'000'000;

/// A jar with a way to talk to it in URLs.
struct Talk {
    CookieJar jar;
    std::shared_ptr<const PublicSuffixes> suffixes = PublicSuffixes::built_in();

    Stored set(const char* url, const std::string& value, std::int64_t at = now) {
        const CookieOrigin origin = cookie_origin(*Url::parse(url));
        auto cookie = parse_set_cookie(value, origin, *suffixes, at);
        if (!cookie) {
            QTest::qFail(text_of(cookie.error()), __FILE__, __LINE__);
            return Stored::removed;
        }
        return jar.store(std::move(*cookie), origin.secure, at);
    }
    std::string get(const char* url, std::int64_t at = now) const {
        return jar.header_for(cookie_origin(*Url::parse(url)), at).value;
    }
};

}  // namespace

class CookieJarTest : public QObject {
    Q_OBJECT

  private slots:
    void sendsToTheRightPlaces_data();
    void sendsToTheRightPlaces();
    void ordersAsLibcurlDoes();
    void replacesTheSameCookieInItsPlace();
    void keepsCookiesApartThatDiffer();
    void deletesAndExpires();
    void keepsSecureCookiesFromHttp_data();
    void keepsSecureCookiesFromHttp();
    void sendsImportedCookiesWithoutDomainAnywhere();
    void sendsNamelessCookiesAsTheirValue();
    void sendsAtMost150();
    void keepsTheHeaderWithinItsLimit();
    void forgetsTheOldestOfADomain();
    void forgetsExpiredOnesFirst();
    void forgetsOfTheLargestDomain();
    void listsTheNewestFirst();
    void clears();
    void putsTheCallersOwnWordsBehind();
};

void CookieJarTest::sendsToTheRightPlaces_data() {
    QTest::addColumn<QByteArray>("set_at");
    QTest::addColumn<QByteArray>("cookie");
    QTest::addColumn<QByteArray>("get_at");
    QTest::addColumn<bool>("sent");
    const auto row = [](const char* set_at, const char* cookie, const char* get_at, bool sent) {
        QTest::addRow("%s %s %s", set_at, cookie, get_at)
            << QByteArray(set_at) << QByteArray(cookie) << QByteArray(get_at) << sent;
    };
    row("http://h.test/", "a=b", "http://h.test/x", true);
    row("http://h.test/", "a=b", "https://h.test/x", true);
    row("http://h.test/", "a=b", "http://h.test:8080/x", true);
    row("http://h.test/", "a=b", "http://www.h.test/", false);
    row("http://h.test/", "a=b", "http://test/", false);
    row("http://h.test/", "a=b", "http://other.test/", false);
    row("http://www.h.test/", "a=b; domain=h.test", "http://h.test/", true);
    row("http://www.h.test/", "a=b; domain=h.test", "http://a.b.h.test/", true);
    row("http://www.h.test/", "a=b; domain=h.test", "http://xh.test/", false);
    row("http://h.test/a/b", "a=b", "http://h.test/a/c", true);
    row("http://h.test/a/b", "a=b", "http://h.test/", false);
    row("http://h.test/a/b", "a=b; path=/", "http://h.test/", true);
    row("http://h.test/", "a=b; path=/a", "http://h.test/ab", false);
    row("http://h.test/", "a=b; path=/a", "http://h.test/a?q", true);
    row("https://h.test/", "a=b; secure", "https://h.test/", true);
    row("https://h.test/", "a=b; secure", "http://h.test/", false);
    row("http://localhost/", "a=b; secure", "http://localhost/", true);
    row("http://127.0.0.1/", "a=b", "http://127.0.0.1/", true);
    row("http://127.0.0.1/", "a=b", "http://0.0.1/", false);
    row("http://127.0.0.1/", "a=b", "http://1.127.0.0.1.test/", false);
    row("http://[::1]/", "a=b", "http://[::1]:81/", true);
}

void CookieJarTest::sendsToTheRightPlaces() {
    QFETCH(QByteArray, set_at);
    QFETCH(QByteArray, cookie);
    QFETCH(QByteArray, get_at);
    QFETCH(bool, sent);
    Talk talk;
    QVERIFY(talk.set(set_at.constData(), cookie.toStdString()) == Stored::added);
    QCOMPARE(talk.get(get_at.constData()), std::string(sent ? "a=b" : ""));
}

void CookieJarTest::ordersAsLibcurlDoes() {
    Talk talk;
    talk.set("http://www.h.test/a/b", "old=1; path=/");
    talk.set("http://www.h.test/a/b", "new=2; path=/");
    talk.set("http://www.h.test/a/b", "longer=3; path=/");
    talk.set("http://www.h.test/a/b", "deep=4; path=/a/b");
    talk.set("http://www.h.test/a/b", "wide=5; path=/; domain=h.test");
    QCOMPARE(talk.get("http://www.h.test/a/b"), std::string("deep=4; longer=3; new=2; old=1; wide=5"));
}

void CookieJarTest::replacesTheSameCookieInItsPlace() {
    Talk talk;
    talk.set("http://h.test/", "a=1");
    talk.set("http://h.test/", "b=2");
    QVERIFY(talk.set("http://h.test/", "a=3") == Stored::replaced);
    QCOMPARE(talk.jar.size(), std::size_t(2));
    QCOMPARE(talk.get("http://h.test/"), std::string("b=2; a=3"));
}

void CookieJarTest::keepsCookiesApartThatDiffer() {
    Talk talk;
    talk.set("http://h.test/x/y", "a=1");
    QVERIFY(talk.set("http://h.test/x/y", "A=1") == Stored::added);
    QVERIFY(talk.set("http://h.test/x/y", "a=1; path=/") == Stored::added);
    QVERIFY(talk.set("http://h.test/x/y", "a=1; domain=h.test") == Stored::added);
    QVERIFY(talk.set("http://www.h.test/x/y", "a=1") == Stored::added);
    QCOMPARE(talk.jar.size(), std::size_t(5));
}

void CookieJarTest::deletesAndExpires() {
    Talk talk;
    talk.set("http://h.test/", "a=1; max-age=60");
    QCOMPARE(talk.get("http://h.test/", now + 59), std::string("a=1"));
    QCOMPARE(talk.get("http://h.test/", now + 60), std::string());
    QVERIFY(talk.jar.all(now + 60).empty());
    QCOMPARE(talk.jar.size(), std::size_t(1));
    talk.jar.clear_expired(now + 60);
    QCOMPARE(talk.jar.size(), std::size_t(0));
    talk.set("http://h.test/", "a=1");
    QVERIFY(talk.set("http://h.test/", "a=; max-age=0") == Stored::removed);
    QCOMPARE(talk.jar.size(), std::size_t(0));
    QVERIFY(talk.set("http://h.test/", "never=was; max-age=0") == Stored::removed);
    QCOMPARE(talk.jar.size(), std::size_t(0));
}

void CookieJarTest::keepsSecureCookiesFromHttp_data() {
    QTest::addColumn<QByteArray>("over_http");
    QTest::addColumn<bool>("refused");
    const auto row = [](const char* cookie, bool refused) { QTest::newRow(cookie) << QByteArray(cookie) << refused; };
    // RFC 6265bis 5.7, step 15; there is a Secure "a" for www.h.test below /login.
    row("a=2; path=/login", true);
    row("a=2; path=/login/en", true);
    row("a=2; path=/login; domain=h.test", true);
    row("a=2; path=/", false);
    row("a=2; path=/log", false);
    row("a=2; path=/login-help", false);
    row("b=2; path=/login", false);
}

void CookieJarTest::keepsSecureCookiesFromHttp() {
    QFETCH(QByteArray, over_http);
    QFETCH(bool, refused);
    Talk talk;
    talk.set("https://www.h.test/", "a=1; secure; path=/login");
    const Stored stored = talk.set("http://www.h.test/", over_http.toStdString());
    QVERIFY(stored == (refused ? Stored::secure_is_kept : Stored::added));
    if (refused) {
        QCOMPARE(talk.get("https://www.h.test/login/en"), std::string("a=1"));
        QVERIFY(talk.set("https://www.h.test/", over_http.toStdString()) != Stored::secure_is_kept);
    }
}

void CookieJarTest::sendsImportedCookiesWithoutDomainAnywhere() {
    Talk talk;
    talk.jar.store(*import_set_cookie("any=1", now), true, now);
    talk.jar.store(*import_set_cookie("locked=1; secure", now), true, now);
    QCOMPARE(talk.get("http://a.test/x"), std::string("any=1"));
    QCOMPARE(talk.get("https://b.test/x"), std::string("locked=1; any=1"));
    QCOMPARE(talk.get("http://192.0.2.1/x"), std::string("any=1"));
}

void CookieJarTest::sendsNamelessCookiesAsTheirValue() {
    Talk talk;
    talk.set("http://h.test/", "token");
    talk.set("http://h.test/", "a=");
    QCOMPARE(talk.get("http://h.test/"), std::string("a=; token"));
}

void CookieJarTest::sendsAtMost150() {
    Talk talk;
    for (int i = 0; i < 160; ++i) {
        talk.set("http://h.test/", 'c' + std::to_string(100 + i) + "=1");
    }
    const auto header = talk.jar.header_for(cookie_origin(*Url::parse("http://h.test/")), now);
    QCOMPARE(std::count(header.value.begin(), header.value.end(), '='), std::ptrdiff_t(150));
    QCOMPARE(header.left_out, std::size_t(10));
    QVERIFY(header.value.starts_with("c259=1; "));
}

void CookieJarTest::keepsTheHeaderWithinItsLimit() {
    Talk talk;
    const std::string value(4000, 'v');
    talk.set("http://h.test/", "a=" + value);
    talk.set("http://h.test/", "bb=" + value);
    talk.set("http://h.test/", "ccc=" + value);
    auto header = talk.jar.header_for(cookie_origin(*Url::parse("http://h.test/")), now);
    QCOMPARE(header.value.size(), std::size_t(4004 + 2 + 4003));
    QCOMPARE(header.left_out, std::size_t(1));
    // To the byte: "Cookie: " and the three take exactly 8190.
    talk.set("http://h.test/", "a=" + std::string(CookieJar::longest_header - 8 - 8009 - 2 - 2, 'v'));
    header = talk.jar.header_for(cookie_origin(*Url::parse("http://h.test/")), now);
    QCOMPARE(header.value.size() + 8, CookieJar::longest_header);
    QCOMPARE(header.left_out, std::size_t(0));
    talk.set("http://h.test/", "a=" + std::string(CookieJar::longest_header - 8 - 8009 - 2 - 1, 'v'));
    QCOMPARE(talk.jar.header_for(cookie_origin(*Url::parse("http://h.test/")), now).left_out, std::size_t(1));
}

void CookieJarTest::forgetsTheOldestOfADomain() {
    Talk talk;
    talk.set("https://h.test/", "secure=1; secure");
    talk.set("http://h.test/", "first=1");
    for (std::size_t i = 0; i < CookieJar::most_per_domain - 1; ++i) {
        talk.set("http://h.test/", 'c' + std::to_string(i) + "=1; path=/" + std::to_string(i));
    }
    QCOMPARE(talk.jar.size(), CookieJar::most_per_domain);
    QCOMPARE(talk.get("https://h.test/"), std::string("secure=1"));  // "first" went: the oldest that is not Secure
    talk.set("http://other.test/", "x=1");
    QCOMPARE(talk.jar.size(), CookieJar::most_per_domain + 1);
}

void CookieJarTest::forgetsExpiredOnesFirst() {
    Talk talk;
    talk.set("http://h.test/", "first=1");
    talk.set("http://h.test/", "short=1; max-age=10");
    for (std::size_t i = 0; i < CookieJar::most_per_domain - 2; ++i) {
        talk.set("http://h.test/", 'c' + std::to_string(i) + "=1; path=/" + std::to_string(i));
    }
    talk.set("http://h.test/", "last=1", now + 10);
    QCOMPARE(talk.jar.size(), CookieJar::most_per_domain);
    QCOMPARE(talk.get("http://h.test/"), std::string("first=1; last=1"));
}

void CookieJarTest::forgetsOfTheLargestDomain() {
    Talk talk;
    talk.set("http://small.test/", "keep=1");
    Cookie cookie;
    cookie.host_only = true;
    for (int site = 0; site < 100; ++site) {
        cookie.domain = 's' + std::to_string(site) + ".test";
        for (int i = 0; i < 100; ++i) {
            cookie.name = std::to_string(i);
            talk.jar.store(cookie, true, now);
        }
    }
    QVERIFY(talk.jar.size() <= CookieJar::most_cookies);
    QVERIFY(talk.jar.size() >= CookieJar::most_cookies * 9 / 10);
    QCOMPARE(talk.get("http://small.test/"), std::string("keep=1"));
    QVERIFY(talk.get("http://s99.test/").starts_with("99="));  // the last one added
    QVERIFY(talk.get("http://s0.test/").find("; 0=") == std::string::npos);
    for (int i = 0; i < 12'000; ++i) {  // one each: then the oldest go
        cookie.domain = std::to_string(i) + ".many.test";
        talk.jar.store(cookie, true, now);
    }
    QVERIFY(talk.jar.size() <= CookieJar::most_cookies);
    QVERIFY(!talk.get("http://11999.many.test/").empty());
    QVERIFY(talk.get("http://small.test/").empty());
}

void CookieJarTest::listsTheNewestFirst() {
    Talk talk;
    talk.set("http://z.test/", "a=1");
    talk.set("http://a.test/", "b=2");
    const auto all = talk.jar.all(now);
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all[0]->name, std::string("b"));
    QCOMPARE(all[1]->name, std::string("a"));
}

void CookieJarTest::clears() {
    Talk talk;
    talk.set("http://h.test/", "session=1");
    talk.set("http://h.test/", "lasting=1; max-age=60");
    talk.jar.clear_session();
    QCOMPARE(talk.get("http://h.test/"), std::string("lasting=1"));
    talk.jar.clear();
    QCOMPARE(talk.jar.size(), std::size_t(0));
    QCOMPARE(talk.get("http://h.test/"), std::string());
}

void CookieJarTest::putsTheCallersOwnWordsBehind() {
    using Header = CookieJar::Header;
    QCOMPARE(cookie_header_value(Header{"a=1", 0}, ""), std::string("a=1"));
    QCOMPARE(cookie_header_value(Header{"", 0}, "raw"), std::string("raw"));
    QCOMPARE(cookie_header_value(Header{"a=1", 0}, "a=2"), std::string("a=1; a=2"));
    QCOMPARE(cookie_header_value(Header{"a=1", 3}, "raw"), std::string("a=1"));
    QCOMPARE(cookie_header_value(Header{"", 0}, std::string(9000, 'r')).size(), std::size_t(9000));
    const std::string most(CookieJar::longest_header - 8 - 3 - 2, 'r');
    QCOMPARE(cookie_header_value(Header{"a=1", 0}, most).size() + 8, CookieJar::longest_header);
    QCOMPARE(cookie_header_value(Header{"a=1", 0}, most + 'r'), std::string("a=1"));
}

SL_TEST_CLASS(CookieJarTest)
#include "cookie_jar_test.moc"
