#include "engine/http/request_headers.h"

#include <QTest>

#include <vector>

#include "tests/support/test_class.h"

using sluice::Kind;
using sluice::Options;
using sluice::RequestOptions;
using sluice::Url;
using sluice::http::request_headers;
using sluice::http::RequestContext;

class RequestHeadersTest : public QObject {
    Q_OBJECT

  private slots:
    void aBareUrlGivesTwoHeaders();
    void standInTheKnownOrder();
    void hostNamesThePort_data();
    void hostNamesThePort();
    void ownHeaders_data();
    void ownHeaders();
    void refusesOwnHeaders_data();
    void refusesOwnHeaders();
    void asksForRanges_data();
    void asksForRanges();
    void refusesReversedRanges();
    void aBodyHasLengthAndType();
    void withholdsSecretsAcrossOrigins();
    void choosesTheMethod();
    void namesTheCodings();
};

namespace {

std::string lines(const sluice::http::HeaderList& headers) {
    std::string text;
    for (const auto& field : headers) {
        text += field.name + ": " + field.value + "\n";
    }
    return text;
}

Options with(RequestOptions request, std::optional<std::string> body = {}) {
    Options options;
    options.request = std::move(request);
    if (body) {
        options.upload->body = std::move(body);
    }
    return options;
}

std::string build(const Options& options, const char* url = "http://h/") {
    const Url parsed = *Url::parse(url);
    const auto headers =
        request_headers({.options = options, .url = parsed, .sends_body = options.upload->body.has_value()});
    return headers ? lines(*headers) : "!" + headers.error().text();
}

}  // namespace

void RequestHeadersTest::aBareUrlGivesTwoHeaders() {
    QCOMPARE(build({}), std::string("Host: h\nAccept: */*\n"));
}

void RequestHeadersTest::standInTheKnownOrder() {
    Options options = with({.headers = {"X-Own: 1"}, .user_agent = "ua", .range = "0-9"}, "abc");
    options.http->accept_encoding = "all";
    const Url url = *Url::parse("http://u:p@h:8080/x");
    const auto headers = request_headers({.options = options,
                                          .url = url,
                                          .sends_body = true,
                                          .referer = "http://r/",
                                          .authorization = "Basic x",
                                          .proxy_authorization = "Basic y",
                                          .cookie = "a=b"});
    QCOMPARE(lines(*headers),
             std::string("Host: h:8080\nProxy-Authorization: Basic y\nAuthorization: Basic x\nRange: bytes=0-9\n"
                         "User-Agent: ua\nAccept: */*\nAccept-Encoding: deflate, gzip, br, zstd\nReferer: http://r/\n"
                         "Cookie: a=b\nX-Own: 1\nContent-Length: 3\n"
                         "Content-Type: application/x-www-form-urlencoded\n"));
}

void RequestHeadersTest::hostNamesThePort_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("default") << QByteArray("http://h:80/") << QByteArray("h");
    QTest::newRow("https default") << QByteArray("https://h:443/") << QByteArray("h");
    QTest::newRow("other") << QByteArray("https://h:80/") << QByteArray("h:80");
    QTest::newRow("IPv6") << QByteArray("http://[::1]:81/") << QByteArray("[::1]:81");
    QTest::newRow("zone is not sent") << QByteArray("http://[fe80::1%25e]/") << QByteArray("[fe80::1]");
    QTest::newRow("IDN") << QByteArray(
                                "http://b\xc3\xbc"
                                "cher.example/")
                         << QByteArray("xn--bcher-kva.example");
}

void RequestHeadersTest::hostNamesThePort() {
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, host);
    QCOMPARE(build({}, url.constData()), "Host: " + host.toStdString() + "\nAccept: */*\n");
}

void RequestHeadersTest::ownHeaders_data() {
    QTest::addColumn<QByteArrayList>("own");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char* name, const QByteArrayList& own, const char* sent) {
        QTest::newRow(name) << own << QByteArray(sent);
    };
    row("added", {"X: 1", "Y:2"}, "Host: h\nUser-Agent: ua\nAccept: */*\nX: 1\nY: 2\n");
    row("same name twice", {"X: 1", "X: 2"}, "Host: h\nUser-Agent: ua\nAccept: */*\nX: 1\nX: 2\n");
    row("replaced", {"accept: text/html"}, "Host: h\nUser-Agent: ua\naccept: text/html\n");
    row("removed", {"Accept:", "USER-AGENT: "}, "Host: h\n");
    row("empty", {"X;"}, "Host: h\nUser-Agent: ua\nAccept: */*\nX: \n");
    row("ours sent empty", {"Accept;"}, "Host: h\nUser-Agent: ua\nAccept: \n");
    row("host replaced in its place", {"X: 1", "host: other"}, "Host: other\nUser-Agent: ua\nAccept: */*\nX: 1\n");
    row("host removed", {"Host:"}, "User-Agent: ua\nAccept: */*\n");
    row("semicolon in a value", {"X: a;b"}, "Host: h\nUser-Agent: ua\nAccept: */*\nX: a;b\n");
    row("colon in a value", {"X: a:b"}, "Host: h\nUser-Agent: ua\nAccept: */*\nX: a:b\n");
}

