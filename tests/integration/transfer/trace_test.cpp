// What a trace tells: the course of a transfer, details of areas, ids, and no secrets.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

/// A transfer that keeps its trace.
struct Traced : Fetch {
    explicit Traced(std::string url) : Fetch(std::move(url)) {
        easy.options().verbose = true;
        easy.callbacks().trace = [this](const TraceEvent& event) {
            const std::string text(reinterpret_cast<const char*>(event.data.data()), event.data.size());
            by_kind[event.kind] += text;
            areas |= event.area;
            last_connection = event.connection_id;
            transfer = event.transfer_id;
        };
    }
    bool said(const std::string& words) { return by_kind[TraceKind::text].find(words) != std::string::npos; }
    std::map<TraceKind, std::string> by_kind;
    unsigned areas = 0;
    std::int64_t last_connection = -2, transfer = -2;
};

}  // namespace

#define SAID(traced, words) QVERIFY2((traced).said(words), (traced).by_kind[TraceKind::text].c_str())

class TraceTest : public QObject {
    Q_OBJECT
  private slots:
    void isOffByDefault();
    void tellsTheCourseOfATransfer();
    void tellsTheCourseOverTls();
    void tellsFailures();
    void tellsDetailsOfTheAreasAskedFor_data();
    void tellsDetailsOfTheAreasAskedFor();
    void idsTellTransfersAndConnectionsApart();
    void hidesSecretsUnlessAskedForThem();
    void bodiesComeAsReceived();
};

void TraceTest::isOffByDefault() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Traced traced(server.url("/"));
    traced.easy.options().verbose = false;
    QCOMPARE(traced.easy.perform(), Code::ok);
    QVERIFY(traced.by_kind.empty());
}

void TraceTest::tellsTheCourseOfATransfer() {
    ScriptedServer server;
    server.on("/", Reply::http(302, "", {"Location: /b"}));
    server.on("/b", Reply::http(200, "x"));
    const std::string port = std::to_string(server.port());
    Traced traced("http://name.test:" + port + "/");
    traced.easy.options().redirect->follow = sluice::Follow::all;
    traced.easy.options().dns->resolve = {"name.test:" + port + ":127.0.0.1"};
    QCOMPARE(traced.easy.perform(), Code::ok);
    SAID(traced, "Host name.test was resolved: 127.0.0.1\n");
    SAID(traced, "Trying 127.0.0.1:" + port + "...\n");
    SAID(traced, "Connected to name.test (127.0.0.1) port " + port + "\n");
    SAID(traced, "Connection #0 to host name.test:" + port + " left intact\n");
    SAID(traced, "Issue another request to this URL: 'http://name.test:" + port + "/b'\n");
    SAID(traced, "Re-using existing connection");
    QCOMPARE(traced.areas, 0U);
    QCOMPARE(traced.by_kind[TraceKind::header_in], traced.header_lines);
    QVERIFY(traced.by_kind[TraceKind::header_out].starts_with("GET / HTTP/1.1\r\n"));
    server.end_connections(false);
    QVERIFY(server.wait_until_no_connection());
    Traced closing(server.url("/b"));
    closing.easy.options().connection->forbid_reuse = true;
    QCOMPARE(closing.easy.perform(), Code::ok);
    SAID(closing, "Closing connection #0\n");
}

void TraceTest::tellsTheCourseOverTls() {
    QTemporaryDir folder;
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    ScriptedServer server(settings);
    server.on("/", Reply::http(200, "x"));
    Traced traced(server.url("/", "localhost"));
    traced.easy.options().tls->ca_file = write_file(folder.path().toStdString(), "ca.pem", authority.root());
    QCOMPARE(traced.easy.perform(), Code::ok);
    SAID(traced, "ALPN: offering http/1.1\n");
    SAID(traced, "SSL connection using TLSv1.3 / ");
    SAID(traced, "Server certificate:\n");
    SAID(traced, " subject: CN=localhost");
    SAID(traced, " start date: ");
    SAID(traced, " expire date: ");
    SAID(traced, " GMT\n");
    SAID(traced, " issuer: ");
    SAID(traced, " certificate verify ok\n");
    QVERIFY(!traced.by_kind[TraceKind::ssl_data_out].empty());
    QVERIFY(!traced.by_kind[TraceKind::ssl_data_in].empty());
}

