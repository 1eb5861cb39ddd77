// Post-transfer info against servers that make each phase take its time; and what the limits of a response do.
#include <QObject>
#include <QTest>

#include <zlib.h>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class InfoTest : public QObject {
    Q_OBJECT
  private slots:
    void theMarksStandInOrder();
    void waitingForTheFirstByteIsSeen();
    void theTransferItselfIsSeen();
    void timesOfRedirectsAreSummed();
    void nothingOfTheLastTransferIsLeft();
    void sizesAndHeadersAreCounted();
    void retryAfterAndFileTime();
    void decodesOnlyWhenAsked();
    void refusesAnUnknownCoding();
    void resumesOnlyFromTheRightPlace_data();
    void resumesOnlyFromTheRightPlace();
    void failsOnErrorWhenAsked();
    void refusesTooLargeFiles_data();
    void refusesTooLargeFiles();
    void boundsTheHead();
    void tracesEveryKind();
    void connectsByBothFamilies();
    void progressConcernsOneRequest();
    void progressIsToldWhileNothingComes();
    void writesAreNoLargerThanAsked();
    void anEmptyBodyIsToldOnce_data();
    void anEmptyBodyIsToldOnce();
    void severalRangesComeAsSent();
};

namespace {

std::string gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

}  // namespace

void InfoTest::theMarksStandInOrder() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    const auto& t = fetch.easy.info().times;
    QVERIFY(t.queue <= t.namelookup && t.namelookup <= t.connect && t.connect <= t.pretransfer);
    QVERIFY(t.pretransfer <= t.posttransfer && t.posttransfer <= t.starttransfer && t.starttransfer <= t.total);
    QCOMPARE(t.appconnect, std::int64_t(0));
    QCOMPARE(t.redirect, std::int64_t(0));
    QVERIFY(t.namelookup >= 1 && t.connect >= 1);
    const auto& m = fetch.easy.info().requests.at(0).marks;
    QVERIFY(0 <= m.queued_end && m.queued_end <= m.dns_start && m.dns_start <= m.dns_end &&
            m.dns_end <= m.connect_start);
    QVERIFY(m.connect_start <= m.connect_end && m.connect_end <= m.request_start && m.request_start <= m.request_end);
    QVERIFY(m.request_end <= m.first_byte && m.first_byte <= m.last_byte);
    QCOMPARE(m.tls_start, std::int64_t(-1));
}

