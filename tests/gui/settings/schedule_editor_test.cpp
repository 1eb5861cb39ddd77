#include "gui/settings/schedule_editor.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "gui/settings/schedule_table.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

class ScheduleEditorTest : public QObject {
    Q_OBJECT

  private slots:
    void chosenHoursGetARule() {
        ScheduleEditor editor;
        QSignalSpy edited(&editor, &ScheduleEditor::edited);
        auto* table = editor.findChild<ScheduleTable*>("schedule");
        auto* limit = editor.findChild<QPushButton*>("scheduleLimit");
        QVERIFY(!limit->isEnabled());
        table->setRangeSelected(QTableWidgetSelectionRange(0, 8, 1, 9), true);
        QVERIFY(limit->isEnabled());
        editor.findChild<QSpinBox*>("scheduledSpeed")->setValue(4);
        limit->click();
        QCOMPARE(edited.last().at(0).toString(), QString("Mon 08:00-10:00 limit=4096; Tue 08:00-10:00 limit=4096"));
        table->clearSelection();
        table->setRangeSelected(QTableWidgetSelectionRange(6, 23, 6, 23), true);
        editor.findChild<QPushButton*>("scheduleStop")->click();
        QCOMPARE(edited.last().at(0).toString(),
                 QString("Mon 08:00-10:00 limit=4096; Tue 08:00-10:00 limit=4096; Sun 23:00-24:00 stop"));
        QVERIFY(table->item(0, 8)->text() != table->item(0, 7)->text());
        QVERIFY(table->item(6, 23)->text() != table->item(0, 8)->text());
        editor.findChild<QPushButton*>("scheduleUsual")->click();
        QCOMPARE(edited.last().at(0).toString(), QString("Mon 08:00-10:00 limit=4096; Tue 08:00-10:00 limit=4096"));
    }

    void showsWhatIsSet() {
        ScheduleEditor editor;
        editor.showText(QStringLiteral("Sat 00:00-24:00 stop"));
        auto* table = editor.findChild<ScheduleTable*>("schedule");
        QVERIFY(table->item(5, 3)->toolTip().contains(QLatin1String("nothing is downloaded")));
        QVERIFY(table->item(4, 3)->text().isEmpty());
        editor.showText(QStringLiteral("rubbish"));
        QVERIFY(table->schedule().empty());
    }
};

SL_TEST_CLASS(ScheduleEditorTest)
#include "schedule_editor_test.moc"
