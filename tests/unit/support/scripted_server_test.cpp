#include "tests/support/scripted_server.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

#include <sys/resource.h>

#include "tests/support/served_file.h"
#include "tests/support/test_class.h"

using namespace std::chrono_literals;
using sluice::test::ConnectionFacts;
using sluice::test::Framing;
using sluice::test::PatternSource;
using sluice::test::RecordedRequest;
using sluice::test::Reply;
using sluice::test::ScriptedServer;

namespace {

constexpr int limit_ms = 20'000;

/// A blocking client that knows nothing of HTTP.
class RawClient {
  public:
    explicit RawClient(const ScriptedServer& server) {
        socket_.connectToHost("127.0.0.1", server.port());
        connected_ = socket_.waitForConnected(limit_ms);
    }
    bool connected() const { return connected_; }
    void send(const QByteArray& bytes) {
        socket_.write(bytes);
        socket_.flush();
    }
    QByteArray receive(qsizetype count) {
        while (socket_.bytesAvailable() < count && socket_.waitForReadyRead(limit_ms)) {
        }
        return socket_.read(count);
    }
    QByteArray receiveToEnd() {
        while (socket_.state() == QAbstractSocket::ConnectedState && socket_.waitForReadyRead(limit_ms)) {
        }
        return socket_.readAll();
    }
    void close() { socket_.close(); }
    QAbstractSocket::SocketError error() const { return socket_.error(); }

  private:
    QTcpSocket socket_;
    bool connected_ = false;
};

const QByteArray plain_get = "GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-One:  two \r\n\r\n";

}  // namespace

class ScriptedServerTest : public QObject {
    Q_OBJECT

