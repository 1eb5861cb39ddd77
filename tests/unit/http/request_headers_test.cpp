#include "engine/http/request_headers.h"

#include <QTest>

#include <vector>

#include "tests/support/test_class.h"

using sluice::Kind;
using sluice::Options;
using sluice::RequestOptions;
using sluice::Url;
using sluice::http::request_headers;
using sluice::http::RequestBody;
using sluice::http::RequestContext;
using sluice::http::RequestKind;

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
    void tellsOfTheBody_data();
    void tellsOfTheBody();
    void dropsAnExpectationThatFailed();
    void aTypeWithABoundaryIsFinal();
    void aProbeTellsOfNoBody();
    void withoutABodyNothingIsSaidOfIt();
    void placesAPartialUpload_data();
    void placesAPartialUpload();
    void findsOwnHeaders();
    void withholdsSecretsAcrossOrigins();
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

Options with(RequestOptions request) {
    Options options;
    options.request = std::move(request);
    return options;
}

std::string build(const Options& options, const char* url = "http://h/") {
    const Url parsed = *Url::parse(url);
    const auto headers = request_headers({.options = options, .url = parsed});
    return headers ? lines(*headers) : "!" + headers.error().text();
}

/// With a body, a POST in HTTP/1.1.
std::string build(const Options& options, const RequestBody& body, RequestKind kind = RequestKind::post,
                  int version = 11) {
    const Url url = *Url::parse("http://h/");
    const auto headers =
        request_headers({.options = options, .url = url, .kind = kind, .version = version, .body = &body});
    return headers ? lines(*headers) : "!" + headers.error().text();
}

constexpr const char* urlencoded = "application/x-www-form-urlencoded";

}  // namespace

void RequestHeadersTest::aBareUrlGivesTwoHeaders() {
    QCOMPARE(build({}), std::string("Host: h\nAccept: */*\n"));
}

