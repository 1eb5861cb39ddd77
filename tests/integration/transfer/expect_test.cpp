// Asking for leave before a body is sent, and answers that come before it has gone out.
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class ExpectTest : public QObject {
    Q_OBJECT
  private slots:
    void asksForLeave_data();
    void asksForLeave();
    void waitsForLeave();
    void sendsWithoutLeaveAfterAWhile();
    void takesAnAnswerAsLeave();
    void sendsNothingToWhomDoesNotWantIt_data();
    void sendsNothingToWhomDoesNotWantIt();
    void asksAgainWithoutExpectAfter417_data();
    void asksAgainWithoutExpectAfter417();
    void asksOnlyOnceMoreAfter417();
    void passesOtherInformationalAnswers();
    void stopsAtAnErrorOnTheWay();
    void keepsSendingIfAsked();
    void takesTheAnswerOfAPeerThatCloses();
    void stopsForAPeerThatEndsTheConnection();
    void sendsAndReceivesAtOnce();
    void deliversTheAnswerBeforeTheBodyIsThere();
    void endsWithTheSourceWhileTheAnswerComes();
    void doesNotReuseAConnectionItStoppedOn();
};

namespace {

constexpr const char* go_on = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr const char* ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

/// A body that begins with asking for leave.
void ask_for_leave(Fetch& fetch, std::size_t size = 50'000) {
    fetch.easy.options().upload->body = sample(size);
    fetch.easy.options().request->headers = {"Expect: 100-continue"};
}

}  // namespace

void ExpectTest::asksForLeave_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("known");
    QTest::addColumn<bool>("http10");
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("expects");
    const QString yes = "100-continue";
    QTest::newRow("1 MiB") << 1024 * 1024 << true << false << ""
                           << "";
    QTest::newRow("a byte more") << 1024 * 1024 + 1 << true << false << "" << yes;
    QTest::newRow("unknown size") << 3 << false << false << "" << yes;
    QTest::newRow("removed by the caller") << 2'000'000 << true << false << "Expect:"
                                           << "";
    QTest::newRow("asked for by the caller") << 3 << true << false << "Expect: 100-continue" << yes;
    QTest::newRow("another expectation") << 3 << true << false << "Expect: tea"
                                         << "tea";
    QTest::newRow("HTTP/1.0") << 2'000'000 << true << true << ""
                              << "";
}

void ExpectTest::asksForLeave() {
    QFETCH(int, size);
    QFETCH(bool, known);
    QFETCH(bool, http10);
    QFETCH(QString, own);
    QFETCH(QString, expects);
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(static_cast<std::size_t>(size)));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->post = true;
    fetch.easy.options().upload->size = known ? size : -1;
    fetch.easy.options().upload->expect_100_timeout = 20s;
    given.to(fetch.easy);
    fetch.easy.options().http->version = http10 ? HttpVersion::v1_0 : HttpVersion::any;
    if (!own.isEmpty()) {
        fetch.easy.options().request->headers = {own.toStdString()};
    }
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(server.requests().at(0).header("Expect"), expects.toStdString());
    QVERIFY(server.requests().at(0).body == given.text);
    QVERIFY(fetch.easy.info().times.total < 15'000'000);
    QCOMPARE(fetch.header_lines.starts_with("HTTP/1.1 100"), expects == "100-continue");
}

