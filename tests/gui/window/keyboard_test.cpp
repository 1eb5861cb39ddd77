#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/window/undo_bar.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using queue::State;
using test::FakeQueueService;
using test::WindowFixture;

/// The main job with the keyboard alone.
class KeyboardTest : public QObject {
    Q_OBJECT

    static std::size_t count(const FakeQueueService& fake, const char* name) {
        return static_cast<std::size_t>(std::count_if(fake.commands.begin(), fake.commands.end(),
                                                      [name](const auto& command) { return command.name == name; }));
    }

  private slots:
    void addsPausesRemovesAndUndoes() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QGuiApplication::clipboard()->setText(QStringLiteral("https://example.org/a.iso\nhttps://example.org/b.iso"));
        QTest::keyClick(it.view(), Qt::Key_V, Qt::ControlModifier);
        auto* dialog = it.child<AddDialog>("addDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QTRY_VERIFY(dialog->findChild<QPushButton*>("download")->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(fake.added.size(), std::size_t{2});
        QCOMPARE(fake.added[0].url, std::string("https://example.org/a.iso"));
        QCOMPARE(fake.added[0].folder, std::string("/home/someone/Downloads"));
        QTRY_COMPARE(it.rows(), 2);

        it.window.activateWindow();
        it.view()->setFocus();
        QTest::keyClick(it.view(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(it.view()->selectedCount(), 2);
        QTRY_VERIFY(it.action(ActionId::pauseOrResume)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Space);
        QCOMPARE(count(fake, "pause"), std::size_t{1});
        QTRY_VERIFY(it.action(ActionId::resume)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Space);
        QCOMPARE(count(fake, "resume"), std::size_t{1});

        QTest::keyClick(it.view(), Qt::Key_Delete);
        QTRY_COMPARE(it.rows(), 0);
        QVERIFY(it.child<UndoBar>("undoBar")->isVisible());
        QTRY_VERIFY(it.action(ActionId::undo)->isEnabled());
        QTest::keyClick(&it.window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(it.rows(), 2);
        QVERIFY(!it.child<UndoBar>("undoBar")->isVisible());
        QCOMPARE(count(fake, "purge"), std::size_t{0});
    }

    void removalIsFinalWhenItsTimeIsOver() {
        FakeQueueService fake(3, 0, 1);
        WindowFixture it(fake);
        it.view()->selectIds({1, 2});
        QTRY_VERIFY(it.action(ActionId::remove)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Delete);
        QTRY_COMPARE(it.rows(), 1);
        it.child<UndoBar>("undoBar")->finish();
        QCOMPARE(fake.commands.back(), (FakeQueueService::Command{"purge", {1, 2}, 0}));
        QVERIFY(!it.child<UndoBar>("undoBar")->canUndo());
    }

    void trashingWhatIsDoneAsksFirst() {
        FakeQueueService fake;
        queue::Row row;
        row.name = "a";
        row.state = State::done;
        fake.put(row);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 1);
        it.view()->selectAll();
        QTRY_VERIFY(it.action(ActionId::removeAndTrash)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Delete, Qt::ShiftModifier);
        auto* box = it.child<QMessageBox>("confirmTrash");
        QVERIFY(box != nullptr);
        QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
        QTest::keyClick(box, Qt::Key_Return);  // the focus is on Cancel
        QTest::qWait(100);
        QCOMPARE(count(fake, "remove"), std::size_t{0});
    }

    void trashingWhatIsUnfinishedDoesNotAsk() {
        FakeQueueService fake;
        queue::Row row;
        row.name = "a";
        row.state = State::paused;
        fake.put(row);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 1);
        it.view()->selectAll();
        QTRY_VERIFY(it.action(ActionId::removeAndTrash)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Delete, Qt::ShiftModifier);
        QVERIFY(it.child<QMessageBox>("confirmTrash") == nullptr);
        QCOMPARE(count(fake, "remove"), std::size_t{1});
    }

    void filtersAndComesBack() {
        FakeQueueService fake(200, 5, 2);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 200);
        QTest::keyClick(&it.window, Qt::Key_F, Qt::ControlModifier);
        auto* filter = it.child<QLineEdit>("filterField");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("ext:iso state:failed"));
        QVERIFY(it.rows() > 0 && it.rows() < 200);
        QTest::keyClick(filter, Qt::Key_Space);
        QTest::keyClick(filter, Qt::Key_Delete);
        QVERIFY2(fake.commands.empty(), "keys of the list mean nothing in the filter");
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(it.rows(), 200);
        QVERIFY(it.view()->hasFocus());
    }

    void selectionSurvivesTheFilter() {
        FakeQueueService fake(200, 5, 2);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 200);
        queue::Id failed = 0, other = 0;
        for (const auto& [id, row] : fake.all()) {
            (row.state == State::failed ? failed : other) = id;
        }
        it.view()->selectIds({failed, other});
        auto* filter = it.child<QLineEdit>("filterField");
        filter->setText(QStringLiteral("state:failed"));
        QCOMPARE(it.view()->selectedIds(), std::vector<queue::Id>{failed});
        filter->clear();
        QCOMPARE(it.view()->selectedIds(), std::vector<queue::Id>{failed});
    }

    void enterOpensThePanelWhereItMatters() {
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake);
        QTRY_COMPARE(it.rows(), 11);
        it.view()->setCurrentIndex(it.window.model().index(0, 0));
        QTRY_VERIFY(it.action(ActionId::open)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Return);
        QVERIFY(it.window.panel().isVisible());
        QCOMPARE(it.window.panel().currentTab(), InspectorPanel::Tab::timing);
        QTRY_COMPARE(it.window.panel().shownId(), queue::Id{1});
        it.view()->setFocus();
        it.view()->setCurrentIndex(it.window.model().index(4, 0));
        QTRY_COMPARE(it.window.panel().shownId(), queue::Id{5});
        QTest::keyClick(it.view(), Qt::Key_Return);
        QCOMPARE(it.window.panel().currentTab(), InspectorPanel::Tab::log);
        QTest::keyClick(&it.window, Qt::Key_I, Qt::ControlModifier);
        QVERIFY(!it.window.panel().isVisible());
        QCOMPARE(it.bridge.watched(), queue::Id{0});
    }

    void panesFollowEachOther() {
        FakeQueueService fake(5, 1, 1);
        WindowFixture it(fake);
        QTest::keyClick(&it.window, Qt::Key_F6);
        QVERIFY(it.child<QLineEdit>("filterField")->hasFocus());
        QTest::keyClick(&it.window, Qt::Key_F6);
        QVERIFY(it.child<QWidget>("sidebar")->hasFocus());
        QTest::keyClick(&it.window, Qt::Key_F6, Qt::ShiftModifier);
        QTest::keyClick(&it.window, Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(it.view()->hasFocus());
    }

    void typingANameGoesToIt() {
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake);
        QTRY_COMPARE(it.rows(), 11);
        QTest::keyClicks(it.view(), QStringLiteral("lecture 07"));
        QCOMPARE(it.view()->currentIndex().row(), 2);
        QVERIFY2(fake->commands.empty(), "the blank belongs to the name");
    }

    void movesInTheQueue() {
        FakeQueueService fake(4, 0, 1);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 4);
        it.view()->selectIds({3});
        QTRY_VERIFY(it.action(ActionId::moveUp)->isEnabled());
        QTest::keyClick(it.view(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(it.window.model().idAt(1), queue::Id{3});
        QTest::keyClick(it.view(), Qt::Key_End, Qt::AltModifier);
        QTRY_COMPARE(it.window.model().idAt(3), queue::Id{3});
        QTest::keyClick(it.view(), Qt::Key_Home, Qt::AltModifier);
        QTRY_COMPARE(it.window.model().idAt(0), queue::Id{3});
        QCOMPARE(it.view()->selectedIds(), std::vector<queue::Id>{3});
    }

    void closingWithRunningDownloadsAsksWithoutBlocking() {
        FakeQueueService fake(4, 2, 1);
        WindowFixture it(fake);
        it.window.setAskBeforeQuit(true);
        QTRY_COMPARE(it.rows(), 4);
        QVERIFY(!it.window.close());
        auto* box = it.child<QMessageBox>("confirmQuit");
        QVERIFY(box != nullptr && it.window.isVisible());
        QTest::keyClick(box, Qt::Key_Escape);
        QTRY_VERIFY(it.child<QMessageBox>("confirmQuit") == nullptr);
        QVERIFY(it.window.isVisible());
    }
};

SL_TEST_CLASS(KeyboardTest)
#include "keyboard_test.moc"