void RequestHeadersTest::standInTheKnownOrder() {
    Options options = with({.headers = {"X-Own: 1"}, .user_agent = "ua", .range = "0-9"});
    options.http->accept_encoding = "all";
    const Url url = *Url::parse("http://u:p@h:8080/x");
    const RequestBody body{.size = 3, .content_type = urlencoded, .expects_continue = true};
    RequestContext context{.options = options,
                           .url = url,
                           .body = &body,
                           .referer = "http://r/",
                           .authorization = "Basic x",
                           .proxy_authorization = "Basic y",
                           .cookie = "a=b"};
    QCOMPARE(lines(*request_headers(context)),
             std::string("Host: h:8080\nProxy-Authorization: Basic y\nAuthorization: Basic x\nRange: bytes=0-9\n"
                         "User-Agent: ua\nAccept: */*\nAccept-Encoding: deflate, gzip, br, zstd\nReferer: http://r/\n"
                         "Cookie: a=b\nX-Own: 1\nContent-Length: 3\n"
                         "Content-Type: application/x-www-form-urlencoded\nExpect: 100-continue\n"));
    const RequestBody unknown{.size = -1, .content_type = urlencoded};
    context.body = &unknown;
    context.kind = RequestKind::post;
    QCOMPARE(lines(*request_headers(context)),
             std::string("Host: h:8080\nProxy-Authorization: Basic y\nAuthorization: Basic x\n"
                         "User-Agent: ua\nAccept: */*\nAccept-Encoding: deflate, gzip, br, zstd\nReferer: http://r/\n"
                         "Transfer-Encoding: chunked\nCookie: a=b\nX-Own: 1\n"
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
    const auto headers =
        request_headers({.options = options, .url = url, .kind = ranged ? RequestKind::head : RequestKind::put});
    QCOMPARE(std::string(headers->first("Range").value_or("none")), value.toStdString());
}

void RequestHeadersTest::refusesReversedRanges() {
    QCOMPARE(build(with({.range = "0-199,1000-199"})), std::string("!Not a valid byte range: 1000-199"));
}

void RequestHeadersTest::tellsOfTheBody_data() {
    QTest::addColumn<QByteArrayList>("own");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char* name, const QByteArrayList& own, qint64 size, int version, const char* sent) {
        QTest::newRow(name) << own << size << version << QByteArray(sent);
    };
    row("empty", {}, 0, 11, "Content-Length: 0\nContent-Type: t\nExpect: 100-continue\n");
    row("known", {}, 5, 11, "Content-Length: 5\nContent-Type: t\nExpect: 100-continue\n");
    row("unknown", {}, -1, 11, "Transfer-Encoding: chunked\nContent-Type: t\nExpect: 100-continue\n");
    row("HTTP/1.0", {}, 5, 10, "Content-Length: 5\nContent-Type: t\n");
    row("unknown in HTTP/1.0", {}, -1, 10, "Content-Type: t\n");
    row("own type", {"content-type: u"}, 5, 11, "content-type: u\nContent-Length: 5\nExpect: 100-continue\n");
    row("no type", {"Content-Type:"}, 5, 11, "Content-Length: 5\nExpect: 100-continue\n");
    row("own length", {"Content-Length: 9"}, 5, 11, "Content-Length: 9\nContent-Type: t\nExpect: 100-continue\n");
    row("own length of unknown", {"Content-Length: 9"}, -1, 11,
        "Content-Length: 9\nContent-Type: t\nExpect: 100-continue\n");
    row("own chunks", {"Transfer-Encoding: chunked"}, 5, 11,
        "Transfer-Encoding: chunked\nContent-Type: t\nExpect: 100-continue\n");
    row("chunks removed", {"Transfer-Encoding:"}, -1, 11, "Content-Type: t\nExpect: 100-continue\n");
    row("no leave asked", {"Expect:"}, 5, 11, "Content-Length: 5\nContent-Type: t\n");
    row("own expectation", {"Expect: 100-continue"}, 5, 11,
        "Expect: 100-continue\nContent-Length: 5\nContent-Type: t\n");
}

void RequestHeadersTest::tellsOfTheBody() {
    QFETCH(QByteArrayList, own);
    QFETCH(qint64, size);
    QFETCH(int, version);
    QFETCH(QByteArray, sent);
    RequestOptions options;
    for (const QByteArray& line : own) {
        options.headers.push_back(line.toStdString());
    }
    const RequestBody body{.size = size, .content_type = "t", .expects_continue = true};
    QCOMPARE(build(with(std::move(options)), body, RequestKind::post, version),
             "Host: h\nAccept: */*\n" + sent.toStdString());
}

void RequestHeadersTest::dropsAnExpectationThatFailed() {
    const Options options = with({.headers = {"expect: 100-continue", "X: y"}});
    const RequestBody body{.size = 5, .no_expectation = true};
    QCOMPARE(build(options, body), std::string("Host: h\nAccept: */*\nX: y\nContent-Length: 5\n"));
}

void RequestHeadersTest::aTypeWithABoundaryIsFinal() {
    const RequestBody form{.size = 5, .content_type = "multipart/x; boundary=b", .type_is_final = true};
    for (const char* own : {"Content-Type: multipart/x", "content-type:", "X: y"}) {
        const std::string first = *own == 'X' ? "X: y\n" : "";
        QCOMPARE(build(with({.headers = {own}}), form), "Host: h\nAccept: */*\n" + first +
                                                            "Content-Length: 5\n"
                                                            "Content-Type: multipart/x; boundary=b\n");
    }
}

void RequestHeadersTest::aProbeTellsOfNoBody() {
    const Options options =
        with({.headers = {"Transfer-Encoding: chunked", "Content-Length: 7", "Expect: 100-continue", "X: y"}});
    QCOMPARE(build(options, {.size = 0, .content_type = "t", .probe = true}),
             std::string("Host: h\nAccept: */*\nX: y\nContent-Length: 0\nContent-Type: t\n"));
    QCOMPARE(build(options, {.size = 0, .content_type = "t", .type_is_final = true, .probe = true}),
             std::string("Host: h\nAccept: */*\nX: y\nContent-Length: 0\n"));
}

void RequestHeadersTest::withoutABodyNothingIsSaidOfIt() {
    QCOMPARE(build(with({.headers = {"Transfer-Encoding: chunked", "Content-Length: 7", "Expect: x"}})),
             std::string("Host: h\nAccept: */*\n"));
    QCOMPARE(build(with({.method = "DELETE", .headers = {"Content-Length: 0", "Content-Type: t"}})),
             std::string("Host: h\nAccept: */*\nContent-Length: 0\nContent-Type: t\n"));
}

void RequestHeadersTest::placesAPartialUpload_data() {
    QTest::addColumn<qint64>("resume");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("placed");
    // As curl 7.88 writes them for -T with -C 2, and -d with -r.
    QTest::newRow("resumed") << qint64(2) << QByteArray() << qint64(3) << QByteArray("bytes 2-4/5");
    QTest::newRow("a range") << qint64(0) << QByteArray("0-5") << qint64(3) << QByteArray("bytes 0-5/3");
    QTest::newRow("neither") << qint64(0) << QByteArray() << qint64(3) << QByteArray("none");
    QTest::newRow("of unknown size") << qint64(2) << QByteArray() << qint64(-1) << QByteArray("none");
}

void RequestHeadersTest::placesAPartialUpload() {
    QFETCH(qint64, resume);
    QFETCH(QByteArray, range);
    QFETCH(qint64, size);
    QFETCH(QByteArray, placed);
    const Options options = with({.range = range.toStdString(), .resume_from = resume});
    const Url url = *Url::parse("http://h/");
    RequestBody body{.size = size};
    const RequestContext context{.options = options, .url = url, .kind = RequestKind::put, .body = &body};
    const auto headers = request_headers(context);
    QCOMPARE(std::string(headers->first("Content-Range").value_or("none")), placed.toStdString());
    QVERIFY(!headers->has("Range"));
    body.probe = true;
    QVERIFY(!request_headers(context)->has("Content-Range"));
}

void RequestHeadersTest::findsOwnHeaders() {
    using sluice::http::has_own_header;
    using sluice::http::own_header_value;
    const Options options = with({.headers = {"A: b", "C:", "D;", "malformed"}});
    QVERIFY(has_own_header(options, "a") && has_own_header(options, "c") && has_own_header(options, "D"));
    QVERIFY(!has_own_header(options, "E") && !has_own_header(options, "malformed"));
    QCOMPARE(own_header_value(options, "a"), std::string_view("b"));
    QCOMPARE(own_header_value(options, "C"), std::string_view());
    QCOMPARE(own_header_value(options, "E"), std::string_view());
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

void RequestHeadersTest::namesTheCodings() {
    using sluice::http::accept_encoding_value;
    QCOMPARE(accept_encoding_value({}), std::string());
    QCOMPARE(accept_encoding_value({.accept_encoding = "identity"}), std::string("identity"));
    QCOMPARE(accept_encoding_value({.accept_encoding = "all"}), std::string("deflate, gzip, br, zstd"));
}

SL_TEST_CLASS(RequestHeadersTest)
#include "request_headers_test.moc"
