// What every driving mode must do the same.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/served_file.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class DrivenTransferTest : public QObject {
    Q_OBJECT
  private slots:
    void deliversBodyAndHeaders_data() { add_driver_rows(); }
    void deliversBodyAndHeaders();
    void sendsTheMinimalRequest_data() { add_driver_rows(); }
    void sendsTheMinimalRequest();
    void deliversALargeBodyUnchanged_data() { add_driver_rows(); }
    void deliversALargeBodyUnchanged();
    void readsEveryFraming_data() { add_driver_rows(); }
    void readsEveryFraming();
    void reportsRefusedConnections_data() { add_driver_rows(); }
    void reportsRefusedConnections();
    void reportsABadAddressAtOnce_data() { add_driver_rows(); }
    void reportsABadAddressAtOnce();
    void carriesOutManyAtOnce_data() { add_driver_rows(); }
    void carriesOutManyAtOnce();
    void stopsWhenACallbackSaysSo_data() { add_driver_rows(); }
    void stopsWhenACallbackSaysSo();
    void anExceptionInACallbackEndsTheTransfer_data() { add_driver_rows(); }
    void anExceptionInACallbackEndsTheTransfer();
    void reportsTheProgress_data() { add_driver_rows(); }
    void reportsTheProgress();
    void reportsABodyThatIsCutShort_data() { add_driver_rows(); }
    void reportsABodyThatIsCutShort();
    void reportsAnAnswerThatNeverComes_data() { add_driver_rows(); }
    void reportsAnAnswerThatNeverComes();

  private:
    static std::unique_ptr<Driver> driver() {
        const QString name = *static_cast<QString*>(QTest::qData("driver", qMetaTypeId<QString>()));
        return make_driver(name.toStdString());
    }
};

void DrivenTransferTest::deliversBodyAndHeaders() {
    ScriptedServer server;
    server.on("/a", Reply::http(200, "hello", {"X-Test: yes"}));
    const auto how = driver();
    Fetch fetch(server.url("/a"));
    QVERIFY(how->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("hello"));
    QVERIFY(fetch.header_lines.starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(fetch.header_lines.find("X-Test: yes\r\n") != std::string::npos);
    QVERIFY(fetch.header_lines.ends_with("\r\n\r\n"));
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    QCOMPARE(fetch.easy.info().sizes.download, std::int64_t(5));
}

void DrivenTransferTest::sendsTheMinimalRequest() {
    ScriptedServer server;
    server.on("/a?b=c", Reply::http(200, "x"));
    const auto how = driver();
    Fetch fetch(server.url("/a?b=c"));
    QVERIFY(how->run(fetch.easy));
    const std::string expected =
        "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\nAccept: */*\r\n\r\n";
    QCOMPARE(fetch.easy.info().requests.at(0).request_head, expected);
    QCOMPARE(server.requests().at(0).bytes, expected);
}

void DrivenTransferTest::deliversALargeBodyUnchanged() {
    const ServedFile file{std::make_shared<PatternSource>(7), 6'000'000};
    ScriptedServer server;
    server.on_request([&](const RecordedRequest& request) { return serve(file, request); });
    const auto how = driver();
    Fetch fetch(server.url("/big"));
    QVERIFY(how->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.body == bytes_of(*file.source, file.size));
}

void DrivenTransferTest::readsEveryFraming() {
    ScriptedServer server;
    server.on("/chunked",
              Reply::head(200, {"Transfer-Encoding: chunked"}).send("3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: 1\r\n\r\n"));
    server.on("/close", Reply::head(200, {"Connection: close"}).send("abcdefg").close());
    server.on("/none", Reply::head(204, {}));
    const auto how = driver();
    for (const auto& [path, body] :
         {std::pair<std::string, std::string>{"/chunked", "abcdefg"}, {"/close", "abcdefg"}, {"/none", ""}}) {
        Fetch fetch(server.url(path));
        QVERIFY(how->run(fetch.easy));
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QCOMPARE(fetch.body, body);
    }
}

void DrivenTransferTest::reportsRefusedConnections() {
    std::string url;
    {
        ScriptedServer server;
        url = server.url("/");
    }
    const auto how = driver();
    Fetch fetch(url);
    QVERIFY(how->run(fetch.easy));
    QCOMPARE(fetch.easy.error().code, Code::couldnt_connect);
    QCOMPARE(fetch.easy.error().kind, Kind::net_refused);
    QVERIFY(fetch.easy.error().text().find("127.0.0.1") != std::string::npos);
    QCOMPARE(fetch.easy.info().connection.os_errno, ECONNREFUSED);
}

void DrivenTransferTest::reportsABadAddressAtOnce() {
    const auto how = driver();
    Fetch bad("http://exa mple/");
    Fetch scheme("gopher://127.0.0.1/");
    QVERIFY(how->run({&bad.easy, &scheme.easy}));
    QCOMPARE(bad.easy.error().code, Code::url_malformat);
    QCOMPARE(scheme.easy.error().code, Code::unsupported_protocol);
}

void DrivenTransferTest::carriesOutManyAtOnce() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) { return Reply::http(200, "body of " + request.target); });
    const auto how = driver();
    std::vector<std::unique_ptr<Fetch>> fetches;
    std::vector<Easy*> easies;
    for (int i = 0; i < 100; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i))));
        easies.push_back(&fetches.back()->easy);
    }
    QVERIFY(how->run(easies));
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(fetches[static_cast<std::size_t>(i)]->body, "body of /" + std::to_string(i));
    }
}

