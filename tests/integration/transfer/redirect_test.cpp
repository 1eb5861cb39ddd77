// Redirects over the wire: which request follows which answer, and what must not travel along.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class RedirectTest : public QObject {
    Q_OBJECT
  private slots:
    void followsOnlyWhenAsked();
    void followsAChainAndHidesItsBodies();
    void keepsOrChangesTheMethod_data();
    void keepsOrChangesTheMethod();
    void stopsAtTheLimit();
    void withholdsSecretsFromAnotherOrigin();
    void refusesAnotherScheme();
    void doesNotReadAHugeBodyOfARedirect();
    void recordsEveryRequest();
    void tellsWhereItCameFromIfAsked();
};

namespace {

Reply redirect(int status, const std::string& to) {
    return Reply::http(status, "moved", {"Location: " + to});
}

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

}  // namespace

void RedirectTest::followsOnlyWhenAsked() {
    ScriptedServer server;
    server.on("/a", redirect(302, "/b"));
    Fetch fetch(server.url("/a"));
    perform(fetch);
    QCOMPARE(fetch.body, std::string("moved"));
    QCOMPARE(fetch.easy.info().http.redirect_url, server.url("/b"));
    QCOMPARE(fetch.easy.info().http.redirect_count, 0);
    QCOMPARE(server.request_count(), std::size_t(1));
}

void RedirectTest::followsAChainAndHidesItsBodies() {
    ScriptedServer server;
    server.on("/a", redirect(301, "b"));
    server.on("/b", redirect(307, server.url("/c")));
    server.on("/c", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("end"));
    QCOMPARE(fetch.easy.info().http.redirect_count, 2);
    QCOMPARE(fetch.easy.info().http.effective_url, server.url("/c"));
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    QVERIFY(fetch.easy.info().times.redirect > 0);
}

void RedirectTest::keepsOrChangesTheMethod_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("then");
    for (const int status : {301, 302, 303, 307, 308}) {
        const bool keeps = status >= 307;
        QTest::addRow("POST %d", status) << status << "POST" << (keeps ? "POST" : "GET");
        QTest::addRow("GET %d", status) << status << "GET"
                                        << "GET";
        QTest::addRow("HEAD %d", status) << status << "HEAD"
                                         << "HEAD";
    }
}

void RedirectTest::keepsOrChangesTheMethod() {
    QFETCH(int, status);
    QFETCH(QString, method);
    QFETCH(QString, then);
    ScriptedServer server;
    server.on("/a", redirect(status, "/b"));
    server.on("/b", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    if (method == "POST") {
        fetch.easy.options().upload->body = "data";
    }
    fetch.easy.options().request->no_body = method == "HEAD";
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests[1].method, then.toStdString());
    QCOMPARE(requests[1].body, std::string(then == "POST" ? "data" : ""));
    QCOMPARE(requests[1].has("Content-Length"), then == "POST");
}

void RedirectTest::stopsAtTheLimit() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest&) { return redirect(302, "/again"); });
    Fetch fetch(server.url("/"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    fetch.easy.options().redirect->max_redirs = 3;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::too_many_redirects);
    QCOMPARE(server.request_count(), std::size_t(4));
    QCOMPARE(fetch.easy.info().http.redirect_url, server.url("/again"));  // where it would have gone
}

void RedirectTest::withholdsSecretsFromAnotherOrigin() {
    ScriptedServer other;
    other.on("/b", Reply::http(200, "end"));
    ScriptedServer server;
    server.on("/a", redirect(302, "/same"));
    server.on("/same", redirect(302, other.url("/b")));
    Fetch fetch("http://user:pass@127.0.0.1:" + std::to_string(server.port()) + "/a");
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    fetch.easy.options().redirect->sensitive_headers = {"X-Token"};
    fetch.easy.options().request->headers = {"Cookie: a=b", "X-Token: t", "X-Plain: p"};
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    for (const RecordedRequest& request : server.requests()) {
        QCOMPARE(request.header("Authorization"), std::string("Basic dXNlcjpwYXNz"));
        QCOMPARE(request.header("Cookie"), std::string("a=b"));
        QCOMPARE(request.header("X-Token"), std::string("t"));
    }
    const RecordedRequest away = other.requests().at(0);
    QVERIFY(!away.has("Authorization") && !away.has("Cookie") && !away.has("X-Token"));
    QCOMPARE(away.header("X-Plain"), std::string("p"));
    QVERIFY(fetch.easy.info().requests.at(0).url.find("pass") == std::string::npos);
}

void RedirectTest::refusesAnotherScheme() {
    ScriptedServer server;
    server.on("/a", redirect(302, "file:///etc/passwd"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::unsupported_protocol);
    QVERIFY(fetch.body.empty());
}

void RedirectTest::doesNotReadAHugeBodyOfARedirect() {
    ScriptedServer server;
    server.on("/a", Reply::head(302, {"Location: /b", "Content-Length: 1000000000"}).send("start").stall());
    server.on("/b", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    perform(fetch);
    QCOMPARE(fetch.body, std::string("end"));
    QCOMPARE(fetch.easy.info().connection.num_connects, 2);
}

void RedirectTest::recordsEveryRequest() {
    ScriptedServer server;
    server.on("/a", redirect(302, "/b"));
    server.on("/b", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    perform(fetch);
    const auto& requests = fetch.easy.info().requests;
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests[0].status, 302);
    QCOMPARE(requests[0].redirect_target, server.url("/b"));
    QCOMPARE(requests[0].end_reason, std::string("redirected"));
    QVERIFY(!requests[0].reused && requests[1].reused);
    QCOMPARE(requests[1].connection_id, requests[0].connection_id);
    QCOMPARE(requests[1].end_reason, std::string("complete"));
    QVERIFY(requests[1].response_head.starts_with("HTTP/1.1 200"));
    QVERIFY(requests[1].started_ns >= requests[0].marks.last_byte);
}

void RedirectTest::tellsWhereItCameFromIfAsked() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.target == "/a?q" ? redirect(302, "/b#part")
               : request.target == "/b" ? redirect(302, "/c")
                                        : Reply::http(200, "end");
    });
    for (const bool asked : {false, true}) {
        Fetch fetch("http://user:pass@127.0.0.1:" + std::to_string(server.port()) + "/a?q#top");
        fetch.easy.options().redirect->follow = sluice::Follow::all;
        fetch.easy.options().request->referer = "first";
        fetch.easy.options().request->auto_referer = asked;
        perform(fetch);
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        const auto requests = server.requests();
        QCOMPARE(requests.size(), std::size_t(asked ? 6 : 3));
        QCOMPARE(requests.at(requests.size() - 3).header("Referer"), std::string("first"));
        // Neither the login nor the part of the page goes along (RFC 9110, 10.1.3).
        QCOMPARE(requests.at(requests.size() - 2).header("Referer"), asked ? server.url("/a?q") : "first");
        QCOMPARE(requests.at(requests.size() - 1).header("Referer"), asked ? server.url("/b") : "first");
        QCOMPARE(fetch.easy.info().http.referer, asked ? server.url("/b") : "first");
    }
}

SL_TEST_CLASS(RedirectTest)
#include "redirect_test.moc"
