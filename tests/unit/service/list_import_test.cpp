#include "gui/service/list_import.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::service;

class ListImportTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString put(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }

  private slots:
    void aListBecomesRequests() {
        QByteArray text = "# mine\nnonsense here\n";
        for (int i = 0; i < 1200; ++i) {
            text += "http://h/" + QByteArray::number(i) + "\n";
        }
        CommandLine line = parseCommandLine({"import", "-d", "/d", "--paused", put("l.txt", text)});
        QStringList said;
        QVERIFY2(prepare(line, said), qPrintable(line.error));
        QCOMPARE(line.requests.size(), 12);
        QCOMPARE(line.requests[0].value("verb").toString(), QString("import"));
        QCOMPARE(line.requests[0].value("folder").toString(), QString("/d"));
        QVERIFY(line.requests[0].value("paused").toBool());
        const auto sent = lists::read_list(line.requests[11].value("session").toString().toStdString());
        QCOMPARE(sent->entries.size(), 100U);
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].endsWith("l.txt, line 2: not an address: \"nonsense here\""), qPrintable(said[0]));
    }
    void whatNamesNothingIsAnError_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("# nothing\n");
        QTest::newRow("no session") << QByteArray("{}");
        QTest::newRow("all done") << QByteArray(
            "{\"format\":\"sluice-session\",\"version\":1,\"downloads\":[{\"url\":\"http://a/\",\"state\":\"done\"}]}");
    }
    void whatNamesNothingIsAnError() {
        QFETCH(QByteArray, text);
        CommandLine line = parseCommandLine({"import", put("l", text)});
        QStringList said;
        QVERIFY(!prepare(line, said));
        QVERIFY(!line.error.isEmpty());
    }
    void aMissingFileIsSaid() {
        CommandLine line = parseCommandLine({"import", folder_.filePath("none")});
        QStringList said;
        QVERIFY(!prepare(line, said));
        QVERIFY(line.error.contains("none"));
    }
    void digestsAreReadFromAFile() {
        const QString digest(64, QLatin1Char('a'));
        const QString sums = put("SUMS", digest.toLatin1() + "  f.iso\n");
        for (const QString& given : {sums, digest, QStringLiteral("sha256=") + digest.toUpper()}) {
            CommandLine line = parseCommandLine({"add", "--checksum", given, "http://h/f.iso"});
            QStringList said;
            QVERIFY2(prepare(line, said), qPrintable(line.error));
            QCOMPARE(line.requests.at(0).value("checksums").toArray().at(0).toString(), "sha-256=" + digest);
        }
        for (const QString& given : {QStringLiteral("sha256=12"), folder_.filePath("none")}) {
            CommandLine line = parseCommandLine({"add", "--checksum", given, "http://h/f.iso"});
            QStringList said;
            QVERIFY(!prepare(line, said) && !line.error.isEmpty());
        }
    }
    void anAdoptedFileSaysTheFolder() {
        const QString part = put("f.part", "x");
        CommandLine line = parseCommandLine({"add", "--adopt", part, "--mirror", "http://m/", "http://h/f"});
        QStringList said;
        QVERIFY2(prepare(line, said), qPrintable(line.error));
        QCOMPARE(line.requests.at(0).value("adopt").toString(), part);
        QCOMPARE(line.requests.at(0).value("folder").toString(), folder_.path());
        QCOMPARE(line.requests.at(0).value("mirrors").toArray().size(), 1);
        line = parseCommandLine({"add", "--adopt", folder_.filePath("none"), "http://h/f"});
        QVERIFY(!prepare(line, said));
    }
    void flagsBelongToTheirVerbs_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("checksum of two") << QStringList{"add", "--checksum", "x", "http://a/", "http://b/"};
        QTest::newRow("adopt for a list") << QStringList{"import", "l", "--adopt", "x"};
        QTest::newRow("import nothing") << QStringList{"import"};
        QTest::newRow("import two") << QStringList{"import", "a", "2"};
        QTest::newRow("unknown format") << QStringList{"export", "--format", "xml"};
        QTest::newRow("format for import") << QStringList{"import", "--format", "text", "l"};
    }
    void flagsBelongToTheirVerbs() {
        QFETCH(QStringList, arguments);
        QVERIFY(!parseCommandLine(arguments).error.isEmpty());
    }
    void theEndingChoosesTheFormat() {
        QCOMPARE(parseCommandLine({"export", "a.txt"}).toRequest().value("format").toString(), QString("text"));
        QCOMPARE(parseCommandLine({"export"}).toRequest().value("format").toString(), QString("session"));
        QCOMPARE(parseCommandLine({"export", "--format", "aria2", "a.txt"}).toRequest().value("format").toString(),
                 QString("aria2"));
    }
};

SL_TEST_CLASS(ListImportTest)

#include "list_import_test.moc"
