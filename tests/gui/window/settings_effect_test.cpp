// What a setting does in the window, one by one: one that does nothing must not exist.
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTest>
#include <QToolButton>

#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/models/queue_column.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

namespace {

queue::Row rowIn(queue::State state) {
    queue::Row row;
    row.name = "a";
    row.folder = "/nowhere/at/all";
    row.state = state;
    row.size = 2'000'000;
    row.received = state == queue::State::done ? 2'000'000 : 0;
    return row;
}

}  // namespace

class SettingsEffectTest : public QObject {
    Q_OBJECT

  private slots:
    void theSchemeAndTheMenuAgree() {
        FakeQueueService fake;
        WindowFixture it(fake);
        it.settings.set(SettingId::scheme, QStringLiteral("dark"));
        QVERIFY(it.scheme.effective() == Scheme::dark && it.action(ActionId::schemeDark)->isChecked());
        it.action(ActionId::schemeLight)->trigger();
        QCOMPARE(it.settings.text(SettingId::scheme), QString("light"));
        QVERIFY(it.scheme.effective() == Scheme::light);
    }

    void theDensityAndTheMenuAgree() {
        FakeQueueService fake(3, 0, 1);
        WindowFixture it(fake);
        const int normal = it.view()->rowHeight(0);
        it.settings.set(SettingId::density, QStringLiteral("compact"));
        QVERIFY(it.action(ActionId::compactRows)->isChecked());
        QTRY_VERIFY(it.view()->rowHeight(0) < normal);
        it.action(ActionId::compactRows)->trigger();
        QCOMPARE(it.settings.text(SettingId::density), QString("normal"));
        QTRY_COMPARE(it.view()->rowHeight(0), normal);
    }

