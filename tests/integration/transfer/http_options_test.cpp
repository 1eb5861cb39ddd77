// The options of how HTTP is spoken, and the callbacks around a request, each over the wire.
#include <QObject>
#include <QTest>

#include <zlib.h>

#include <stdexcept>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

const std::string chunks = "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nSum: 1\r\n\r\n";

Code perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
    return fetch.easy.error().code;
}

std::string gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string chunked(const std::string& body) {
    std::array<char, 32> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", body.size());
    return size.data() + body + "\r\n0\r\n\r\n";
}

}  // namespace

class HttpOptionsTest : public QObject {
    Q_OBJECT
  private slots:
    void chunksComeAsSentIfAsked_data() { add_driver_rows(); }
    void chunksComeAsSentIfAsked() {
        QFETCH(QString, driver);
        ScriptedServer server;
        server.on("/", Reply::head(200, {"Transfer-Encoding: chunked"}).send_slowly(chunks, 3, Reply::Milliseconds(1)));
        Fetch fetch(server.url("/"));
        fetch.easy.options().http->transfer_decoding = false;
        QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QCOMPARE(fetch.body, chunks);
        Fetch again(server.url("/"));
        QCOMPARE(perform(again), Code::ok);
        QCOMPARE(again.body, std::string("hello world"));
    }

    void aCodedTransferIsAskedForAndUndone() {
        ScriptedServer server;
        server.on("/", Reply::head(200, {"Transfer-Encoding: gzip, chunked"}).send(chunked(gzip("hello world"))));
        Fetch fetch(server.url("/"));
        fetch.easy.options().http->request_transfer_coding = true;
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(fetch.body, std::string("hello world"));
        QCOMPARE(server.requests().at(0).header("TE"), std::string("gzip"));
        QCOMPARE(server.requests().at(0).header("Connection"), std::string("TE"));
        Fetch unasked(server.url("/"));
        QCOMPARE(perform(unasked), Code::bad_content_encoding);
    }

    void contentAndTransferCodingsAreUndoneInTheirOrder() {
        ScriptedServer server;
        server.on("/", Reply::head(200, {"Content-Encoding: gzip", "Transfer-Encoding: gzip, chunked"})
                           .send(chunked(gzip(gzip("hello world")))));
        Fetch fetch(server.url("/"));
        fetch.easy.options().http->request_transfer_coding = true;
        fetch.easy.options().http->accept_encoding = "gzip";
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(fetch.body, std::string("hello world"));
    }

    void aReplyWithoutAHeadIsRefusedUnlessAllowed() {
        ScriptedServer server;
        server.on("/", Reply().send("just text").close());
        Fetch fetch(server.url("/"));
        QCOMPARE(perform(fetch), Code::unsupported_protocol);
        fetch.easy.options().http->allow_http09 = true;
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(fetch.body, std::string("just text"));
        QCOMPARE(fetch.easy.info().http.http_version, 9);
    }

    void anAnnouncedLengthCanBeIgnored() {
        ScriptedServer server;
        server.on("/", Reply::head(200, {"Content-Length: 4"}).send("longer than that").close());
        Fetch fetch(server.url("/"));
        fetch.easy.options().http->ignore_content_length = true;
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(fetch.body, std::string("longer than that"));
        QCOMPARE(fetch.easy.info().sizes.content_length_download, std::int64_t(-1));
    }

    void anAliasCountsAsStatus200() {
        ScriptedServer server;
        server.on("/", Reply().send("ICY 404 OK\r\nicy-name: x\r\n\r\nmusic").close());
        Fetch fetch(server.url("/"));
        QCOMPARE(perform(fetch), Code::unsupported_protocol);
        fetch.easy.options().http->aliases_of_200 = {"ICZ", "ICY"};
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(fetch.body, std::string("music"));
        QCOMPARE(fetch.easy.info().http.response_code, 200);
        QCOMPARE(fetch.easy.info().http.http_version, 10);
        QVERIFY(fetch.header_lines.starts_with("ICY 404 OK\r\n"));
    }