void ExpectTest::waitsForLeave() {
    std::string before_leave;
    UploadPeer peer([&](const std::string& all, int) {
        if (body_of(all).empty()) {
            before_leave = all;
            return Reply().wait(300ms).send(go_on);
        }
        return body_of(all).size() < 50'000 ? Reply() : Reply().send(ok);
    });
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    fetch.easy.options().upload->expect_100_timeout = 20s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(before_leave.ends_with("\r\n\r\n"));
    QCOMPARE(body_of(peer.received()), sample(50'000));
    QVERIFY(fetch.easy.info().times.total >= 300'000);
    QCOMPARE(fetch.body, std::string("ok"));
}

void ExpectTest::sendsWithoutLeaveAfterAWhile() {
    UploadPeer peer(
        [](const std::string& all, int) { return body_of(all).size() < 50'000 ? Reply() : Reply().send(ok); });
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    fetch.easy.options().upload->expect_100_timeout = 200ms;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.easy.info().times.total >= 200'000);
    QCOMPARE(body_of(peer.received()), sample(50'000));
}

void ExpectTest::takesAnAnswerAsLeave() {
    UploadPeer peer([](const std::string& all, int) {
        return body_of(all).empty()           ? Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
               : body_of(all).size() < 50'000 ? Reply()
                                              : Reply().send("ok");
    });
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    fetch.easy.options().upload->expect_100_timeout = 20s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(body_of(peer.received()), sample(50'000));
    QCOMPARE(fetch.body, std::string("ok"));
}

void ExpectTest::sendsNothingToWhomDoesNotWantIt_data() {
    QTest::addColumn<int>("status");
    QTest::newRow("403") << 403;
    QTest::newRow("500") << 500;
    QTest::newRow("304") << 304;
}

void ExpectTest::sendsNothingToWhomDoesNotWantIt() {
    QFETCH(int, status);
    UploadPeer peer([&](const std::string&, int) {
        return Reply().send("HTTP/1.1 " + std::to_string(status) + " No\r\nContent-Length: 0\r\n\r\n");
    });
    Given given(sample(1000));
    Fetch fetch(peer.url());
    fetch.easy.options().upload->put = true;
    given.to(fetch.easy);
    fetch.easy.options().upload->expect_100_timeout = 20s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, status);
    QCOMPARE(body_of(peer.received()), std::string());
    QCOMPARE(given.reads, 0);
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(0));
}

void ExpectTest::asksAgainWithoutExpectAfter417_data() {
    QTest::addColumn<bool>("by_caller");
    QTest::newRow("ours") << false;
    QTest::newRow("the caller's own") << true;
}

void ExpectTest::asksAgainWithoutExpectAfter417() {
    QFETCH(bool, by_caller);
    UploadPeer peer([](const std::string& all, int) {
        if (all.find("Expect:") != std::string::npos) {
            return Reply().send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 3\r\n\r\nno!");
        }
        return all.ends_with("0\r\n\r\n") ? Reply().send(ok) : Reply();
    });
    Given given(sample(1000));
    Fetch fetch(peer.url());
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->expect_100_timeout = 20s;
    given.to(fetch.easy, false);
    if (by_caller) {
        fetch.easy.options().request->headers = {"Expect: 100-continue"};
    }
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("ok"));
    QCOMPARE(peer.server().connection_count(), std::size_t(2));
    QVERIFY(peer.received(2).find("Expect") == std::string::npos);
    QVERIFY(peer.received(2).find(given.text) != std::string::npos);
    QCOMPARE(fetch.easy.info().requests.size(), std::size_t(2));
    QCOMPARE(fetch.easy.info().requests.at(0).status, 417);
    QCOMPARE(fetch.easy.info().http.redirect_count, 0);
}

void ExpectTest::asksOnlyOnceMoreAfter417() {
    UploadPeer peer([](const std::string&, int) {
        return Reply().send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 3\r\n\r\nno!");
    });
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    perform(fetch);
    QVERIFY(!fetch.easy.error());
    QCOMPARE(fetch.easy.info().http.response_code, 417);
    QCOMPARE(fetch.body, std::string("no!"));
    QCOMPARE(peer.server().connection_count(), std::size_t(2));
}

void ExpectTest::passesOtherInformationalAnswers() {
    UploadPeer peer([](const std::string& all, int) {
        if (body_of(all).empty()) {
            return Reply().send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n").wait(200ms).send(go_on);
        }
        return body_of(all).size() < 50'000 ? Reply() : Reply().send(ok);
    });
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    fetch.easy.options().upload->expect_100_timeout = 20s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.easy.info().times.total >= 200'000);
}

void ExpectTest::stopsAtAnErrorOnTheWay() {
    UploadPeer peer(
        [](const std::string& all, int) {
            return all.size() < 100'000
                       ? Reply()
                       : Reply().send("HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge").stall();
        },
        4096);
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(50'000'000);
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 413);
    QCOMPARE(fetch.body, std::string("large"));
    QVERIFY(fetch.easy.info().sizes.upload < 50'000'000);
}

void ExpectTest::keepsSendingIfAsked() {
    UploadPeer peer([](const std::string& all, int) {
        return body_of(all).empty() ? Reply().send("HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno") : Reply();
    });
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(3'000'000);
    fetch.easy.options().upload->keep_sending_on_error = true;
    fetch.easy.options().upload->expect_100_timeout = 20s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 500);
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(3'000'000));
    QTRY_COMPARE(body_of(peer.received()).size(), std::size_t(3'000'000));
}

void ExpectTest::takesTheAnswerOfAPeerThatCloses() {
    UploadPeer peer([](const std::string& all, int) {
        return all.size() < 100'000
                   ? Reply()
                   : Reply().send("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy").close();
    });
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(50'000'000);
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 503);
    QCOMPARE(fetch.body, std::string("busy"));
}

void ExpectTest::stopsForAPeerThatEndsTheConnection() {
    UploadPeer peer(
        [](const std::string& all, int) {
            return all.size() < 100'000
                       ? Reply()
                       : Reply().send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok").stall();
        },
        4096);
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(50'000'000);
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("ok"));
    QVERIFY(fetch.easy.info().sizes.upload < 50'000'000);
}

void ExpectTest::sendsAndReceivesAtOnce() {
    // The peer sends back what it gets, as it gets it: neither direction can wait for the other.
    std::size_t echoed = 0;
    bool answered = false;
    UploadPeer peer([&](const std::string& all, int) {
        Reply reply;
        const std::string body = body_of(all);
        if (!std::exchange(answered, true)) {
            reply.send("HTTP/1.1 200 OK\r\nContent-Length: 8000000\r\n\r\n");
        }
        reply.send(body.substr(echoed));
        echoed = body.size();
        return reply;
    });
    Given given(sample(8'000'000), 30'000);
    Fetch fetch(peer.url());
    fetch.easy.options().upload->post = true;
    fetch.easy.options().upload->size = 8'000'000;
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    given.to(fetch.easy);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.body == given.text);
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(8'000'000));
}

