#include "gui/window/tray.h"

#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "gui/desktop/tray_picture.h"
#include "gui/window/desktop_presence.h"
#include "gui/window/window_state.h"
#include "tests/gui/pictures.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

class TrayTest : public QObject {
    Q_OBJECT

  private slots:
    void itsMenuHasWhatIsNeeded() {
        FakeQueueService fake(3, 1, 1);
        WindowFixture it(fake, Scheme::light, {}, true);
        QTRY_VERIFY(it.window.presence() != nullptr);
        const QMenu& menu = it.window.presence()->tray().menu();
        QList<QAction*> actions = menu.actions();
        for (const ActionId id : {ActionId::add, ActionId::pauseAll, ActionId::resumeAll, ActionId::quit}) {
            QVERIFY(actions.contains(it.action(id)));
        }
        const bool hasLimits = std::any_of(actions.begin(), actions.end(),
                                           [](const QAction* action) { return action->menu() != nullptr; });
        QVERIFY(hasLimits);
        QAction* toggle = menu.findChild<QAction*>("trayToggle");
        emit it.window.presence()->tray().menu().aboutToShow();
        QCOMPARE(toggle->text(), QString("&Hide"));
        toggle->trigger();
        QVERIFY(it.window.isHidden());
        emit it.window.presence()->tray().menu().aboutToShow();
        QCOMPARE(toggle->text(), QString("&Show"));
        toggle->trigger();
        QVERIFY(it.window.isVisible());
    }

    void itsTextSaysHowFarThingsAreAtMostOnceASecond() {
        FakeQueueService fake;
        WindowFixture it(fake, Scheme::light, {}, true);
        QTRY_VERIFY(it.window.presence() != nullptr);
        Tray& tray = it.window.presence()->tray();
        QTest::qWait(1100);
        tray.showState(3, 28'101'837, 14, 0.5);
        QCOMPARE(tray.toolTip(), QString("3 downloading, 26.8 MiB/s, 14 s left"));
        tray.showState(2, 28'101'837, 13, 0.5);
        QCOMPARE(tray.toolTip(), QString("3 downloading, 26.8 MiB/s, 14 s left"));
        QTRY_COMPARE_WITH_TIMEOUT(tray.toolTip(), QString("2 downloading, 26.8 MiB/s, 13 s left"), 3000);
        tray.showState(0, 0, -1, -1);
        QTRY_COMPARE_WITH_TIMEOUT(tray.toolTip(), QString("Sluice"), 3000);
    }

    void followsWhatRunsWhileTheWindowIsHidden() {
        FakeQueueService fake(4, 0, 1);
        WindowFixture it(fake, Scheme::light, {}, true);
        QTRY_VERIFY(it.window.presence() != nullptr);
        it.window.hide();
        const queue::Id id = fake.all().begin()->first;
        fake.change(id, queue::field::all, [](queue::Row& row) {
            row.state = queue::State::active;
            row.speed = 1 << 20;
        });
        QTRY_VERIFY_WITH_TIMEOUT(it.window.presence()->tray().toolTip().contains("1.00 MiB/s"), 5000);
    }

    void closingGoesToTheTrayOnlyIfThereIsOne_data() {
        QTest::addColumn<bool>("tray");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<bool>("ends");
        QTest::newRow("tray") << true << true << true << false;
        QTest::newRow("no tray") << false << true << true << true;
        QTest::newRow("its icon is off") << true << false << true << true;
        QTest::newRow("not wanted") << true << true << false << true;
    }
    void closingGoesToTheTrayOnlyIfThereIsOne() {
        QFETCH(bool, tray);
        QFETCH(bool, shown);
        QFETCH(bool, wanted);
        QFETCH(bool, ends);
        FakeQueueService fake(2, 0, 1);
        WindowFixture it(fake, Scheme::light, {}, tray);
        QTRY_VERIFY(it.window.presence() != nullptr);
        it.settings.set(SettingId::tray, shown);
        it.settings.set(SettingId::closeToTray, wanted);
        const QSignalSpy finished(&it.window, &MainWindow::finished);
        it.window.close();
        QVERIFY(it.window.isHidden());
        QCOMPARE(finished.size(), ends ? 1 : 0);
    }