void TraceTest::tellsFailures() {
    Traced traced("http://127.0.0.1:1/");
    QCOMPARE(traced.easy.perform(), Code::couldnt_connect);
    SAID(traced, traced.easy.error().text() + "\n");
    QCOMPARE(traced.last_connection, std::int64_t(-1));
}

void TraceTest::tellsDetailsOfTheAreasAskedFor_data() {
    QTest::addColumn<QString>("area");
    QTest::addColumn<unsigned>("bit");
    QTest::addColumn<QString>("mark");
    QTest::newRow("dns") << "dns" << trace_area::dns << "[DNS] ";
    QTest::newRow("tcp") << "tcp" << trace_area::tcp << "[TCP] ";
    QTest::newRow("tls") << "tls" << trace_area::tls << "[TLS] ";
    QTest::newRow("pool") << "pool" << trace_area::pool << "[POOL] ";
    QTest::newRow("http") << "http" << trace_area::http << "[HTTP] ";
    QTest::newRow("file") << "file" << trace_area::file << "[FILE] ";
}

void TraceTest::tellsDetailsOfTheAreasAskedFor() {
    QFETCH(QString, area);
    QFETCH(unsigned, bit);
    QFETCH(QString, mark);
    QTemporaryDir folder;
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    ScriptedServer server(settings);
    server.on("/", Reply::http(200, "x"));
    const std::string ca = write_file(folder.path().toStdString(), "ca.pem", authority.root());
    const std::string url = area == "file" ? "file://" + ca : server.url("/", "localhost");
    for (const bool asked : {true, false}) {
        Traced traced(url);
        traced.easy.options().tls->ca_file = ca;
        traced.easy.options().trace->areas = asked ? area.toStdString() : "all,-" + area.toStdString();
        QCOMPARE(traced.easy.perform(), Code::ok);
        QCOMPARE((traced.areas & bit) != 0, asked);
        QCOMPARE(traced.said(mark.toStdString()), asked);
        QVERIFY(!asked || traced.areas == bit);
    }
}

void TraceTest::idsTellTransfersAndConnectionsApart() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Traced traced(server.url("/"));
    traced.easy.options().trace->areas = "ids";
    QCOMPARE(traced.easy.perform(), Code::ok);
    QCOMPARE(traced.transfer, std::int64_t(0));
    QCOMPARE(traced.last_connection, std::int64_t(0));
    SAID(traced, "[0--1] Trying ");
    SAID(traced, "[0-0] Connection #0");
    traced.by_kind.clear();
    QCOMPARE(traced.easy.perform(), Code::ok);
    QCOMPARE(traced.transfer, std::int64_t(1));         // another transfer
    QCOMPARE(traced.last_connection, std::int64_t(0));  // over the same connection
    SAID(traced, "[1-0] Connection #0");
    QCOMPARE(traced.easy.info().connection.transfer_id, std::int64_t(1));
    QCOMPARE(traced.easy.info().connection.connection_id, std::int64_t(0));
}

void TraceTest::hidesSecretsUnlessAskedForThem() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x", {"Set-Cookie: session=31d4; Path=/"}));
    const std::string with_login = "http://me:hunter2@127.0.0.1:" + std::to_string(server.port()) + "/";
    for (const bool asked : {false, true}) {
        Traced traced(with_login);
        traced.easy.options().request->headers = {"X-Key: open-sesame", "Cookie: a=crumb"};
        traced.easy.options().redirect->sensitive_headers = {"x-key"};
        traced.easy.options().trace->areas = "all";
        traced.easy.options().trace->secrets = asked;
        QCOMPARE(traced.easy.perform(), Code::ok);
        const std::string heads = traced.by_kind[TraceKind::header_out] + traced.by_kind[TraceKind::header_in];
        for (const char* secret : {"open-sesame", "crumb", "31d4", "bWU6aHVudGVyMg=="}) {
            QVERIFY2((heads.find(secret) != std::string::npos) == asked, secret);
            QVERIFY2(!traced.said(secret), secret);
        }
        QVERIFY(!traced.said("hunter2"));
        QCOMPARE(heads.find("***") != std::string::npos, !asked);
    }
}

void TraceTest::bodiesComeAsReceived() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x", {"Content-Encoding: br"}));
    Traced traced(server.url("/"));
    traced.easy.options().http->accept_encoding = "all";
    QCOMPARE(traced.easy.perform(), Code::bad_content_encoding);
    QCOMPARE(traced.by_kind[TraceKind::data_in], std::string("x"));
}

SL_TEST_CLASS(TraceTest)
#include "trace_test.moc"
