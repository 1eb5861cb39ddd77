#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QTest>

#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

namespace {

QString accessibleName(QWidget* widget) {
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface != nullptr ? interface->text(QAccessible::Name) : QString();
}

/// Controls that take the focus but say nothing to a screen reader; helpers inside a control are its own matter.
QStringList unnamed(const QWidget* root) {
    QStringList found;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const auto* label = qobject_cast<QLabel*>(widget);
        // Helpers inside a control, and labels that say nothing at the moment.
        const bool inner = widget->objectName().startsWith(QLatin1String("qt_")) ||
                           widget->inherits("QComboBoxListView") || (label != nullptr && label->text().isEmpty());
        if (widget->focusPolicy() != Qt::NoFocus && !inner && accessibleName(widget).isEmpty()) {
            found.append(QStringLiteral("%1 %2 in %3")
                             .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                  widget->parentWidget()->objectName()));
        }
    }
    return found;
}

}  // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT

  private slots:
    void everyControlHasAName() {
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake);
        it.window.showPanelTab(int(InspectorPanel::Tab::timing));
        it.view()->selectIds({1});
        QTest::qWait(100);
        const QStringList missing = unnamed(&it.window);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    void everyControlOfTheDialogsHasAName_data() {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("dialog");
        QTest::newRow("add") << "add"
                             << "addDialog";
        QTest::newRow("shortcuts") << "shortcuts"
                                   << "shortcutsDialog";
        QTest::newRow("settings") << "settings"
                                  << "settingsWindow";
        QTest::newRow("about") << "about"
                               << "aboutDialog";
    }
    void everyControlOfTheDialogsHasAName() {
        QFETCH(QString, action);
        QFETCH(QString, dialog);
        FakeQueueService fake;
        WindowFixture it(fake);
        it.window.findChild<QAction*>(action)->trigger();
        auto* opened = it.window.findChild<QDialog*>(dialog);
        QVERIFY(opened != nullptr && opened->isVisible());
        const QStringList missing = unnamed(opened);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
        QTest::keyClick(opened, Qt::Key_Escape);
        QTRY_VERIFY(it.window.findChild<QDialog*>(dialog) == nullptr);
    }

    void theListHasTheFocusAtStart() {
        FakeQueueService fake(5, 1, 1);
        WindowFixture it(fake);
        QCOMPARE(it.window.focusWidget(), static_cast<QWidget*>(it.view()));
    }

    void buttonsAreLargeEnoughToHit() {
        FakeQueueService fake(5, 1, 1);
        WindowFixture it(fake);
        for (const QAbstractButton* button : it.window.findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->focusPolicy() != Qt::NoFocus) {
                QVERIFY2(button->width() >= 24 && button->height() >= 20, qPrintable(button->accessibleName()));
            }
        }
    }
};

SL_TEST_CLASS(AccessibilityTest)
#include "accessibility_test.moc"