    void quitEndsEvenWithATray() {
        FakeQueueService fake(2, 0, 1);
        WindowFixture it(fake, Scheme::light, {}, true);
        QTRY_VERIFY(it.window.presence() != nullptr);
        const QSignalSpy finished(&it.window, &MainWindow::finished);
        it.window.close();
        QCOMPARE(finished.size(), 0);
        it.action(ActionId::quit)->trigger();
        QCOMPARE(finished.size(), 1);
    }

    void theWindowComesBackIfTheTrayGoes() {
        FakeQueueService fake(2, 0, 1);
        WindowFixture it(fake, Scheme::light, {}, true);
        QTRY_VERIFY(it.window.presence() != nullptr);
        it.window.close();
        QVERIFY(it.window.isHidden());
        it.hasTray = false;
        emit it.window.presence()->trayLost();
        QVERIFY(it.window.isVisible());
    }

    void theExitQuestionOffersTheTray_data() {
        QTest::addColumn<bool>("tray");
        QTest::newRow("tray") << true;
        QTest::newRow("no tray") << false;
    }
    void theExitQuestionOffersTheTray() {
        QFETCH(bool, tray);
        FakeQueueService fake(4, 2, 1);
        WindowFixture it(fake, Scheme::light, {}, tray);
        it.window.setAskBeforeQuit(true);
        QTRY_COMPARE(it.rows(), 4);
        QTRY_VERIFY(it.window.presence() != nullptr);
        it.action(ActionId::quit)->trigger();
        auto* box = it.child<QMessageBox>("confirmQuit");
        QVERIFY(box != nullptr && it.window.isVisible());
        QCOMPARE(box->text(), QString("2 download(s) are running."));
        QCOMPARE(box->informativeText(), QString("They will go on from here next time."));
        QCOMPARE(box->defaultButton()->text().contains("tray"), tray);
        const QSignalSpy finished(&it.window, &MainWindow::finished);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(it.window.isHidden(), tray);
        QCOMPARE(finished.size(), 0);
        QTRY_VERIFY(it.child<QMessageBox>("confirmQuit") == nullptr);
        it.window.show();
        it.action(ActionId::quit)->trigger();
        box = it.child<QMessageBox>("confirmQuit");
        for (auto* button : box->findChildren<QPushButton*>()) {
            if (button->text().contains(QLatin1String("Quit"))) {
                QTest::keyClick(button, Qt::Key_Space);
            }
        }
        QTRY_COMPARE(finished.size(), 1);
    }

    void theQuestionCanBeTurnedOff() {
        FakeQueueService fake(4, 2, 1);
        WindowFixture it(fake);
        it.window.setAskBeforeQuit(true);
        QTRY_COMPARE(it.rows(), 4);
        it.settings.set(SettingId::askBeforeQuit, false);
        QVERIFY(it.window.close());
    }

    void theEndOfTheSessionAsksNothing() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("window.ini");
        FakeQueueService fake(4, 2, 1);
        WindowFixture it(fake, Scheme::dark, file, true);
        it.window.setAskBeforeQuit(true);
        QTRY_COMPARE(it.rows(), 4);
        it.window.prepareForSessionEnd();
        QCOMPARE(WindowState(file).scheme(), QString("dark"));
        QVERIFY(it.window.isVisible());
        QVERIFY(it.window.close());
        QVERIFY(it.child<QMessageBox>("confirmQuit") == nullptr);
    }

    void startsHiddenOnlyWithATray_data() {
        QTest::addColumn<bool>("tray");
        QTest::newRow("tray") << true;
        QTest::newRow("no tray") << false;
    }
    void startsHiddenOnlyWithATray() {
        QFETCH(bool, tray);
        FakeQueueService fake;
        WindowFixture it(fake, Scheme::light, {}, tray);
        it.window.hide();
        QCOMPARE(it.window.startHidden(), tray);
        QCOMPARE(it.window.isVisible(), !tray);
    }

    void thePictureHasElevenStepsAtMost() {
        QSet<QByteArray> pictures;
        for (int tenths = -1; tenths <= 12; ++tenths) {
            const QImage image = trayPicture(tenths).pixmap(QSize(48, 48), 1.0).toImage();
            QCOMPARE(image.size(), QSize(48, 48));
            pictures.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
            test::keepPicture(trayPicture(tenths).pixmap(QSize(48, 48), 1.0), QStringLiteral("tray-%1").arg(tenths));
        }
        QCOMPARE(pictures.size(), 12);
    }
};

SL_TEST_CLASS(TrayTest)
#include "tray_test.moc"
