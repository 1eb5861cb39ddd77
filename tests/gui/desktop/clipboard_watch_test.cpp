#include "gui/desktop/clipboard_watch.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

#include "gui/desktop/clipboard.h"
#include "tests/support/test_class.h"

using namespace sluice::gui;

class ClipboardWatchTest : public QObject {
    Q_OBJECT

  private slots:
    void onlyWantedEndingsCount_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("wanted");
        QTest::newRow("file") << "https://example.org/a/b.ISO" << true;
        QTest::newRow("with a query") << "https://example.org/b.zip?token=1.2" << true;
        QTest::newRow("last of two endings") << "https://example.org/b.tar.zip" << true;
        QTest::newRow("page") << "https://example.org/b.html" << false;
        QTest::newRow("no ending") << "https://example.org/zip" << false;
        QTest::newRow("host alone") << "https://example.zip" << false;
    }
    void onlyWantedEndingsCount() {
        QFETCH(QString, address);
        QFETCH(bool, wanted);
        QCOMPARE(withEnding({address}, {"iso", "zip"}).size(), wanted ? 1 : 0);
        QCOMPARE(withEnding({address}, {}).size(), 1);
    }

    void whatWeCopyOurselvesIsNotOffered() {
        ClipboardWatch watch;
        int offers = 0;
        connect(&watch, &ClipboardWatch::offered, this, [&] { ++offers; });
        watch.setOn(true);
        copyToClipboard(QStringLiteral("https://example.org/a.iso"));
        QTest::qWait(20);
        QCOMPARE(offers, 0);
        copyToClipboard(QString());
    }

    void whatOthersCopyIsOfferedOnceAndOnlyWhileItIsOn() {
        QClipboard* clipboard = QGuiApplication::clipboard();
        ClipboardWatch watch;
        QList<QStringList> offers;
        connect(&watch, &ClipboardWatch::offered, this, [&](const QStringList& found) { offers.append(found); });
        watch.setEndings(QStringLiteral(".iso ZIP"));
        clipboard->setText(QStringLiteral("https://example.org/off.iso"));
        watch.setOn(true);
        clipboard->setText(QStringLiteral("https://example.org/off.iso"));  // was there before
        QVERIFY(offers.isEmpty());
        clipboard->setText(QStringLiteral("see https://example.org/a.zip and https://example.org/page.html"));
        clipboard->setText(QStringLiteral("no address"));
        clipboard->setText(QStringLiteral("https://example.org/a.zip"));
        QCOMPARE(offers, QList<QStringList>{QStringList{"https://example.org/a.zip"}});
        watch.setOn(false);
        clipboard->setText(QStringLiteral("https://example.org/b.iso"));
        QCOMPARE(offers.size(), 1);
        clipboard->clear();
    }
};

SL_TEST_CLASS(ClipboardWatchTest)
#include "clipboard_watch_test.moc"
