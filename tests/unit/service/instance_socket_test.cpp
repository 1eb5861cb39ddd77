#include "gui/service/instance_socket.h"

#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#include "gui/service/instance_client.h"
#include "tests/support/test_class.h"

using namespace sluice::service;

class InstanceSocketTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        profile_ = Profile::inFolder(folder_->path());
        QString error;
        QVERIFY(profile_.makeFolders(error));
    }
    void answersEachLine() {
        InstanceSocket socket([](const QJsonObject& request) { return QJsonObject{{"ok", true}, {"echo", request}}; });
        QVERIFY(socket.listen(profile_.socketFile()));
        QCOMPARE(talk("{\"a\":1}\n{\"b\":2}\n", 2),
                 QByteArray("{\"echo\":{\"a\":1},\"ok\":true}\n{\"echo\":{\"b\":2},\"ok\":true}\n"));
    }
    void refusesWhatIsNoObject() {
        InstanceSocket socket([](const QJsonObject&) { return QJsonObject{{"ok", true}}; });
        QVERIFY(socket.listen(profile_.socketFile()));
        const QByteArray answers = talk("nonsense\n[]\n\n{\"a\":1}\n", 4);
        QCOMPARE(answers.count("\"ok\":false"), 3);
        QCOMPARE(answers.count("\"ok\":true"), 1);
    }
    void takesTheSocketOfADeadOne() {
        { QFile(profile_.socketFile()).open(QIODevice::WriteOnly); }
        InstanceSocket socket([](const QJsonObject&) { return QJsonObject{}; });
        QVERIFY(socket.listen(profile_.socketFile()));
    }
    void answersTheClient() {
        InstanceSocket socket([](const QJsonObject& request) { return QJsonObject{{"ok", true}, {"echo", request}}; });
        QVERIFY(socket.listen(profile_.socketFile()));
        std::atomic<bool> answered = false;
        std::optional<QJsonObject> answer;
        std::thread client([&] {
            answer = askInstance(profile_, {{"verb", "list"}});
            answered = true;
        });
        const bool came = QTest::qWaitFor([&] { return answered.load(); }, 8000);
        client.join();
        QVERIFY(came && answer);
        QCOMPARE(answer->value("echo").toObject().value("verb").toString(), QString("list"));
    }
    void findsNobodyWhereNobodyListens() {
        QVERIFY(!askInstance(profile_, {{"verb", "raise"}}));
        { QFile(profile_.socketFile()).open(QIODevice::WriteOnly); }
        QVERIFY(!askInstance(profile_, {{"verb", "raise"}}));
        QVERIFY(!tryInstance(parseCommandLine({"list"}), profile_));
    }

  private:
    QByteArray talk(const QByteArray& lines, int answers) {
        QLocalSocket client;
        client.connectToServer(profile_.socketFile());
        client.write(lines);
        QByteArray got;
        [[maybe_unused]] const bool all_came = QTest::qWaitFor(
            [&] {
                got += client.readAll();
                return got.count('\n') >= answers;
            },
            8000);
        return got;
    }
    std::unique_ptr<QTemporaryDir> folder_;
    Profile profile_;
};

SL_TEST_CLASS(InstanceSocketTest)
#include "instance_socket_test.moc"
