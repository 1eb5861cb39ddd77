// Bodies that go out more than once: redirects, connections that had died.
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class ResendTest : public QObject {
    Q_OBJECT
  private slots:
    void followsWithOrWithoutTheBody_data();
    void followsWithOrWithoutTheBody();
    void dropsTheBodyWithItsHeaders();
    void needsASeekToSendAgain();
    void doesNotRewindWhatWasNotRead();
    void failsIfTheSeekFails_data();
    void failsIfTheSeekFails();
    void sendsAgainOnAFreshConnection_data();
    void sendsAgainOnAFreshConnection();
    void followsARedirectThatComesEarly();
    void keepsTheWordOfTheCaller_data();
    void keepsTheWordOfTheCaller();
};

namespace {

Reply redirect(int status, const std::string& to) {
    return Reply::http(status, "moved", {"Location: " + to});
}

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

}  // namespace

void ResendTest::followsWithOrWithoutTheBody_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("put");
    QTest::addColumn<QString>("from");
    QTest::addColumn<unsigned>("keep");
    QTest::addColumn<QString>("then");
    for (const QString from : {"memory", "callback", "unknown"}) {
        for (const int status : {301, 302, 303, 307, 308}) {
            const bool turns = status <= 303;
            QTest::addRow("POST %d %s", status, qPrintable(from))
                << status << false << from << 0U << (turns ? "GET" : "POST");
            QTest::addRow("POST %d %s kept", status, qPrintable(from)) << status << false << from << 7U << "POST";
            QTest::addRow("PUT %d %s", status, qPrintable(from))
                << status << true << from << 0U << (status == 303 ? "GET" : "PUT");
        }
    }
}