void RequestHeadersTest::ownHeaders() {
    QFETCH(QByteArrayList, own);
    QFETCH(QByteArray, sent);
    RequestOptions options{.user_agent = "ua"};
    for (const QByteArray& line : own) {
        options.headers.push_back(line.toStdString());
    }
    QCOMPARE(QByteArray::fromStdString(build(with(std::move(options)))), sent);
}

void RequestHeadersTest::refusesOwnHeaders_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no colon") << QByteArray("X 1");
    QTest::newRow("no name") << QByteArray(": 1");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text behind the semicolon") << QByteArray("X; 1");
}

void RequestHeadersTest::refusesOwnHeaders() {
    QFETCH(QByteArray, line);
    const Options options = with({.headers = {line.toStdString()}});
    const Url url = *Url::parse("http://h/");
    const auto headers = request_headers({.options = options, .url = url});
    QVERIFY(!headers);
    QVERIFY(headers.error().kind == Kind::option_syntax);
    QVERIFY(headers.error().code == sluice::Code::setopt_option_syntax);
}

void RequestHeadersTest::asksForRanges_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<qint64>("resume");
    QTest::addColumn<bool>("ranged");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("range") << QByteArray("0-99") << qint64(0) << true << QByteArray("bytes=0-99");
    QTest::newRow("suffix") << QByteArray("-50") << qint64(0) << true << QByteArray("bytes=-50");
    QTest::newRow("list") << QByteArray("0-1,5-") << qint64(0) << true << QByteArray("bytes=0-1,5-");
    QTest::newRow("resume") << QByteArray("") << qint64(100) << true << QByteArray("bytes=100-");
    QTest::newRow("resume beats range") << QByteArray("0-9") << qint64(100) << true << QByteArray("bytes=100-");
    QTest::newRow("none") << QByteArray("") << qint64(0) << true << QByteArray("none");
    QTest::newRow("not for this method") << QByteArray("0-9") << qint64(100) << false << QByteArray("none");
}

void RequestHeadersTest::asksForRanges() {
    QFETCH(QByteArray, range);
    QFETCH(qint64, resume);
    QFETCH(bool, ranged);
    QFETCH(QByteArray, value);
    const Options options = with({.range = range.toStdString(), .resume_from = resume});
    const Url url = *Url::parse("http://h/");
    const auto headers = request_headers({.options = options, .url = url, .ranged = ranged});
    QCOMPARE(std::string(headers->first("Range").value_or("none")), value.toStdString());
}

void RequestHeadersTest::refusesReversedRanges() {
    QCOMPARE(build(with({.range = "0-199,1000-199"})), std::string("!Not a valid byte range: 1000-199"));
}

void RequestHeadersTest::aBodyHasLengthAndType() {
    QCOMPARE(build(with({}, "")), std::string("Host: h\nAccept: */*\nContent-Length: 0\n"
                                              "Content-Type: application/x-www-form-urlencoded\n"));
    QCOMPARE(build(with({.headers = {"Content-Type: text/plain"}}, "x")),
             std::string("Host: h\nAccept: */*\nContent-Type: text/plain\nContent-Length: 1\n"));
    const Options options = with({}, "x");
    const Url url = *Url::parse("http://h/");
    QVERIFY(!request_headers({.options = options, .url = url})->has("Content-Length"));
}

void RequestHeadersTest::withholdsSecretsAcrossOrigins() {
    const Options options = with({.headers = {"AUTHORIZATION: a", "Cookie: b", "Proxy-Authorization: c", "X-Token: d",
                                              "X-Plain: e", "Host: f"}});
    const Url url = *Url::parse("http://other/");
    const std::vector<std::string> sensitive{"x-token"};
    const auto headers =
        request_headers({.options = options, .url = url, .cross_origin = true, .sensitive_headers = sensitive});
    QCOMPARE(lines(*headers), std::string("Host: other\nAccept: */*\nX-Plain: e\n"));
    const auto same = request_headers({.options = options, .url = url, .sensitive_headers = sensitive});
    QCOMPARE(lines(*same), std::string("Host: f\nAccept: */*\nAUTHORIZATION: a\nCookie: b\nProxy-Authorization: c\n"
                                       "X-Token: d\nX-Plain: e\n"));
}

void RequestHeadersTest::choosesTheMethod() {
    using sluice::http::request_method;
    QCOMPARE(request_method({}), std::string("GET"));
    QCOMPARE(request_method(with({.no_body = true})), std::string("HEAD"));
    QCOMPARE(request_method(with({}, "")), std::string("POST"));
    QCOMPARE(request_method(with({.method = "DELETE", .no_body = true}, "x")), std::string("DELETE"));
}

void RequestHeadersTest::namesTheCodings() {
    using sluice::http::accept_encoding_value;
    QCOMPARE(accept_encoding_value({}), std::string());
    QCOMPARE(accept_encoding_value({.accept_encoding = "identity"}), std::string("identity"));
    QCOMPARE(accept_encoding_value({.accept_encoding = "all"}), std::string("deflate, gzip, br, zstd"));
}

SL_TEST_CLASS(RequestHeadersTest)
#include "request_headers_test.moc"