    void theUnitsAreThoseOfEveryText() {
        FakeQueueService fake;
        fake.put(rowIn(queue::State::done));
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 1);
        const QModelIndex size = it.window.model().index(0, int(Column::size));
        QCOMPARE(size.data().toString(), QString("1.91 MiB"));
        it.settings.set(SettingId::units, QStringLiteral("si"));
        QCOMPARE(size.data().toString(), QString("2.00 MB"));
        it.settings.set(SettingId::units, QStringLiteral("iec"));
        QCOMPARE(size.data().toString(), QString("1.91 MiB"));
    }

    void theTitleSaysTheSpeedOnlyIfWanted() {
        FakeQueueService fake(3, 2, 1);
        WindowFixture it(fake);
        QTRY_VERIFY(it.window.windowTitle().contains(QLatin1String("2 downloading")));
        it.settings.set(SettingId::titleSpeed, false);
        QCOMPARE(it.window.windowTitle(), QString("Sluice"));
    }

    void pastedAddressesAreAddedAtOnceIfNothingIsToBeAsked() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QGuiApplication::clipboard()->setText(QStringLiteral("https://example.org/a.iso"));
        it.settings.set(SettingId::downloadFolder, QStringLiteral("/elsewhere"));
        it.settings.set(SettingId::nameClash, QStringLiteral("skip"));
        it.action(ActionId::addFromClipboard)->trigger();
        QVERIFY(fake.added.empty() && it.window.findChild<AddDialog*>() != nullptr);
        it.window.findChild<AddDialog*>()->accept();
        QTRY_VERIFY(it.window.findChild<AddDialog*>() == nullptr);
        QCOMPARE(fake.added.size(), std::size_t{1});
        QVERIFY(fake.added[0].conflict == queue::Conflict::skip);
        QCOMPARE(fake.added[0].folder, std::string("/elsewhere"));

        it.settings.set(SettingId::askBeforeAdding, false);
        it.action(ActionId::addFromClipboard)->trigger();
        QCOMPARE(fake.added.size(), std::size_t{2});
        QVERIFY(it.window.findChild<AddDialog*>() == nullptr);
        QVERIFY(fake.added[1].conflict == queue::Conflict::skip);
        QCOMPARE(fake.added[1].folder, std::string("/elsewhere"));
        // The button asks in any case.
        it.action(ActionId::add)->trigger();
        QVERIFY(it.window.findChild<AddDialog*>() != nullptr);
        QGuiApplication::clipboard()->clear();
    }

    void enterDoesWhatWasChosen() {
        FakeQueueService fake;
        const queue::Id done = fake.put(rowIn(queue::State::done));
        const queue::Id paused = fake.put(rowIn(queue::State::paused));
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 2);
        const auto enterOn = [&](queue::Id id) {
            it.view()->selectIds({id});
            it.view()->setCurrentIndex(it.window.model().index(it.window.model().rowOf(id), 0));
            QTest::keyClick(it.view(), Qt::Key_Return);
        };
        it.settings.set(SettingId::doneAct, QStringLiteral("panel"));
        QTRY_VERIFY(it.action(ActionId::selectAll)->isEnabled());
        it.view()->selectIds({done});
        QTRY_VERIFY(it.action(ActionId::open)->isEnabled());
        enterOn(done);
        QVERIFY(it.window.panel().isVisible());
        it.action(ActionId::showPanel)->setChecked(false);
        it.settings.set(SettingId::unfinishedAct, QStringLiteral("pause"));
        enterOn(paused);
        QVERIFY(!it.window.panel().isVisible());
        QCOMPARE(fake.commands.back().name, std::string("resume"));
        QCOMPARE(fake.commands.back().ids, std::vector<queue::Id>{paused});
        it.settings.set(SettingId::unfinishedAct, QStringLiteral("panel"));
        enterOn(paused);
        QVERIFY(it.window.panel().isVisible());
    }

    void theLayoutComesBackOnlyIfWanted() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        FakeQueueService fake;
        {
            WindowFixture it(fake, Scheme::light, file);
            it.action(ActionId::showSidebar)->setChecked(false);
            it.window.close();
        }
        service::SettingsFile kept(folder.filePath(QStringLiteral("settings.json")));
        QueueBridge bridge(fake);
        Settings settings(kept, bridge, QStringLiteral("/d"));
        ColorScheme scheme;
        {
            const MainWindow window(bridge, scheme, settings, {file});
            QVERIFY(!window.actions()[ActionId::showSidebar]->isChecked());
        }
        settings.set(SettingId::restoreLayout, false);
        const MainWindow window(bridge, scheme, settings, {file});
        QVERIFY(window.actions()[ActionId::showSidebar]->isChecked());
    }

    void theSpeedButtonFollowsTheSettings() {
        FakeQueueService fake;
        WindowFixture it(fake);
        it.settings.set(SettingId::speed, qlonglong{2 * 1024 * 1024});
        QCOMPARE(it.child<QToolButton>("speedLimit")->text(), QString("Limit: 2 MiB/s"));
    }

    void aMoveIsTakenBack() {
        FakeQueueService fake(6, 0, 1);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 6);
        const auto order = [&] {
            std::vector<queue::Id> ids;
            for (int row = 0; row < it.rows(); ++row) {
                ids.push_back(it.window.model().idAt(row));
            }
            return ids;
        };
        const std::vector<queue::Id> before = order();
        it.view()->selectIds({before[1], before[3], before[4]});
        QTRY_VERIFY(it.action(ActionId::moveTop)->isEnabled());
        it.action(ActionId::moveTop)->trigger();
        const std::vector<queue::Id> moved{before[1], before[3], before[4], before[0], before[2], before[5]};
        QTRY_VERIFY(order() == moved);
        QVERIFY(it.action(ActionId::undo)->isEnabled());
        QVERIFY(it.child<QWidget>("undoBar")->findChild<QLabel*>()->text().contains(QLatin1String("Moved 3")));
        it.action(ActionId::undo)->trigger();
        QTRY_VERIFY(order() == before);
        // What is where it should be already is no step.
        it.view()->selectIds({before[0]});
        it.action(ActionId::moveTop)->trigger();
        QVERIFY(!it.action(ActionId::undo)->isEnabled());
    }
};

SL_TEST_CLASS(SettingsEffectTest)
#include "settings_effect_test.moc"