void DrivenTransferTest::stopsWhenACallbackSaysSo() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "hello"));
    const auto how = driver();
    Fetch writing(server.url("/"));
    writing.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::abort; };
    Fetch header(server.url("/"));
    header.easy.callbacks().header = [](std::string_view) { return false; };
    Fetch progress(server.url("/"));
    progress.easy.callbacks().progress = [](const Progress&) { return false; };
    QVERIFY(how->run({&writing.easy, &header.easy, &progress.easy}));
    QCOMPARE(writing.easy.error().code, Code::write_error);
    QCOMPARE(header.easy.error().code, Code::write_error);
    QCOMPARE(progress.easy.error().code, Code::aborted_by_callback);
}

void DrivenTransferTest::anExceptionInACallbackEndsTheTransfer() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "hello"));
    const auto how = driver();
    Fetch fetch(server.url("/"));
    fetch.easy.callbacks().write = [](std::span<const std::byte>) -> WriteVerdict {
        throw std::runtime_error("disk on fire");
    };
    QVERIFY(how->run(fetch.easy));
    QCOMPARE(fetch.easy.error().code, Code::write_error);
    QVERIFY(fetch.easy.error().text().find("disk on fire") != std::string::npos);
}

void DrivenTransferTest::reportsTheProgress() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(300'000, 'x')));
    const auto how = driver();
    Fetch fetch(server.url("/"));
    Progress last;
    int calls = 0;
    fetch.easy.callbacks().progress = [&](const Progress& now) {
        ++calls;
        last = now;
        return true;
    };
    QVERIFY(how->run(fetch.easy));
    QVERIFY(calls >= 2);
    QCOMPARE(last.download_now, std::int64_t(300'000));
    QCOMPARE(last.download_total, std::int64_t(300'000));
}

void DrivenTransferTest::reportsABodyThatIsCutShort() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").close());
    const auto how = driver();
    Fetch fetch(server.url("/"));
    QVERIFY(how->run(fetch.easy));
    QCOMPARE(fetch.easy.error().code, Code::partial_file);
    QCOMPARE(fetch.body, std::string("abc"));
}

void DrivenTransferTest::reportsAnAnswerThatNeverComes() {
    ScriptedServer server;
    server.on("/", Reply().close());
    const auto how = driver();
    Fetch fetch(server.url("/"));
    QVERIFY(how->run(fetch.easy));
    QCOMPARE(fetch.easy.error().code, Code::got_nothing);
}

SL_TEST_CLASS(DrivenTransferTest)
#include "driven_transfer_test.moc"
