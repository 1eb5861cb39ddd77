#include "gui/settings/settings_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include "gui/settings/all_settings_model.h"
#include "gui/settings/schedule_table.h"
#include "gui/settings/setting_facts.h"
#include "tests/gui/pictures.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

class SettingsWindowTest : public QObject {
    Q_OBJECT

  private slots:
    void opensByItsKeyAndOnlyOnce() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QCOMPARE(it.action(ActionId::settings)->shortcut(), QKeySequence(QStringLiteral("Ctrl+,")));
        it.action(ActionId::settings)->trigger();
        auto* window = it.child<SettingsWindow>("settingsWindow");
        QVERIFY(window != nullptr && window->isVisible() && !window->isModal());
        QCOMPARE(window->currentPage(), SettingsPageId::general);
        it.action(ActionId::limits)->trigger();
        QCOMPARE(it.window.findChildren<SettingsWindow*>().size(), 1);
        QCOMPARE(window->currentPage(), SettingsPageId::speed);
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_VERIFY(it.child<SettingsWindow>("settingsWindow") == nullptr);
    }

    void everySettingHasAControlOnItsPage() {
        FakeQueueService fake;
        WindowFixture it(fake);
        for (int i = 0; i < settingCount; ++i) {
            const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
            SettingsWindow* window = it.window.openSettings(facts.page);
            const auto* field = window->findChild<QWidget*>(QLatin1String(facts.key));
            QVERIFY2(field != nullptr && field->isVisible() && !field->accessibleName().isEmpty(), facts.key);
        }
    }

    void whatIsChangedCountsAtOnce() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::general);
        auto* ask = window->findChild<QCheckBox*>("general.askBeforeQuit");
        ask->setFocus();
        QTest::keyClick(ask, Qt::Key_Space);
        QVERIFY(!it.settings.flag(SettingId::askBeforeQuit));

        window->showPage(SettingsPageId::connections);
        auto* number = window->findChild<QSpinBox*>("limits.downloadsAtOnce");
        QTest::keyClick(number, Qt::Key_Up);
        QCOMPARE(fake.limits().downloads_at_once, 5);
        QCOMPARE(window->findChild<QSpinBox*>("limits.connections")->text(), QString("Found by measuring"));

        window->showPage(SettingsPageId::network);
        auto* agent = window->findChild<QLineEdit*>("network.userAgent");
        QTest::keyClicks(agent, "Test/1.0");
        QCOMPARE(fake.limits().runs.user_agent, std::string());
        QTest::keyClick(agent, Qt::Key_Return);
        QCOMPARE(fake.limits().runs.user_agent, std::string("Test/1.0"));
        QVERIFY(window->isVisible());
    }

    void undoTakesItBackByButtonAndKey() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::integration);
        auto* undo = window->findChild<QPushButton*>("undoSetting");
        QVERIFY(!undo->isEnabled());
        auto* tray = window->findChild<QCheckBox*>("integration.tray");
        auto* close = window->findChild<QCheckBox*>("integration.closeToTray");
        tray->click();
        QVERIFY(undo->isEnabled() && !tray->isChecked() && !close->isEnabled());
        QVERIFY(window->findChild<QLabel*>("settingsSaid")->text().contains(QLatin1String("Icon in the tray")));
        undo->click();
        QVERIFY(tray->isChecked() && close->isEnabled() && it.settings.flag(SettingId::tray));
        tray->click();
        QApplication::setActiveWindow(window);
        QTest::keyClick(window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(tray->isChecked());
    }

    void aPageIsResetAsAWhole() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::downloads);
        auto* reset = window->findChild<QPushButton*>("resetPage");
        QVERIFY(!reset->isEnabled());
        it.settings.set(SettingId::nameClash, QStringLiteral("skip"));
        it.settings.set(SettingId::retryLimit, qlonglong{9});
        it.settings.set(SettingId::units, QStringLiteral("si"));
        QVERIFY(reset->isEnabled());
        QCOMPARE(window->findChild<QSpinBox*>("runs.retryLimit")->value(), 9);
        reset->click();
        QVERIFY(it.settings.isDefault(SettingId::nameClash) && it.settings.isDefault(SettingId::retryLimit));
        QVERIFY(!it.settings.isDefault(SettingId::units));
        QVERIFY(!reset->isEnabled());
    }

    void whatIsWrongIsSaidAtTheField() {
        FakeQueueService fake;
        WindowFixture it(fake);
        it.settings.set(SettingId::proxyUse, QStringLiteral("manual"));
        SettingsWindow* window = it.window.openSettings(SettingsPageId::network);
        auto* proxy = window->findChild<QLineEdit*>("network.proxy");
        auto* problem = window->findChild<QLabel*>("network.proxy.problem");
        QVERIFY(proxy->isEnabled() && !problem->isVisible());
        QTest::keyClicks(proxy, "http://me:pw@host:1");
        QTest::keyClick(proxy, Qt::Key_Return);
        QVERIFY(problem->isVisible() && problem->text().contains(QLatin1String("login")));
        QCOMPARE(fake.limits().runs.proxy, std::string());
        proxy->selectAll();
        QTest::keyClicks(proxy, "http://host:3128");
        QTest::keyClick(proxy, Qt::Key_Return);
        QVERIFY(!problem->isVisible());
        QCOMPARE(fake.limits().runs.proxy, std::string("http://host:3128"));
        it.settings.set(SettingId::proxyUse, QStringLiteral("none"));
        QVERIFY(!proxy->isEnabled());
    }

    void theSearchFindsSingleSettings() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::general);
        auto* search = window->findChild<QLineEdit*>("settingsSearch");
        auto* pages = window->findChild<QListWidget*>("settingsPages");
        QApplication::setActiveWindow(window);
        QTest::keyClick(window, Qt::Key_F, Qt::ControlModifier);
        QTRY_COMPARE(window->focusWidget(), static_cast<QWidget*>(search));
        QTest::keyClicks(search, "user agent");
        QCOMPARE(window->currentPage(), SettingsPageId::network);
        QVERIFY(pages->item(int(SettingsPageId::general))->isHidden());
        QVERIFY(!pages->item(int(SettingsPageId::advanced))->isHidden());
        auto* agent = window->findChild<QLineEdit*>("network.userAgent");
        QVERIFY(agent->isVisible() && !window->findChild<QLineEdit*>("network.proxy")->isVisible());
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(window->focusWidget(), static_cast<QWidget*>(agent));

        search->setText(QStringLiteral("columns of"));
        QCOMPARE(window->currentPage(), SettingsPageId::appearance);
        QVERIFY(window->findChild<QPushButton*>("chooseColumns")->isVisible());
        QVERIFY(!window->findChild<QComboBox*>("appearance.units")->isVisible());

        search->setText(QStringLiteral("xyzzy"));
        auto* nothing = window->findChild<QLabel*>("nothingFound");
        QVERIFY(nothing->isVisible() && nothing->text().contains(QLatin1String("xyzzy")));
        search->setFocus();
        QTest::keyClick(window, Qt::Key_Escape);
        QVERIFY(window->isVisible() && search->text().isEmpty());
        QVERIFY(!nothing->isVisible() && !pages->item(0)->isHidden());
    }

    void theTableOfAllChangesAnyOfThem() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::advanced);
        auto* table = window->findChild<QTableView*>("allSettingsTable");
        QAbstractItemModel* model = table->model();
        QCOMPARE(model->rowCount(), settingCount);
        const int row = int(SettingId::perHost);
        const QModelIndex value = model->index(row, AllSettingsModel::valueColumn);
        QCOMPARE(model->index(row, 0).data().toString(), QString("limits.perHost"));
        QVERIFY(!value.data(Qt::FontRole).isValid());
        QVERIFY(model->setData(value, QStringLiteral("3")));
        QCOMPARE(fake.limits().per_host, 3);
        QVERIFY(value.data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(model->index(row, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("changed")));
        QVERIFY(!model->setData(value, QStringLiteral("many")));
        auto* problem = window->findChild<QLabel*>("allSettingsProblem");
        QVERIFY(problem->isVisible() && problem->text().contains(QLatin1String("64")));
        auto* reset = window->findChild<QPushButton*>("resetPage");
        QVERIFY(!reset->isEnabled());
        table->selectRow(row);
        QVERIFY(reset->isEnabled());
        reset->click();
        QCOMPARE(fake.limits().per_host, 8);
    }

    void aPasswordIsNotShown() {
        FakeQueueService fake;
        WindowFixture it(fake);
        it.settings.set(SettingId::proxyUse, QStringLiteral("manual"));
        it.settings.set(SettingId::proxyPassword, QStringLiteral("sesame"));
        SettingsWindow* window = it.window.openSettings(SettingsPageId::network);
        QCOMPARE(window->findChild<QLineEdit*>("network.proxyPassword")->echoMode(), QLineEdit::Password);
        window->showPage(SettingsPageId::advanced);
        const QAbstractItemModel* model = window->findChild<QTableView*>("allSettingsTable")->model();
        for (int column = 0; column < model->columnCount(); ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::EditRole), int(Qt::ToolTipRole)}) {
                const QString text = model->index(int(SettingId::proxyPassword), column).data(role).toString();
                QVERIFY(!text.contains(QLatin1String("sesame")));
            }
        }
    }

    void theScheduleIsSetHere() {
        FakeQueueService fake;
        WindowFixture it(fake);
        SettingsWindow* window = it.window.openSettings(SettingsPageId::speed);
        auto* limited = window->findChild<QCheckBox*>("limits.speed");
        limited->click();
        window->findChild<QSpinBox*>("limits.speed.value")->setValue(512);
        QCOMPARE(fake.limits().speed, std::int64_t{512 * 1024});
        auto* table = window->findChild<ScheduleTable*>();
        table->setRangeSelected(QTableWidgetSelectionRange(0, 8, 4, 17), true);
        window->findChild<QPushButton*>("scheduleStop")->click();
        QVERIFY(fake.limits().schedule.at(8 * 60).stopped);
        QApplication::setActiveWindow(window);
        QTest::keyClick(window, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(fake.limits().schedule.empty());
    }

    void picturesOfEveryPage_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(Scheme::light);
        QTest::newRow("dark") << int(Scheme::dark);
    }
    void picturesOfEveryPage() {
        QFETCH(int, scheme);
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake, Scheme(scheme));
        it.scheme.setChosen(Scheme(scheme));
        it.settings.set(SettingId::proxyUse, QStringLiteral("manual"));
        it.settings.set(SettingId::schedule, QStringLiteral("Mon-Fri 08:00-18:00 limit=1048576; Sun 00:00-08:00 stop"));
        it.settings.set(SettingId::speed, qlonglong{2'097'152});
        for (int page = 0; page < settingsPageCount; ++page) {
            SettingsWindow* window = it.window.openSettings(static_cast<SettingsPageId>(page));
            QTest::qWait(30);
            QVERIFY(window->width() <= 1024 && window->height() <= 700);
            test::keepPicture(window->grab(), QStringLiteral("settings-%1-%2").arg(QTest::currentDataTag()).arg(page));
        }
    }
};

SL_TEST_CLASS(SettingsWindowTest)
#include "settings_window_test.moc"
