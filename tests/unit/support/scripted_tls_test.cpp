#include "tests/support/scripted_tls.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using sluice::test::make_server_context;
using sluice::test::RecordedRequest;
using sluice::test::Reply;
using sluice::test::ScriptedServer;
using sluice::test::ServerTls;
using sluice::test::TestAuthority;

namespace {

constexpr int limit_ms = 20'000;

void trust(QSslSocket& socket, const TestAuthority& authority) {
    auto configuration = socket.sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromData(QByteArray::fromStdString(authority.root())));
    configuration.setAllowedNextProtocols({"http/1.1"});
    socket.setSslConfiguration(configuration);
}

QByteArray receive(QSslSocket& socket, qsizetype count) {
    while (socket.bytesAvailable() < count && socket.waitForReadyRead(limit_ms)) {
    }
    return socket.read(count);
}

}  // namespace

class ScriptedTlsTest : public QObject {
    Q_OBJECT

  private slots:
    void speaksTlsFromTheFirstByte() {
        TestAuthority authority;
        const auto issued = authority.issue({});
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->certificate_chain = issued.chain;
        settings.tls->private_key = issued.key;
        settings.tls->alpn = {"h2", "http/1.1"};
        ScriptedServer server(settings);
        QCOMPARE(server.error(), std::string());
        server.on("/a", Reply::http(200, "hello"));
        QSslSocket socket;
        trust(socket, authority);
        socket.connectToHostEncrypted("localhost", server.port());
        QVERIFY2(socket.waitForEncrypted(limit_ms), qPrintable(socket.errorString()));
        socket.write("GET /a HTTP/1.1\r\n\r\n");
        QVERIFY(receive(socket, 43).endsWith("hello"));
        QCOMPARE(server.requests().at(0).server_name, std::string("localhost"));
        QCOMPARE(server.requests().at(0).alpn, std::string("http/1.1"));
        QVERIFY(server.requests().at(0).tls);
    }

    void startsTlsAfterACleartextAnswer() {
        TestAuthority authority;
        ScriptedServer::Settings settings;
        settings.later_tls.emplace();
        settings.later_tls->context = make_server_context(authority.issue({}));
        ScriptedServer server(settings);
        QCOMPARE(server.error(), std::string());
        server.enqueue(Reply().send("HTTP/1.1 200 OK\r\n\r\n").start_tls());
        server.enqueue(Reply::http(200, "inside"));
        QSslSocket socket;
        trust(socket, authority);
        socket.connectToHost("localhost", server.port(), QIODevice::ReadWrite, QAbstractSocket::IPv4Protocol);
        QVERIFY(socket.waitForConnected(limit_ms));
        socket.write("CONNECT x:443 HTTP/1.1\r\n\r\n");
        QCOMPARE(receive(socket, 19), QByteArray("HTTP/1.1 200 OK\r\n\r\n"));
        socket.startClientEncryption();
        QVERIFY2(socket.waitForEncrypted(limit_ms), qPrintable(socket.errorString()));
        socket.write("GET / HTTP/1.1\r\n\r\n");
        QVERIFY(receive(socket, 44).endsWith("inside"));
        QCOMPARE(server.connection_count(), std::size_t{1});
        QVERIFY(!server.requests().at(0).tls);
        QVERIFY(server.requests().at(1).tls);
    }

    void aKeyOfAnotherCertificateIsRefused() {
        TestAuthority authority;
        ServerTls settings;
        settings.certificate_chain = authority.issue({}).chain;
        settings.private_key = authority.issue({}).key;
        QCOMPARE(sluice::test::TlsAcceptor(settings).error(), std::string("the private key cannot be used"));
    }
};

SL_TEST_CLASS(ScriptedTlsTest)
#include "scripted_tls_test.moc"
