// Whole requests, byte for byte, beside what curl 7.88 sends for the same options.
#include <sluice/mime.h>

#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class RequestBytesTest : public QObject {
    Q_OBJECT
  private slots:
    void areThoseOfCurl_data();
    void areThoseOfCurl();
    void beginWithTheMethod_data();
    void beginWithTheMethod();
    void goBackToGet();
    void aHeadByNameWaitsForNoBody();
};

namespace {

using Change = std::function<void(Easy&)>;

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

}  // namespace

void RequestBytesTest::areThoseOfCurl_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* curl, Change change, const char* bytes) {
        QTest::newRow(curl) << std::move(change) << QByteArray(bytes).replace("\n", "\r\n");
    };
    row(
        "curl URL", [](Easy&) {}, "GET /x HTTP/1.1\nHost: HOST\nAccept: */*\n\n");
    row(
        "-d abc", [](Easy& easy) { easy.options().upload->body = "abc"; },
        "POST /x HTTP/1.1\nHost: HOST\nAccept: */*\nContent-Length: 3\n"
        "Content-Type: application/x-www-form-urlencoded\n\nabc");
    row(
        "-d ''", [](Easy& easy) { easy.options().upload->body = ""; },
        "POST /x HTTP/1.1\nHost: HOST\nAccept: */*\nContent-Length: 0\n"
        "Content-Type: application/x-www-form-urlencoded\n\n");
    row(
        "-T a.txt -C 2 -u u:p -e ref -b c=d -H 'X-Y: z' --compressed --tr-encoding -A ua",
        [](Easy& easy) {
            Options& options = easy.options();
            options.upload->put = true;
            options.upload->body = "hello";
            options.request->resume_from = 2;
            options.request->user_agent = "ua";
            options.request->referer = "ref";
            options.request->headers = {"X-Y: z"};
            options.http->accept_encoding = "all";
            options.http->request_transfer_coding = true;
            options.auth->username = "u";
            options.auth->password = "p";
        },
        "PUT /x HTTP/1.1\nHost: HOST\nAuthorization: Basic dTpw\nContent-Range: bytes 2-4/5\nUser-Agent: ua\n"
        "Accept: */*\nConnection: TE\nTE: gzip\nAccept-Encoding: deflate, gzip, br, zstd\nReferer: ref\nX-Y: z\n"
        "Content-Length: 3\n\nllo");
    row(
        "-T - -e ref -z 'Mon, 01 Jan 2024 00:00:00 GMT' -H 'X-Y: z'",
        [](Easy& easy) {
            Options& options = easy.options();
            options.upload->put = true;
            options.request->referer = "ref";
            options.request->headers = {"X-Y: z"};
            options.request->time_condition = TimeCondition::if_modified_since;
            options.request->time_value = 1704067200;
            auto given = std::make_shared<Given>("abc");
            easy.callbacks().upload->read = [given](std::span<std::byte> into) { return given->read(into); };
        },
        "PUT /x HTTP/1.1\nHost: HOST\nAccept: */*\nReferer: ref\nTransfer-Encoding: chunked\n"
        "If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\nX-Y: z\nExpect: 100-continue\n\n3\nabc\n0\n\n");
    row(
        "-d abc -H 'Transfer-Encoding: chunked'",
        [](Easy& easy) {
            easy.options().upload->body = "abc";
            easy.options().request->headers = {"Transfer-Encoding: chunked"};
        },
        "POST /x HTTP/1.1\nHost: HOST\nAccept: */*\nTransfer-Encoding: chunked\n"
        "Content-Type: application/x-www-form-urlencoded\n\n3\nabc\n0\n\n");
    row(
        "-d abc -r 0-5",
        [](Easy& easy) {
            easy.options().upload->body = "abc";
            easy.options().request->range = "0-5";
        },
        "POST /x HTTP/1.1\nHost: HOST\nContent-Range: bytes 0-5/3\nAccept: */*\nContent-Length: 3\n"
        "Content-Type: application/x-www-form-urlencoded\n\nabc");
    row(
        "--digest -u u:p -d abc",
        [](Easy& easy) {
            easy.options().upload->body = "abc";
            easy.options().auth->username = "u";
            easy.options().auth->methods = auth::digest;
        },
        "POST /x HTTP/1.1\nHost: HOST\nAccept: */*\nContent-Length: 0\n"
        "Content-Type: application/x-www-form-urlencoded\n\n");
    row(
        "--digest -u u:p -F a=b",
        [](Easy& easy) {
            auto form = std::make_shared<Mime>();
            form->add("a", "b");
            easy.options().upload->mime = form;
            easy.options().auth->username = "u";
            easy.options().auth->methods = auth::digest;
        },
        "POST /x HTTP/1.1\nHost: HOST\nAccept: */*\nContent-Length: 0\n\n");
}

void RequestBytesTest::areThoseOfCurl() {
    QFETCH(Change, change);
    QFETCH(QByteArray, bytes);
    ScriptedServer server;
    server.on("/x", Reply::http(200));
    Fetch fetch(server.url("/x"));
    change(fetch.easy);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    bytes.replace("HOST", "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(QByteArray::fromStdString(server.requests().at(0).bytes), bytes);
}

void RequestBytesTest::beginWithTheMethod_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("method");
    const auto row = [](const char* name, Change change, const char* method) {
        QTest::newRow(name) << std::move(change) << QString(method);
    };
    row(
        "nothing", [](Easy&) {}, "GET");
    row(
        "no body", [](Easy& easy) { easy.options().request->no_body = true; }, "HEAD");
    row(
        "a body", [](Easy& easy) { easy.options().upload->body = "x"; }, "POST");
    row(
        "put",
        [](Easy& easy) {
            easy.options().upload->put = true;
            easy.options().upload->body = "x";
        },
        "PUT");
    row(
        "a body that is not wanted",
        [](Easy& easy) {
            easy.options().upload->body = "x";
            easy.options().request->no_body = true;
        },
        "HEAD");
    row(
        "a word of the caller's", [](Easy& easy) { easy.options().request->method = "DELETE"; }, "DELETE");
    row(
        "a word with a body",
        [](Easy& easy) {
            easy.options().request->method = "PATCH";
            easy.options().upload->body = "x";
        },
        "PATCH");
}

void RequestBytesTest::beginWithTheMethod() {
    QFETCH(Change, change);
    QFETCH(QString, method);
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    change(fetch.easy);
    perform(fetch);
    QCOMPARE(server.requests().at(0).method, method.toStdString());
    QCOMPARE(server.requests().at(0).body,
             std::string(method == "PUT" || method == "POST" || method == "PATCH" ? "x" : ""));
    QCOMPARE(fetch.easy.info().http.effective_method, method.toStdString());
}

void RequestBytesTest::goBackToGet() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = "x";
    perform(fetch);
    fetch.easy.options().upload.reset();
    perform(fetch);
    QCOMPARE(server.requests().at(1).method, std::string("GET"));
    QVERIFY(!server.requests().at(1).has("Content-Length"));
}

void RequestBytesTest::aHeadByNameWaitsForNoBody() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 5"}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->method = "HEAD";
    fetch.easy.options().timeouts->total = std::chrono::seconds(20);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(server.requests().at(0).method, std::string("HEAD"));
    QCOMPARE(fetch.body, std::string());
}

SL_TEST_CLASS(RequestBytesTest)
#include "request_bytes_test.moc"
