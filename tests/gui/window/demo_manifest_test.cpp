#include "gui/window/demo_manifest.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::gui;

class DemoManifestTest : public QObject {
    Q_OBJECT

  private slots:
    void readsOnlyWhatIsOne_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("files");
        const QByteArray file =
            "{'name':'a','url':'http://127.0.0.1:1/a','size':5,'sha256':'" + QByteArray(64, 'A') + "'}";
        QTest::newRow("right") << "{'ca_certificate':'/ca.pem','files':[" + file + "," + file + "]}" << 2;
        QTest::newRow("no files") << QByteArray("{'files':[]}") << 0;
        QTest::newRow("no JSON") << QByteArray("<html>") << 0;
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("without hash") << QByteArray("{'files':[{'name':'a','url':'http://x/'}]}") << 0;
    }
    void readsOnlyWhatIsOne() {
        QFETCH(QByteArray, text);
        QFETCH(int, files);
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("m.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.replace('\'', '"'));
        file.close();
        DemoManifest manifest;
        QString error;
        QCOMPARE(DemoManifest::read(file.fileName(), manifest, error), files > 0);
        QCOMPARE(error.isEmpty(), files > 0);
        if (files > 0) {
            QCOMPARE(manifest.files.size(), std::size_t(files));
            QCOMPARE(manifest.caFile, QStringLiteral("/ca.pem"));
            QCOMPARE(manifest.files[0].sha256, QString(64, u'a'));
        }
    }
};

SL_TEST_CLASS(DemoManifestTest)
#include "demo_manifest_test.moc"