void ResendTest::followsWithOrWithoutTheBody() {
    QFETCH(int, status);
    QFETCH(bool, put);
    QFETCH(QString, from);
    QFETCH(unsigned, keep);
    QFETCH(QString, then);
    ScriptedServer server;
    server.on("/a", redirect(status, "/b"));
    server.on("/b", Reply::http(200, "end"));
    Given given(sample(200'000));
    Fetch fetch(server.url("/a"));
    UploadOptions& upload = *fetch.easy.options().upload;
    upload.put = put;
    upload.post = !put;
    if (from == "memory") {
        upload.body = given.text;
    } else {
        upload.size = from == "callback" ? 200'000 : -1;
        given.to(fetch.easy);
    }
    fetch.easy.options().redirect->follow = Follow::all;
    fetch.easy.options().redirect->keep_post = keep;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("end"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QVERIFY(requests[0].body == given.text);
    QCOMPARE(requests[1].method, then.toStdString());
    QVERIFY(requests[1].body == (then == "GET" ? "" : given.text));
    QCOMPARE(server.connection_count(), std::size_t(1));
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(then == "GET" ? 0 : 200'000));
}

void ResendTest::dropsTheBodyWithItsHeaders() {
    ScriptedServer server;
    server.on("/a", redirect(302, "/b"));
    server.on("/b", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().upload->body = "data";
    fetch.easy.options().request->headers = {"Transfer-Encoding: chunked", "Expect: 100-continue", "X-Own: 1"};
    fetch.easy.options().redirect->follow = Follow::all;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    const RecordedRequest request = server.requests().at(1);
    QVERIFY(!request.has("Transfer-Encoding") && !request.has("Expect") && !request.has("Content-Length"));
    QVERIFY(!request.has("Content-Type") && request.has("X-Own"));
}

void ResendTest::needsASeekToSendAgain() {
    ScriptedServer server;
    server.on("/a", redirect(307, "/b"));
    Given given("abc");
    Fetch fetch(server.url("/a"));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().redirect->follow = Follow::all;
    given.to(fetch.easy, false);
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::send_fail_rewind);
    QCOMPARE(server.request_count(), std::size_t(1));
}

void ResendTest::doesNotRewindWhatWasNotRead() {
    // The redirect comes in answer to the head: nothing was read yet, so nothing must be sought.
    UploadPeer peer([](const std::string& all, int connection) {
        if (connection == 1) {
            return Reply().send("HTTP/1.1 307 Elsewhere\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n");
        }
        return body_of(all).empty()         ? Reply().send("HTTP/1.1 100 Continue\r\n\r\n")
               : all.ends_with("0\r\n\r\n") ? Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                                            : Reply();
    });
    Given given("abc");
    Fetch fetch(peer.url());
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->expect_100_timeout = 20s;
    fetch.easy.options().redirect->follow = Follow::all;
    given.to(fetch.easy, false);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 200);
}

void ResendTest::failsIfTheSeekFails_data() {
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("code");
    QTest::newRow("fails") << int(SeekVerdict::fail) << int(Code::send_fail_rewind);
    QTest::newRow("cannot seek") << int(SeekVerdict::cannot_seek) << int(Code::send_fail_rewind);
    QTest::newRow("throws") << -1 << int(Code::bad_function_argument);
}

void ResendTest::failsIfTheSeekFails() {
    QFETCH(int, verdict);
    QFETCH(int, code);
    ScriptedServer server;
    server.on("/a", redirect(307, "/b"));
    Given given("abc");
    Fetch fetch(server.url("/a"));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().redirect->follow = Follow::all;
    given.to(fetch.easy);
    fetch.easy.callbacks().upload->seek = [&](std::int64_t) {
        if (verdict < 0) {
            throw std::runtime_error("no seeking");
        }
        return SeekVerdict(verdict);
    };
    perform(fetch);
    QCOMPARE(int(fetch.easy.error().code), code);
}

void ResendTest::sendsAgainOnAFreshConnection_data() {
    QTest::addColumn<bool>("seeks");
    QTest::newRow("it can be rewound") << true;
    QTest::newRow("it cannot") << false;
}

void ResendTest::sendsAgainOnAFreshConnection() {
    QFETCH(bool, seeks);
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.connection == 1 && request.number == 2 ? Reply().reset() : Reply::http(200, "x");
    });
    const auto driver = make_driver("multi");
    Fetch fetch(server.url("/"));
    driver->run(fetch.easy);
    Given given(sample(10'000));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->size = 10'000;
    given.to(fetch.easy, seeks);
    driver->run(fetch.easy);
    QCOMPARE(fetch.easy.error().code, seeks ? Code::ok : Code::send_fail_rewind);
    if (seeks) {
        QCOMPARE(fetch.easy.info().http.num_retries, 1);
        QVERIFY(server.requests().back().body == given.text);
        QCOMPARE(server.connection_count(), std::size_t(2));
    }
}

void ResendTest::followsARedirectThatComesEarly() {
    UploadPeer peer([](const std::string& all, int connection) {
        if (connection == 1) {
            return all.size() < 100'000
                       ? Reply()
                       : Reply().send("HTTP/1.1 308 Elsewhere\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n").stall();
        }
        return body_of(all).size() < 3'000'000 ? Reply()
                                               : Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    Given given(sample(3'000'000));
    Fetch fetch(peer.url());
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->size = 3'000'000;
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    fetch.easy.options().limits->max_send_speed = 3'000'000;
    fetch.easy.options().redirect->follow = Follow::all;
    given.to(fetch.easy);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("ok"));
    QVERIFY(body_of(peer.received(2)) == given.text);
    QVERIFY(body_of(peer.received(1)).size() < 3'000'000);
}

void ResendTest::keepsTheWordOfTheCaller_data() {
    QTest::addColumn<int>("follow");
    QTest::addColumn<QString>("words");
    QTest::newRow("all") << int(Follow::all) << "OWN OWN OWN";
    QTest::newRow("obey the code") << int(Follow::obey_code) << "OWN OWN GET";
    QTest::newRow("first only") << int(Follow::first_only) << "OWN POST GET";
}

void ResendTest::keepsTheWordOfTheCaller() {
    QFETCH(int, follow);
    QFETCH(QString, words);
    ScriptedServer server;
    server.on("/a", redirect(307, "/b"));
    server.on("/b", redirect(302, "/c"));
    server.on("/c", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().request->method = "OWN";
    fetch.easy.options().upload->body = "data";
    fetch.easy.options().redirect->follow = Follow(follow);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QStringList sent;
    for (const RecordedRequest& request : server.requests()) {
        sent << QString::fromStdString(request.method);
        QCOMPARE(request.body, std::string(request.target == "/c" ? "" : "data"));
    }
    QCOMPARE(sent.join(' '), words);
    QCOMPARE(fetch.easy.info().http.effective_method, words.section(' ', 2).toStdString());
}

SL_TEST_CLASS(ResendTest)
#include "resend_test.moc"