void InfoTest::waitingForTheFirstByteIsSeen() {
    ScriptedServer server;
    server.on("/", Reply().wait(80ms).then(Reply::http(200, "x")));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    const auto& t = fetch.easy.info().times;
    QVERIFY(t.starttransfer - t.posttransfer >= 75'000);
    QVERIFY(t.total - t.starttransfer < 75'000);
}

void InfoTest::theTransferItselfIsSeen() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 2"}).send("x").wait(80ms).send("y"));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    const auto& t = fetch.easy.info().times;
    QVERIFY(t.total - t.starttransfer >= 75'000);
    QVERIFY(t.starttransfer - t.posttransfer < 75'000);
}

void InfoTest::timesOfRedirectsAreSummed() {
    ScriptedServer server;
    server.on("/a", Reply().wait(40ms).then(Reply::http(302, "", {"Location: /b"})));
    server.on("/b", Reply().wait(40ms).then(Reply::http(200, "x")));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    fetch.easy.perform();
    const auto& t = fetch.easy.info().times;
    QVERIFY(t.redirect >= 38'000 && t.redirect <= t.total - 38'000);
    QVERIFY(t.starttransfer >= 76'000);
    QVERIFY(t.starttransfer <= t.total);
}

void InfoTest::nothingOfTheLastTransferIsLeft() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "hello", {"Content-Type: text/plain"}));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    QCOMPARE(fetch.easy.info().http.content_type, std::string("text/plain"));
    fetch.easy.options().url = "http://127.0.0.1:1/";
    fetch.easy.perform();
    const Info& info = fetch.easy.info();
    QCOMPARE(info.http.response_code, 0);
    QCOMPARE(info.http.content_type, std::string());
    QCOMPARE(info.sizes.download, std::int64_t(0));
    QCOMPARE(info.sizes.content_length_download, std::int64_t(-1));
    QCOMPARE(info.times.starttransfer, std::int64_t(0));
    QCOMPARE(info.connection.primary_port, -1);
}

void InfoTest::sizesAndHeadersAreCounted() {
    ScriptedServer server;
    server.on("/", Reply()
                       .send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                       .then(Reply::http(200, "hello", {"A: 1", "B: 2"})));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    const Info& info = fetch.easy.info();
    QCOMPARE(info.sizes.header, static_cast<std::int64_t>(fetch.header_lines.size()));
    QCOMPARE(info.sizes.request, static_cast<std::int64_t>(server.requests().at(0).bytes.size()));
    QCOMPARE(info.sizes.content_length_download, std::int64_t(5));
    QCOMPARE(info.sizes.delivered, std::int64_t(5));
    QCOMPARE(info.http.http_version, 11);
    QCOMPARE(info.connection.scheme, std::string("http"));
    QCOMPARE(info.connection.primary_ip, std::string("127.0.0.1"));
    QCOMPARE(info.connection.primary_port, static_cast<int>(server.port()));
    QVERIFY(info.connection.local_port > 0);
    QVERIFY(info.sizes.speed_download > 0);
}

void InfoTest::retryAfterAndFileTime() {
    ScriptedServer server;
    server.on("/", Reply::http(503, "", {"Retry-After: 17", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT"}));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().http.retry_after_s, std::int64_t(17));
    QCOMPARE(fetch.easy.info().http.filetime, std::int64_t(784111777));
}

void InfoTest::decodesOnlyWhenAsked() {
    const std::string text(200'000, 'z');
    ScriptedServer server;
    server.on("/", Reply::http(200, gzip(text), {"Content-Encoding: gzip"}));
    Fetch plain(server.url("/"));
    plain.easy.perform();
    QCOMPARE(plain.body, gzip(text));
    QVERIFY(!server.requests().at(0).has("Accept-Encoding"));
    Fetch decoded(server.url("/"));
    decoded.easy.options().http->accept_encoding = "all";
    QCOMPARE(decoded.easy.perform(), Code::ok);
    QVERIFY(decoded.body == text);
    QVERIFY(decoded.easy.info().sizes.download < 2000);
    QCOMPARE(decoded.easy.info().sizes.delivered, std::int64_t(200'000));
    QVERIFY(server.requests().at(1).header("Accept-Encoding").find("gzip") != std::string::npos);
}

void InfoTest::refusesAnUnknownCoding() {
    ScriptedServer server;
    server.on("/u", Reply::http(200, "x", {"Content-Encoding: snappy"}));
    server.on("/c", Reply::http(200, gzip("hello").substr(0, 12), {"Content-Encoding: gzip"}));
    for (const char* path : {"/u", "/c"}) {
        Fetch fetch(server.url(path));
        fetch.easy.options().http->accept_encoding = "gzip";
        QCOMPARE(fetch.easy.perform(), Code::bad_content_encoding);
    }
}

void InfoTest::resumesOnlyFromTheRightPlace_data() {
    QTest::addColumn<QString>("reply");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("body");
    QTest::newRow("right") << "HTTP/1.1 206 P\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\ndef" << 0
                           << "def";
    QTest::newRow("wrong place") << "HTTP/1.1 206 P\r\nContent-Range: bytes 0-5/6\r\nContent-Length: 6\r\n\r\nabcdef"
                                 << 33 << "";
    QTest::newRow("ignored") << "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabcdef" << 33 << "";
    QTest::newRow("complete already") << "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc" << 0 << "";
    QTest::newRow("nothing beyond") << "HTTP/1.1 416 R\r\nContent-Length: 3\r\n\r\nbad" << 0 << "";
}

void InfoTest::resumesOnlyFromTheRightPlace() {
    QFETCH(QString, reply);
    QFETCH(int, code);
    QFETCH(QString, body);
    ScriptedServer server;
    server.on("/", Reply().send(reply.toStdString()));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->resume_from = 3;
    QCOMPARE(static_cast<int>(fetch.easy.perform()), code);
    QCOMPARE(fetch.body, body.toStdString());
    QCOMPARE(server.requests().at(0).header("Range"), std::string("bytes=3-"));
}

void InfoTest::failsOnErrorWhenAsked() {
    ScriptedServer server;
    server.on("/", Reply::http(404, "not here"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("not here"));
    fetch.body.clear();
    fetch.easy.options().request->fail_on_error = true;
    QCOMPARE(fetch.easy.perform(), Code::http_returned_error);
    QCOMPARE(fetch.body, std::string());
    QCOMPARE(fetch.easy.info().http.response_code, 404);
    server.on("/whole", Reply::http(416, "nothing there"));  // what was to be resumed is complete: no error
    fetch.easy.options().url = server.url("/whole");
    fetch.easy.options().request->resume_from = 3;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string());
}

void InfoTest::refusesTooLargeFiles_data() {
    QTest::addColumn<QString>("reply");
    QTest::addColumn<bool>("before");
    QTest::newRow("announced") << "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + QString(100, 'x') << true;
    QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + QString(100, 'x') +
                                    "\r\n0\r\n\r\n"
                             << false;
}

void InfoTest::refusesTooLargeFiles() {
    QFETCH(QString, reply);
    QFETCH(bool, before);
    ScriptedServer server;
    server.on("/", Reply().send(reply.toStdString()));
    Fetch fetch(server.url("/"));
    fetch.easy.options().limits->max_file_size = 50;
    QCOMPARE(fetch.easy.perform(), Code::filesize_exceeded);
    QVERIFY(!before || fetch.body.empty());
    fetch.easy.options().limits->max_file_size = 100;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().limits->max_file_size = -1;
    QCOMPARE(fetch.easy.perform(), Code::bad_function_argument);
}

void InfoTest::boundsTheHead() {
    ScriptedServer server;
    std::string flood = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < 20'000; ++i) {
        flood += "X-" + std::to_string(i) + ": " + std::string(100, 'y') + "\r\n";
    }
    server.on("/", Reply().send(flood).stall());
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::too_large);
}

void InfoTest::tracesEveryKind() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "hello"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().verbose = true;
    fetch.easy.options().upload->body = "data";
    std::map<TraceKind, std::string> seen;
    fetch.easy.callbacks().trace = [&](const TraceEvent& event) {
        seen[event.kind].append(reinterpret_cast<const char*>(event.data.data()), event.data.size());
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(seen[TraceKind::text].find("Connected to 127.0.0.1") != std::string::npos);
    QCOMPARE(seen[TraceKind::header_out] + seen[TraceKind::data_out], server.requests().at(0).bytes);
    QCOMPARE(seen[TraceKind::header_in], fetch.header_lines);
    QCOMPARE(seen[TraceKind::data_in], std::string("hello"));
}

void InfoTest::connectsByBothFamilies() {
    ScriptedServer server;  // IPv4 only: the attempt by IPv6 is refused and IPv4 wins
    server.on("/", Reply::http(200, "x"));
    Fetch fetch("http://localhost:" + std::to_string(server.port()) + "/");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.primary_ip, std::string("127.0.0.1"));
    QCOMPARE(fetch.easy.info().requests.at(0).lost.size(), std::size_t(1));
    fetch.easy.options().dns->ip_version = IpVersion::v6;
    QCOMPARE(fetch.easy.perform(), Code::couldnt_connect);
    fetch.easy.options().url = server.url("/");  // an address is meant as it is written
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void InfoTest::progressConcernsOneRequest() {
    ScriptedServer server;
    server.on("/a", Reply::http(302, std::string(1000, 'm'), {"Location: /b"}));
    server.on("/b", Reply()
                        .send("HTTP/1.1 206 P\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\n")
                        .wait(20ms)
                        .send("def"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    fetch.easy.options().request->resume_from = 3;
    std::vector<Progress> seen;
    fetch.easy.callbacks().progress = [&](const Progress& now) {
        seen.push_back(now);
        return true;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(!seen.empty());
    QCOMPARE(seen.back().download_total, std::int64_t(3));  // what was there before does not count
    QCOMPARE(seen.back().download_now, std::int64_t(3));
}

void InfoTest::progressIsToldWhileNothingComes() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    for (const char* driver : {"easy", "multi"}) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().timeouts->total = 3500ms;
        int calls = 0;
        fetch.easy.callbacks().progress = [&](const Progress& now) {
            ++calls;
            return now.download_total == 0 && now.download_now == 0;
        };
        make_driver(driver)->run(fetch.easy);
        QCOMPARE(fetch.easy.error().code, Code::operation_timedout);
        QVERIFY2(calls >= 4 && calls <= 12, std::to_string(calls).c_str());
    }
}

void InfoTest::writesAreNoLargerThanAsked() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(100'000, 'x')));
    for (const std::size_t asked : {std::size_t(5'000), std::size_t(1)}) {  // less than 1 KiB means 1 KiB
        Easy easy(server.url("/"));
        easy.options().limits->max_write = asked;
        std::size_t most = 0;
        std::size_t all = 0;
        easy.callbacks().write = [&](std::span<const std::byte> bytes) {
            most = std::max(most, bytes.size());
            all += bytes.size();
            return WriteVerdict::taken;
        };
        QCOMPARE(easy.perform(), Code::ok);
        QCOMPARE(all, std::size_t(100'000));
        QVERIFY2(most > 0 && most <= std::max<std::size_t>(asked, 1024), std::to_string(most).c_str());
    }
}

void InfoTest::anEmptyBodyIsToldOnce_data() {
    QTest::addColumn<QString>("reply");
    QTest::addColumn<bool>("body_wanted");
    QTest::addColumn<int>("calls");
    QTest::newRow("length 0") << "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" << true << 1;
    QTest::newRow("no chunk") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" << true << 1;
    QTest::newRow("not empty") << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx" << true << 1;
    QTest::newRow("204") << "HTTP/1.1 204 No Content\r\n\r\n" << true << 0;
    QTest::newRow("304") << "HTTP/1.1 304 Not Modified\r\n\r\n" << true << 0;
    QTest::newRow("HEAD") << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" << false << 0;
    QTest::newRow("cut short") << "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n" << true << 0;
}

void InfoTest::anEmptyBodyIsToldOnce() {
    QFETCH(QString, reply);
    QFETCH(bool, body_wanted);
    QFETCH(int, calls);
    ScriptedServer server;
    server.on("/", Reply().send(reply.toStdString()).close());
    Easy easy(server.url("/"));
    easy.options().request->no_body = !body_wanted;
    int called = 0;
    easy.callbacks().write = [&](std::span<const std::byte>) {
        ++called;
        return WriteVerdict::taken;
    };
    easy.perform();
    QCOMPARE(called, calls);
}

void InfoTest::severalRangesComeAsSent() {
    const std::string parts =
        "--b\r\nContent-Range: bytes 0-1/9\r\n\r\nab\r\n--b\r\nContent-Range: bytes 4-4/9\r\n\r\ne\r\n--b--";
    ScriptedServer server;
    server.on("/", Reply::http(206, parts, {"Content-Type: multipart/byteranges; boundary=b"}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->range = "0-1,4-4";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().at(0).header("Range"), std::string("bytes=0-1,4-4"));
    QCOMPARE(fetch.body, parts);
    QCOMPARE(fetch.easy.info().http.content_type, std::string("multipart/byteranges; boundary=b"));
}

SL_TEST_CLASS(InfoTest)
#include "info_test.moc"
