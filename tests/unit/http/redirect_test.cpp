#include "engine/http/redirect.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Kind;
using sluice::RedirectOptions;
using sluice::Url;
using sluice::http::decide_redirect;
using sluice::http::Redirect;
using sluice::http::RedirectContext;
using sluice::http::RequestKind;

class RedirectTest : public QObject {
    Q_OBJECT

  private slots:
    void choosesTheMethod_data();
    void choosesTheMethod();
    void keepsOrDropsAWordOfTheCallers_data();
    void keepsOrDropsAWordOfTheCallers();
    void isNoRedirect_data();
    void isNoRedirect();
    void resolvesTheLocation_data();
    void resolvesTheLocation();
    void refusesTheLocation_data();
    void refusesTheLocation();
    void limitsTheNumber_data();
    void limitsTheNumber();
    void withholdsCredentials_data();
    void withholdsCredentials();
    void allowsNamedSchemesOnly();
    void neverLeadsToFilesOfThisMachine();
};

namespace {

struct Case {
    int status = 302;
    std::string location = "/next";
    std::string url = "http://a/x/y?z";
    std::string first = "http://a/";
    RequestKind kind = RequestKind::get;
    std::string custom_method;
    int followed = 0;
    RedirectOptions options = {.follow = sluice::Follow::all};
};

sluice::Result<std::optional<Redirect>> decide(const Case& c) {
    const Url url = *Url::parse(c.url);
    const Url first = *Url::parse(c.first);
    return decide_redirect({.status = c.status,
                            .location = c.location,
                            .url = url,
                            .first_url = first,
                            .kind = c.kind,
                            .custom_method = c.custom_method,
                            .followed = c.followed,
                            .options = c.options});
}

}  // namespace

void RedirectTest::choosesTheMethod_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    QTest::addColumn<unsigned>("keep_post");
    QTest::addColumn<int>("next");
    const auto row = [](int status, RequestKind kind, unsigned keep, RequestKind next) {
        const std::string word(sluice::http::word_of(kind));
        QTest::addRow("%d %s keep %u", status, word.c_str(), keep) << status << int(kind) << keep << int(next);
    };
    using enum RequestKind;
    for (const int status : {300, 301, 302, 303, 307, 308}) {
        row(status, get, 0, get);
        row(status, head, 0, head);
        row(status, put, 7, status == 303 ? get : put);
    }
    row(301, post, 0, get);
    row(302, post, 0, get);
    row(303, post, 0, get);
    row(307, post, 0, post);
    row(308, post, 0, post);
    row(300, post, 0, post);
    row(301, post, 1, post);
    row(301, post, 6, get);
    row(302, post, 2, post);
    row(302, post, 5, get);
    row(303, post, 4, post);
    row(303, post, 3, get);
}

void RedirectTest::choosesTheMethod() {
    QFETCH(int, status);
    QFETCH(int, kind);
    QFETCH(unsigned, keep_post);
    QFETCH(int, next);
    const auto redirect = decide({.status = status,
                                  .kind = RequestKind(kind),
                                  .options = {.follow = sluice::Follow::all, .keep_post = keep_post}});
    QVERIFY(redirect && *redirect);
    QCOMPARE(int((*redirect)->kind), next);
    QCOMPARE((*redirect)->method, std::string(sluice::http::word_of(RequestKind(next))));
    QVERIFY(!(*redirect)->custom_method);
}

void RedirectTest::keepsOrDropsAWordOfTheCallers_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("follow");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](int status, RequestKind kind, sluice::Follow follow, const char* word) {
        const std::string was(sluice::http::word_of(kind));
        QTest::addRow("%d %s mode %d", status, was.c_str(), int(follow))
            << status << int(kind) << int(follow) << QByteArray(word);
    };
    using enum RequestKind;
    using sluice::Follow;
    for (const int status : {301, 302, 303, 307, 308}) {
        for (const RequestKind kind : {get, head, post, put}) {
            row(status, kind, Follow::all, "OWN");
        }
        row(status, get, Follow::obey_code, status == 303 ? "GET" : "OWN");
        row(status, head, Follow::obey_code, "OWN");
        row(status, post, Follow::obey_code, status < 307 ? "GET" : "OWN");
        row(status, put, Follow::obey_code, status == 303 ? "GET" : "OWN");
        row(status, get, Follow::first_only, "GET");
        row(status, head, Follow::first_only, "HEAD");
        row(status, post, Follow::first_only, status < 307 ? "GET" : "POST");
        row(status, put, Follow::first_only, status == 303 ? "GET" : "PUT");
    }
}

void RedirectTest::keepsOrDropsAWordOfTheCallers() {
    QFETCH(int, status);
    QFETCH(int, kind);
    QFETCH(int, follow);
    QFETCH(QByteArray, word);
    const auto redirect = decide({.status = status,
                                  .kind = RequestKind(kind),
                                  .custom_method = "OWN",
                                  .options = {.follow = sluice::Follow(follow)}});
    QVERIFY(redirect && *redirect);
    QCOMPARE(QByteArray::fromStdString((*redirect)->method), word);
    QCOMPARE((*redirect)->custom_method, word == "OWN");
}

void RedirectTest::isNoRedirect_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("follow");
    QTest::newRow("not asked to follow") << 302 << QByteArray("/x") << false;
    QTest::newRow("no Location") << 302 << QByteArray("") << true;
    QTest::newRow("blank Location") << 302 << QByteArray(" \t") << true;
    for (const int status : {200, 201, 206, 304, 305, 306, 309, 399, 400}) {
        QTest::addRow("%d", status) << status << QByteArray("/x") << true;
    }
}

