#include "gui/desktop/power_source.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::gui;

class PowerSourceTest : public QObject {
    Q_OBJECT

  private slots:
    void readsTheSupplies_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<bool>("mains");
        QTest::newRow("a computer without battery") << QStringList{} << true;
        QTest::newRow("plugged in") << QStringList{"AC/type=Mains", "AC/online=1", "BAT0/type=Battery"} << true;
        QTest::newRow("on its battery") << QStringList{"AC/type=Mains", "AC/online=0", "BAT0/type=Battery"} << false;
        QTest::newRow("a battery alone") << QStringList{"BAT0/type=Battery"} << false;
        QTest::newRow("only the mouse's battery") << QStringList{"hid/type=Battery", "hid/scope=Device"} << true;
    }
    void readsTheSupplies() {
        QFETCH(QStringList, files);
        QFETCH(bool, mains);
        const QTemporaryDir folder;
        for (const QString& line : files) {
            const QString path = folder.filePath(line.section('=', 0, 0));
            QDir().mkpath(path.section('/', 0, -2));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(line.section('=', 1).toLatin1() + '\n');
        }
        QCOMPARE(isOnMains(folder.path()), mains);
        QVERIFY(isOnMains(folder.filePath("no such folder")));
    }

    void answersOnTheThreadThatAsked() {
        bool answered = false;
        askOnMains(this, [&](bool) { answered = true; });
        QVERIFY(!answered);
        QTRY_VERIFY(answered);
    }
};

SL_TEST_CLASS(PowerSourceTest)
#include "power_source_test.moc"
