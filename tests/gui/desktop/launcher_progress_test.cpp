#include "gui/desktop/launcher_progress.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::gui;

class LauncherProgressTest : public QObject {
    Q_OBJECT

  private slots:
    void sendsOnlyWhatMovedAndTwiceASecondAtMost() {
        QList<QVariantMap> sent;
        LauncherProgress progress([&](const QVariantMap& properties) { sent.append(properties); });
        progress.show(0, -1);
        QVERIFY(sent.isEmpty());
        progress.show(2, 0.5);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent[0].value("progress").toDouble(), 0.5);
        QCOMPARE(sent[0].value("count").toLongLong(), 2);
        QVERIFY(sent[0].value("progress-visible").toBool() && sent[0].value("count-visible").toBool());
        progress.show(2, 0.501);  // less than a hundredth
        for (int i = 0; i < 50; ++i) {
            progress.show(2, 0.51 + i * 0.001);
        }
        QCOMPARE(sent.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(sent.size(), 2, 3000);
        QCOMPARE(sent[1].value("progress").toDouble(), 0.55);
        QTest::qWait(LauncherProgress::leastMs + 100);
        QCOMPARE(sent.size(), 2);
    }

    void theEndIsSentAtOnce() {
        QList<QVariantMap> sent;
        LauncherProgress progress([&](const QVariantMap& properties) { sent.append(properties); });
        progress.show(1, 0.9);
        progress.show(1, 0.95);
        progress.show(0, -1);
        QCOMPARE(sent.size(), 2);
        QVERIFY(!sent[1].value("progress-visible").toBool() && !sent[1].value("count-visible").toBool());
        QTest::qWait(LauncherProgress::leastMs + 100);
        QCOMPARE(sent.size(), 2);
    }

    void anUnknownSizeShowsTheNumberOnly() {
        QList<QVariantMap> sent;
        LauncherProgress progress([&](const QVariantMap& properties) { sent.append(properties); });
        progress.show(3, -1);
        QVERIFY(!sent[0].value("progress-visible").toBool() && sent[0].value("count-visible").toBool());
        progress.sendAgain();
        QCOMPARE(sent.size(), 2);
    }
};

SL_TEST_CLASS(LauncherProgressTest)
#include "launcher_progress_test.moc"