  private slots:
    void answersAPathAndRecordsTheRequest() {
        ScriptedServer server;
        server.on("/a", Reply::http(200, "hello"));
        RawClient client(server);
        client.send(plain_get);
        QCOMPARE(client.receive(43), QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
        const auto requests = server.requests();
        QCOMPARE(requests.size(), std::size_t{1});
        QCOMPARE(requests[0].bytes, plain_get.toStdString());
        QCOMPARE(requests[0].method, std::string("GET"));
        QCOMPARE(requests[0].target, std::string("/a?b=c"));
        QCOMPARE(requests[0].path(), std::string("/a"));
        QCOMPARE(requests[0].header("x-ONE"), std::string("two"));
        QVERIFY(!requests[0].has("Range"));
    }

    void keepsTheConnectionAndNumbersItsRequests() {
        ScriptedServer server;
        server.on_request(
            [](const RecordedRequest& request) { return Reply::http(200, std::to_string(request.number)); });
        RawClient client(server);
        client.send(plain_get + plain_get);  // pipelined
        const auto both = client.receive(2 * 39);
        QVERIFY(both.endsWith("\r\n\r\n2"));
        QCOMPARE(server.connection_count(), std::size_t{1});
        QCOMPARE(server.connections().at(0).requests, 2);
    }

    void takesBodiesOfBothFramings() {
        ScriptedServer server;
        server.on("/p", Reply::http(204));
        RawClient client(server);
        client.send("POST /p HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        client.send("POST /p HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n");
        QVERIFY(server.wait_for_requests(2));
        QCOMPARE(server.requests()[0].body, std::string("abc"));
        QCOMPARE(server.requests()[1].body, std::string("def"));
    }

    void asksForTheBodyThatWaitsForContinue() {
        ScriptedServer server;
        server.on("/p", Reply::http(204));
        RawClient client(server);
        client.send("POST /p HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.receive(25), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("x");
        QVERIFY(server.wait_for_requests(1));
        QCOMPARE(server.requests()[0].body, std::string("x"));
    }

    void repliesInTheOrderTheyWereQueued() {
        ScriptedServer server;
        server.enqueue(Reply().send("one"));
        server.enqueue(Reply().send("two").close());
        RawClient client(server);
        client.send(plain_get + plain_get);
        QCOMPARE(client.receiveToEnd(), QByteArray("onetwo"));
        QVERIFY(server.wait_until_no_connection());
        QCOMPARE(server.connections()[0].end, ConnectionFacts::End::by_server);
    }

    void leavesTheBodyOutForHead() {
        ScriptedServer server;
        server.on("/a", Reply::http(200, "hello"));
        RawClient client(server);
        client.send("HEAD /a HTTP/1.1\r\n\r\n");
        client.send("GET /none HTTP/1.1\r\n\r\n");
        QVERIFY(client.receive(60).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHTTP/1.1 404"));
    }

    void sendsInPieces() {
        ScriptedServer server;
        server.enqueue(Reply().send_slowly("abcdefgh", 3, 5ms).close());
        RawClient client(server);
        client.send(plain_get);
        QCOMPARE(client.receiveToEnd(), QByteArray("abcdefgh"));
    }

    void resetIsSeenAsAReset() {
        ScriptedServer server;
        server.enqueue(Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").hold("go").reset());
        RawClient client(server);
        client.send(plain_get);
        QVERIFY(client.receive(42).endsWith("abc"));
        server.release("go");
        client.receiveToEnd();
        QCOMPARE(client.error(), QAbstractSocket::RemoteHostClosedError);
        QVERIFY(server.wait_until_no_connection());
        QCOMPARE(server.connections()[0].end, ConnectionFacts::End::by_server);
    }

    void holdsUntilTheGateIsReleased() {
        ScriptedServer server;
        server.enqueue(Reply().send("a").hold("gate").send("b"));
        RawClient client(server);
        client.send(plain_get);
        QCOMPARE(client.receive(1), QByteArray("a"));
        server.release("gate");
        QCOMPARE(client.receive(1), QByteArray("b"));
    }

    void noticesThatAPeerLeavesAStalledReply() {
        ScriptedServer server;
        server.enqueue(Reply().send("a").stall());
        RawClient client(server);
        client.send(plain_get);
        client.receive(1);
        client.close();
        QVERIFY(server.wait_until_no_connection());
        QCOMPARE(server.connections()[0].end, ConnectionFacts::End::by_peer);
    }

    void greetsBeforeAnythingIsRead() {
        ScriptedServer::Settings settings;
        settings.framing = Framing::lines;
        ScriptedServer server(settings);
        server.on_connection([](int number) { return Reply().send("220 number " + std::to_string(number) + "\r\n"); });
        server.on_request([](const RecordedRequest& line) { return Reply().send("200 " + line.bytes); });
        RawClient client(server);
        QCOMPARE(client.receive(14), QByteArray("220 number 1\r\n"));
        client.send("USER x\r\nPASS");
        QCOMPARE(client.receive(12), QByteArray("200 USER x\r\n"));
        QCOMPARE(server.request_count(), std::size_t{1});
    }

    void endsOpenConnectionsOnRequest() {
        ScriptedServer server;
        server.on("/a", Reply::http(200, "hello"));
        RawClient client(server);
        client.send(plain_get);
        client.receive(43);
        QCOMPARE(server.open_connection_count(), std::size_t{1});
        server.end_connections(false);
        QCOMPARE(client.receiveToEnd(), QByteArray());
        QCOMPARE(server.open_connection_count(), std::size_t{0});
    }

    void refusesAfterItStoppedListening() {
        ScriptedServer server;
        server.stop_listening();
        const RawClient client(server);
        QVERIFY(!client.connected());
        QCOMPARE(client.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void sendsLargeGeneratedBodiesInOrder() {
        constexpr std::uint64_t size = 5 * 1024 * 1024 + 13;
        ScriptedServer server;
        const auto source = std::make_shared<PatternSource>(7);
        server.enqueue(Reply().send_from(source, 5, size).close());
        RawClient client(server);
        client.send(plain_get);
        const auto received = client.receiveToEnd();
        QVERIFY(received.toStdString() == sluice::test::bytes_of(*source, size + 5).substr(5));
    }

    void carriesAThousandSlowConnections() {
        constexpr int count = 1000;
        ScriptedServer server;
        server.on("/slow", Reply().send_slowly(std::string(50, 's'), 10, 20ms).close());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < count; ++i) {
            clients.push_back(std::make_unique<RawClient>(server));
            QVERIFY(clients.back()->connected());
            clients.back()->send("GET /slow HTTP/1.1\r\n\r\n");
        }
        for (const auto& client : clients) {
            QCOMPARE(client->receiveToEnd(), QByteArray(50, 's'));
        }
        QCOMPARE(server.request_count(), std::size_t{count});
    }

    void startsOnIpv6() {
        ScriptedServer::Settings settings;
        settings.ipv6 = true;
        const ScriptedServer server(settings);
        if (!server.error().empty()) {
            QSKIP("this machine has no IPv6 loopback");
        }
        QVERIFY(server.url("/x").rfind("http://[::1]:", 0) == 0);
    }

    void saysThatACertificateIsBad() {
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->certificate_chain = "no certificate";
        const ScriptedServer server(settings);
        QCOMPARE(server.error(), std::string("the certificate chain cannot be used"));
    }
};

SL_TEST_CLASS(ScriptedServerTest)
#include "scripted_server_test.moc"