void RedirectTest::isNoRedirect() {
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    QFETCH(bool, follow);
    const auto redirect = decide({.status = status,
                                  .location = location.toStdString(),
                                  .options = {.follow = follow ? sluice::Follow::all : sluice::Follow::none}});
    QVERIFY(redirect.has_value());
    QVERIFY(!redirect->has_value());
}

void RedirectTest::resolvesTheLocation_data() {
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* location, const char* target) {
        QTest::newRow(location) << QByteArray(location) << QByteArray(target);
    };
    row("/next", "http://a/next");
    row("next", "http://a/x/next");
    row("?q", "http://a/x/y?q");
    row("//b/c", "http://b/c");
    row("https://b:8/c#d", "https://b:8/c#d");
    row("  /trimmed\t", "http://a/trimmed");
    row("/a b?c d", "http://a/a%20b?c+d");
    row("/\xc3\xbc?\xc3\xbc", "http://a/%C3%BC?%C3%BC");
    row("http://b\xc3\xbc"
        "cher.example/",
        "http://b\xc3\xbc"
        "cher.example/");
    row("/a%20b", "http://a/a%20b");
    row("../../..//z", "http://a//z");
}

void RedirectTest::resolvesTheLocation() {
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, target);
    const auto redirect = decide({.location = location.toStdString()});
    QVERIFY(redirect && *redirect);
    QCOMPARE(QByteArray::fromStdString((*redirect)->url.to_string()), target);
}

void RedirectTest::refusesTheLocation_data() {
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("code");
    const auto row = [](const char* location, const char* kind, int code) {
        QTest::newRow(location) << QByteArray(location) << QByteArray(kind) << code;
    };
    row("file:///etc/passwd", "url.scheme_redirect", 1);
    row("javascript:alert(1)", "url.scheme_redirect", 1);
    row("gopher://x/", "url.scheme_redirect", 1);
    row("http://", "http.redirect_malformed", 3);
    row("http://a:99999/", "http.redirect_malformed", 3);
    row("http:\\\\a\\", "http.redirect_malformed", 3);
    row("/a\x01", "http.redirect_malformed", 3);
}

void RedirectTest::refusesTheLocation() {
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, kind);
    QFETCH(int, code);
    const auto redirect = decide({.location = location.toStdString()});
    QVERIFY(!redirect);
    QCOMPARE(QByteArray(sluice::kind_name(redirect.error().kind)), kind);
    QCOMPARE(static_cast<int>(redirect.error().code), code);
}

void RedirectTest::limitsTheNumber_data() {
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("followed");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("first of one") << 1 << 0 << true;
    QTest::newRow("second of one") << 1 << 1 << false;
    QTest::newRow("thirtieth of thirty") << 30 << 29 << true;
    QTest::newRow("none") << 0 << 0 << false;
    QTest::newRow("endless") << -1 << 100'000 << true;
}

void RedirectTest::limitsTheNumber() {
    QFETCH(int, limit);
    QFETCH(int, followed);
    QFETCH(bool, allowed);
    const auto redirect =
        decide({.followed = followed, .options = {.follow = sluice::Follow::all, .max_redirs = limit}});
    QCOMPARE(redirect.has_value(), allowed);
    if (!allowed) {
        QVERIFY(redirect.error().kind == Kind::http_too_many_redirects);
        QVERIFY(redirect.error().code == sluice::Code::too_many_redirects);
        QCOMPARE(redirect.error().text(), QString("Redirected too often: more than %1 times").arg(limit).toStdString());
    }
}

void RedirectTest::withholdsCredentials_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("cross");
    const auto row = [](const char* name, const char* first, const char* url, const char* location, bool cross) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(url) << QByteArray(location) << cross;
    };
    row("relative", "https://a/", "https://a/", "/x", false);
    row("same host", "https://a/", "https://a/", "https://A:443/x", false);
    row("other host", "https://a/", "https://a/", "https://b/", true);
    row("sub-domain", "https://a/", "https://a/", "https://x.a/", true);
    row("other port", "https://a/", "https://a/", "https://a:444/", true);
    row("downgrade", "https://a/", "https://a/", "http://a/", true);
    row("downgrade on the same port", "https://a/", "https://a/", "http://a:443/", true);
    row("upgrade", "http://a/", "http://a/", "https://a/", true);
    row("relative on the other host", "https://a/", "https://b/", "/x", true);
    row("back to the first", "https://a/", "https://b/", "https://a/", false);
}

void RedirectTest::withholdsCredentials() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, location);
    QFETCH(bool, cross);
    Case c{.location = location.toStdString(), .url = url.toStdString(), .first = first.toStdString()};
    QCOMPARE((*decide(c))->cross_origin, cross);
    c.options.unrestricted_auth = true;
    QCOMPARE((*decide(c))->cross_origin, false);
}

void RedirectTest::allowsNamedSchemesOnly() {
    Case c{.location = "http://b/"};
    c.options.protocols = {"HTTPS"};
    QVERIFY(decide(c).error().kind == Kind::url_scheme_redirect);
    c.location = "https://b/";
    QVERIFY(decide(c).has_value());
}

void RedirectTest::neverLeadsToFilesOfThisMachine() {
    for (const char* location : {"file:///etc/passwd", "FILE:/etc/passwd"}) {
        Case c{.location = location};
        c.options.protocols = {"file", "http", "https"};
        QVERIFY(decide(c).error().kind == Kind::url_scheme_redirect);
    }
}

SL_TEST_CLASS(RedirectTest)
#include "redirect_test.moc"
