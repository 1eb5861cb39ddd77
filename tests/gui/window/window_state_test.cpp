#include "gui/window/window_state.h"

#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/models/queue_column.h"
#include "gui/settings/settings_window.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

class WindowStateTest : public QObject {
    Q_OBJECT

  private slots:
    void layoutComesBack() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        FakeQueueService fake(5, 0, 1);
        {
            WindowFixture it(fake, Scheme::light, file);
            it.view()->setColumnShown(int(Column::category), true);
            it.view()->setColumnShown(int(Column::host), false);
            it.action(ActionId::showSidebar)->setChecked(false);
            it.window.showPanelTab(int(InspectorPanel::Tab::headers));
            AddDialog* dialog = it.window.openAdd({QStringLiteral("https://example.org/a")});
            dialog->findChild<QComboBox*>("folder")->setEditText(QStringLiteral("/somewhere/else"));
            dialog->findChild<QPushButton*>("addPaused")->click();
            it.window.close();
        }
        WindowFixture it(fake, Scheme::light, file);
        QVERIFY(!it.view()->isColumnHidden(int(Column::category)));
        QVERIFY(it.view()->isColumnHidden(int(Column::host)));
        QVERIFY(!it.child<QWidget>("sidebar")->isVisible());
        QVERIFY(it.window.panel().isVisible());
        QVERIFY(it.window.openAdd({})->findChild<QComboBox*>("folder")->findText(QStringLiteral("/somewhere/else")) >
                0);
        QCOMPARE(it.window.panel().currentTab(), InspectorPanel::Tab::headers);
        QCOMPARE(WindowState(file).scheme(), QStringLiteral("light"));
    }

    void dialogsAreAsLargeAsLastTime() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        FakeQueueService fake;
        WindowFixture it(fake, Scheme::light, file);
        QDialog* dialog = it.window.openSettings(SettingsPageId::general);
        dialog->resize(751, 511);  // not larger than the smallest screen of a test
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(it.child<QDialog>("settingsWindow") == nullptr);
        QCOMPARE(it.window.openSettings(SettingsPageId::general)->size(), QSize(751, 511));
    }

    void damagedStateFallsBackToTheDefaults() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("[General]\nversion=1\ncolumns=@ByteArray(rubbish)\ngeometry=@ByteArray(x)\ntab=99\n");
        damaged.close();
        FakeQueueService fake(5, 0, 1);
        WindowFixture it(fake, Scheme::light, file);
        QVERIFY(it.child<QWidget>("sidebar")->isVisible());
        for (int column = 0; column < columnCount; ++column) {
            QCOMPARE(it.view()->isColumnHidden(column), column >= defaultColumns);
        }
    }

    void anotherVersionIsLeftAlone() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("window.ini"));
        QFile newer(file);
        QVERIFY(newer.open(QIODevice::WriteOnly));
        newer.write("[General]\nversion=99\n[view]\nshowSidebar=false\n");
        newer.close();
        FakeQueueService fake(5, 0, 1);
        WindowFixture it(fake, Scheme::light, file);
        QVERIFY(it.child<QWidget>("sidebar")->isVisible());
    }
};

SL_TEST_CLASS(WindowStateTest)
#include "window_state_test.moc"