    void headsComeWithTheBodyIfAsked() {
        ScriptedServer server;
        server.on("/a", Reply::http(302, "moved", {"Location: /b"}));
        server.on("/b", Reply::head(200, {"Transfer-Encoding: chunked"}).send(chunks));
        Fetch fetch(server.url("/a"));
        fetch.easy.options().redirect->follow = Follow::all;
        fetch.easy.options().http->header_in_body = true;
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(QString::fromStdString(fetch.body),
                 QString("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 5\r\n\r\n"
                         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello worldSum: 1\r\n"));
    }

    void theTargetIsSentAsGiven() {
        ScriptedServer server;
        server.on("*", Reply::http(200));
        Fetch fetch(server.url("/ignored?x"));
        fetch.easy.options().request->method = "OPTIONS";
        fetch.easy.options().request->target = "*";
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(server.requests().at(0).target, std::string("*"));
        fetch.easy.options().request->target = "/a b";
        QCOMPARE(perform(fetch), Code::bad_function_argument);
    }

    void onlyNamedProtocolsAreSpoken() {
        ScriptedServer server;
        Fetch fetch(server.url("/"));
        fetch.easy.options().request->protocols = {"https"};
        QCOMPARE(perform(fetch), Code::unsupported_protocol);
        QCOMPARE(server.request_count(), std::size_t(0));
    }

    void aTimeConditionIsAskedForAndJudged_data() {
        QTest::addColumn<int>("condition");
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("modified");
        QTest::addColumn<bool>("unmet");
        const QString before = "Sun, 06 Nov 1994 08:49:36 GMT";
        const QString after = "Sun, 06 Nov 1994 08:49:38 GMT";
        QTest::newRow("modified since, newer") << 1 << "If-Modified-Since" << after << false;
        QTest::newRow("modified since, older") << 1 << "If-Modified-Since" << before << true;
        QTest::newRow("unmodified since, newer") << 2 << "If-Unmodified-Since" << after << true;
        QTest::newRow("unmodified since, older") << 2 << "If-Unmodified-Since" << before << false;
        QTest::newRow("nothing known") << 1 << "If-Modified-Since"
                                       << "" << false;
    }
    void aTimeConditionIsAskedForAndJudged() {
        QFETCH(int, condition);
        QFETCH(QString, header);
        QFETCH(QString, modified);
        QFETCH(bool, unmet);
        ScriptedServer server;
        std::vector<std::string> lines;
        if (!modified.isEmpty()) {
            lines.push_back("Last-Modified: " + modified.toStdString());
        }
        server.on("/", Reply::http(200, "body", lines));
        Fetch fetch(server.url("/"));
        fetch.easy.options().request->time_condition = static_cast<TimeCondition>(condition);
        fetch.easy.options().request->time_value = 784111777;
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(server.requests().at(0).header(header.toStdString()), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
        QCOMPARE(fetch.easy.info().http.condition_unmet, unmet);
        QCOMPARE(fetch.body, unmet ? std::string() : std::string("body"));
    }

    void status304SaysThatTheConditionIsNotMet() {
        ScriptedServer server;
        server.on("/", Reply::head(304, {}));
        Fetch fetch(server.url("/"));
        QCOMPARE(perform(fetch), Code::ok);
        QVERIFY(fetch.easy.info().http.condition_unmet);
    }

    void aCustomMethodAtRedirects_data() {
        QTest::addColumn<int>("follow");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("sends");
        QTest::addColumn<QString>("then");
        const auto row = [](const char* name, Follow follow, int status, bool sends, const char* then) {
            QTest::newRow(name) << int(follow) << status << sends << then;
        };
        row("all, 302", Follow::all, 302, false, "DELETE");
        row("all, 303", Follow::all, 303, false, "DELETE");
        row("obey, 307", Follow::obey_code, 307, false, "DELETE");
        row("obey, 303", Follow::obey_code, 303, false, "GET");
        row("obey, 302 with a body", Follow::obey_code, 302, true, "GET");
        row("first only, 307", Follow::first_only, 307, false, "GET");
        row("first only, 307 with a body", Follow::first_only, 307, true, "POST");
        row("first only, 302 with a body", Follow::first_only, 302, true, "GET");
    }
    void aCustomMethodAtRedirects() {
        QFETCH(int, follow);
        QFETCH(int, status);
        QFETCH(bool, sends);
        QFETCH(QString, then);
        ScriptedServer server;
        server.on("/a", Reply::http(status, "", {"Location: /b"}));
        server.on("/b", Reply::http(307, "", {"Location: /c"}));
        server.on("/c", Reply::http(200));
        Fetch fetch(server.url("/a"));
        fetch.easy.options().request->method = "DELETE";
        fetch.easy.options().redirect->follow = static_cast<Follow>(follow);
        if (sends) {
            fetch.easy.options().upload->body = "data";
        }
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(server.requests().at(0).method, std::string("DELETE"));
        QCOMPARE(server.requests().at(1).method, then.toStdString());
        QCOMPARE(server.requests().at(2).method, then.toStdString());
    }

    void aRequestCanBeVetoedWhenTheConnectionIsThere() {
        ScriptedServer server;
        server.on("/a", Reply::http(302, "", {"Location: /b"}));
        server.on("/b", Reply::http(200, "body"));
        Fetch fetch(server.url("/a"));
        fetch.easy.options().redirect->follow = Follow::all;
        std::vector<Endpoints> seen;
        fetch.easy.callbacks().connection->before_request = [&seen](const Endpoints& ends) {
            seen.push_back(ends);
            return seen.size() < 4;
        };
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(seen.size(), std::size_t(2));
        QCOMPARE(seen[0].remote_ip, std::string("127.0.0.1"));
        QCOMPARE(seen[0].remote_port, int(server.port()));
        QCOMPARE(seen[0].local_ip, std::string("127.0.0.1"));
        QVERIFY(seen[0].local_port > 0);
        QCOMPARE(perform(fetch), Code::aborted_by_callback);
        QCOMPARE(server.request_count(), std::size_t(3));
        fetch.easy.callbacks().connection->before_request = [](const Endpoints&) -> bool {
            throw std::runtime_error("no");
        };
        QCOMPARE(perform(fetch), Code::aborted_by_callback);
        QVERIFY(fetch.easy.error().text().find("no") != std::string::npos);
    }

    void theTlsContextIsShownBeforeEachConnection() {
        TestAuthority authority;
        ScriptedServer server({.tls = ServerTls{make_server_context(authority.issue({}))}});
        server.on("/", Reply::http(200, "body"));
        Fetch fetch(server.url("/"));
        fetch.easy.options().tls->verify_peer = false;
        int calls = 0;
        Code verdict = Code::ok;
        fetch.easy.callbacks().connection->tls_context = [&](void* context) {
            ++calls;
            return context != nullptr ? verdict : Code::failed_init;
        };
        QCOMPARE(perform(fetch), Code::ok);
        QCOMPARE(calls, 1);
        verdict = Code::ssl_certproblem;
        QCOMPARE(perform(fetch), Code::ssl_certproblem);
        QCOMPARE(calls, 2);
        QCOMPARE(server.request_count(), std::size_t(1));
    }

    void theTraceHasAllKinds() {
        TestAuthority authority;
        ScriptedServer server({.tls = ServerTls{make_server_context(authority.issue({}))}});
        server.on("/", Reply::http(200, "body"));
        Easy easy(server.url("/"));
        easy.options().tls->verify_peer = false;
        easy.options().verbose = true;
        easy.options().upload->body = "data";
        std::array<int, 7> kinds{};
        easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::taken; };
        easy.callbacks().trace = [&kinds](const TraceEvent& event) {
            ++kinds.at(static_cast<std::size_t>(event.kind));
        };
        make_driver("multi")->run(easy);
        QVERIFY2(!easy.error(), easy.error().text().c_str());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            QVERIFY2(kinds[i] > 0, std::to_string(i).c_str());
        }
    }
};

SL_TEST_CLASS(HttpOptionsTest)
#include "http_options_test.moc"
