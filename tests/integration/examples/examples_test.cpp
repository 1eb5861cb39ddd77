// The example programs, run as they are.
#include <QObject>
#include <QTest>

#include "tests/integration/examples/run_example.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice::test;

class ExamplesTest : public QObject {
    Q_OBJECT
  private slots:
    void easyFetchesOneAfterTheOther();
    void othersFetchManyAtOnce_data();
    void othersFetchManyAtOnce();
    void failuresAreTold_data();
    void failuresAreTold();
};

void ExamplesTest::easyFetchesOneAfterTheOther() {
    ScriptedServer server;
    server.on("/a", sluice::test::Reply::http(302, "", {"Location: /b"}));
    server.on("/b", sluice::test::Reply::http(200, "hello "));
    const QString a = QString::fromStdString(server.url("/a"));
    const ExampleOutcome outcome = run_example("sluice-example-easy", {a, a});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.output, QByteArray("hello hello "));
    QVERIFY2(outcome.messages.contains("200 6 bytes"), outcome.messages);
    QVERIFY2(outcome.messages.contains("0 new connections"), outcome.messages);
    QCOMPARE(server.connection_count(), std::size_t(1));
}

void ExamplesTest::othersFetchManyAtOnce_data() {
    QTest::addColumn<QString>("program");
    for (const char* mode : {"multi", "epoll", "qt"}) {
        QTest::newRow(mode) << QString("sluice-example-") + mode;
    }
}

void ExamplesTest::othersFetchManyAtOnce() {
    QFETCH(QString, program);
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return sluice::test::Reply::http(200, std::string(std::stoul(request.target.substr(1)), 'x'));
    });
    QStringList urls;
    for (int i = 0; i < 40; ++i) {
        urls << QString::fromStdString(server.url("/" + std::to_string(i * 1000)));
    }
    const ExampleOutcome outcome = run_example(program, urls);
    QCOMPARE(outcome.status, 0);
    for (int i = 0; i < 40; ++i) {
        const QByteArray line = "0 " + QByteArray::number(i * 1000) + " " + urls[i].toUtf8() + "\n";
        QVERIFY2(outcome.output.contains(line), line);
    }
    QCOMPARE(outcome.output.count('\n'), 40);
}

void ExamplesTest::failuresAreTold_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<int>("status");
    QTest::newRow("easy") << "sluice-example-easy" << 7;
    QTest::newRow("multi") << "sluice-example-multi" << 1;
    QTest::newRow("epoll") << "sluice-example-epoll" << 1;
    QTest::newRow("qt") << "sluice-example-qt" << 1;
}

void ExamplesTest::failuresAreTold() {
    QFETCH(QString, program);
    const ExampleOutcome outcome = run_example(program, {"http://127.0.0.1:1/"});
    QTEST(outcome.status, "status");
    QVERIFY2((outcome.output + outcome.messages).contains(program.endsWith("easy") ? "refused" : "7 0 http://127"),
             outcome.output + outcome.messages);
}

SL_TEST_CLASS(ExamplesTest)
#include "examples_test.moc"