void ExpectTest::deliversTheAnswerBeforeTheBodyIsThere() {
    UploadPeer peer([](const std::string& all, int) {
        return body_of(all).empty()         ? Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearl")
               : all.ends_with("0\r\n\r\n") ? Reply().send("y")
                                            : Reply();
    });
    Fetch fetch(peer.url());
    fetch.easy.options().upload->post = true;
    bool seen_before_end = false;
    fetch.easy.callbacks().upload->read = [&](std::span<std::byte>) -> ReadResult {
        if (fetch.body.empty()) {
            return {ReadResult::What::pause, 0};  // until the answer came
        }
        seen_before_end = fetch.body == "earl";
        return {ReadResult::What::data, 0};
    };
    fetch.easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        fetch.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        fetch.easy.resume(direction::send);
        return WriteVerdict::taken;
    };
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(seen_before_end);
    QCOMPARE(fetch.body, std::string("early"));
}

void ExpectTest::endsWithTheSourceWhileTheAnswerComes() {
    UploadPeer peer([](const std::string& all, int) {
        return body_of(all).empty() ? Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nearl") : Reply();
    });
    Fetch fetch(peer.url());
    fetch.easy.options().upload->post = true;
    fetch.easy.callbacks().upload->read = [&](std::span<std::byte> into) -> ReadResult {
        into[0] = std::byte{'x'};
        return fetch.body.empty() ? ReadResult{ReadResult::What::data, 1} : ReadResult{ReadResult::What::abort, 0};
    };
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::aborted_by_callback);
    QCOMPARE(fetch.body, std::string("earl"));
    QVERIFY(peer.server().wait_until_no_connection());
}

void ExpectTest::doesNotReuseAConnectionItStoppedOn() {
    UploadPeer peer(
        [](const std::string&, int) { return Reply().send("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"); });
    const auto driver = make_driver("multi");
    Fetch fetch(peer.url());
    ask_for_leave(fetch);
    driver->run(fetch.easy);
    fetch.easy.options().upload.reset();
    driver->run(fetch.easy);
    QCOMPARE(fetch.easy.info().http.response_code, 403);
    QCOMPARE(peer.server().connection_count(), std::size_t(2));
}

SL_TEST_CLASS(ExpectTest)
#include "expect_test.moc"
