#include "tests/support/nginx_server.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using sluice::test::NginxServer;

class NginxServerTest : public QObject {
    Q_OBJECT

  private slots:
    void servesAFolderAndEndsWithItsObject() {
        const QTemporaryDir content;
        const QTemporaryDir work;
        QFile file(content.filePath("a.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hello");
        file.close();
        quint16 port = 0;
        {
            const NginxServer server(SLUICE_SOURCE_DIR, content.path().toStdString(), work.path().toStdString());
            if (!server.missing().empty()) {
                QSKIP(server.missing().c_str());
            }
            port = server.port();
            QTcpSocket socket;
            socket.connectToHost("127.0.0.1", port);
            QVERIFY(socket.waitForConnected(20'000));
            socket.write("GET /a.txt HTTP/1.0\r\n\r\n");
            while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(20'000)) {
            }
            QVERIFY(socket.readAll().endsWith("\r\n\r\nhello"));
        }
        QTcpSocket socket;
        socket.connectToHost("127.0.0.1", port);
        QVERIFY(!socket.waitForConnected(20'000));
    }
};

SL_TEST_CLASS(NginxServerTest)
#include "nginx_server_test.moc"
