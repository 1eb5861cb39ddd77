// The example programs about one matter each: sharing, upload, info, addresses.
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/examples/run_example.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice::test;

class TopicExamplesTest : public QObject {
    Q_OBJECT
  private slots:
    void threadsShareWhatTheyLearned();
    void anUploadSendsTheFileAgainBehindARedirect();
    void anUploadOfAMissingFileIsRefused();
    void infoTellsTheWholeChain();
    void infoIsThereAfterAFailure();
    void aUrlIsTakenApartAndChanged();
    void aBadUrlIsNamed();
};

void TopicExamplesTest::threadsShareWhatTheyLearned() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest&) { return Reply::http(200, "12345"); });
    QStringList urls;
    for (int i = 0; i < 8; ++i) {
        urls << QString::fromStdString(server.url("/" + std::to_string(i)));
    }
    const ExampleOutcome outcome = run_example("sluice-example-share", urls);
    QCOMPARE(outcome.status, 0);
    for (const QString& url : urls) {
        QVERIFY2(outcome.output.contains("0 5 " + url.toUtf8()), outcome.output);
    }
    const QByteArray summary =
        QByteArray::number(qulonglong(server.connection_count())) + " connections for 8 transfers";
    QVERIFY2(outcome.output.contains(summary), outcome.output);
}

void TopicExamplesTest::anUploadSendsTheFileAgainBehindARedirect() {
    ScriptedServer server;
    server.on("/here", Reply::http(307, "", {"Location: /there"}));
    server.on("/there", Reply::http(201, "made"));
    const QTemporaryDir folder;
    QFile file(folder.filePath("body"));
    const QByteArray body = QByteArray(50'000, 'u') + "end";
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(body) == body.size());
    file.close();
    const ExampleOutcome outcome =
        run_example("sluice-example-upload", {file.fileName(), QString::fromStdString(server.url("/here"))});
    QVERIFY2(outcome.status == 0, outcome.messages);
    QCOMPARE(outcome.output, QByteArray("made"));
    QVERIFY2(outcome.messages.contains("201, 50003 bytes sent"), outcome.messages);
    QCOMPARE(QByteArray::fromStdString(server.requests().back().body), body);
}

void TopicExamplesTest::anUploadOfAMissingFileIsRefused() {
    const ExampleOutcome outcome = run_example("sluice-example-upload", {"/nowhere/at all", "http://127.0.0.1:1/"});
    QCOMPARE(outcome.status, 26);
    QVERIFY2(outcome.messages.contains("/nowhere/at all"), outcome.messages);
}

void TopicExamplesTest::infoTellsTheWholeChain() {
    ScriptedServer server;
    server.on("/a", Reply::http(302, "", {"Location: /b", "X-Hop: first"}));
    server.on("/b", Reply::http(200, "hello", {"X-Hop: second", "Content-Type: text/plain"}));
    const ExampleOutcome outcome = run_example("sluice-example-info", {QString::fromStdString(server.url("/a"))});
    QCOMPARE(outcome.status, 0);
    for (const char* part : {"/b -> 200, text/plain, 1 redirects", "5 bytes received, 5 delivered", "X-Hop: first",
                             "X-Hop: second", "127.0.0.1 port", "first byte"}) {
        QVERIFY2(outcome.output.contains(part), outcome.output);
    }
}

void TopicExamplesTest::infoIsThereAfterAFailure() {
    const ExampleOutcome outcome = run_example("sluice-example-info", {"http://127.0.0.1:1/"});
    QCOMPARE(outcome.status, 7);
    QVERIFY2(outcome.output.contains("failed:") && outcome.output.contains("http://127.0.0.1:1/"), outcome.output);
}

void TopicExamplesTest::aUrlIsTakenApartAndChanged() {
    const ExampleOutcome outcome =
        run_example("sluice-example-url", {"ftp.example.org/a/b?x=1", "http://me:secret@[::1]:8080/c%20d?y=2#there"});
    QCOMPARE(outcome.status, 0);
    for (const char* line : {"host     [::1]", "port     8080", "path     /c d", "query    y=2", "fragment there",
                             "password secret", "changed  http://me@[::1]:8080/c%20d?y=2&made=by+hand#there",
                             "to show  http://[::1]:8080/c%20d?y=2&made=by+hand#there"}) {
        QVERIFY2(outcome.output.contains(line), outcome.output);
    }
}

void TopicExamplesTest::aBadUrlIsNamed() {
    const ExampleOutcome outcome = run_example("sluice-example-url", {"http://host:99999999/"});
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.messages.startsWith("http://host:99999999/: "), outcome.messages);
}

SL_TEST_CLASS(TopicExamplesTest)
#include "topic_examples_test.moc"
