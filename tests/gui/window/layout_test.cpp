// Nothing is cut: every control of every window is at least as large as it wants to be at the least, at 640 pixels,
// with large fonts, from right to left, and at twice the scale (the same program with QT_SCALE_FACTOR=2).
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QTest>

#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/settings/settings_window.h"
#include "tests/gui/pictures.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

namespace {

bool isInner(const QWidget* widget) {
    return widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView") ||
           (widget->parentWidget() != nullptr &&
            (widget->parentWidget()->inherits("QAbstractSpinBox") || widget->parentWidget()->inherits("QComboBox") ||
             widget->parentWidget()->inherits("QTabBar") || widget->parentWidget()->inherits("QLineEdit")));
}

/// Controls and words that have less room than they need. Labels may be cut where they are made to (Ignored).
QStringList cutIn(const QWidget* root) {
    QStringList found;
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const bool isControl = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                               qobject_cast<const QComboBox*>(widget) != nullptr ||
                               qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                               qobject_cast<const QLineEdit*>(widget) != nullptr;
        if (!widget->isVisible() || isInner(widget) || (label == nullptr && !isControl)) {
            continue;
        }
        if (label != nullptr &&
            (label->text().isEmpty() || widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored)) {
            continue;
        }
        const QSize least = label != nullptr && !label->wordWrap() ? widget->sizeHint() : widget->minimumSizeHint();
        const int height = widget->hasHeightForWidth() ? widget->heightForWidth(widget->width()) : least.height();
        if (widget->width() < least.width() || widget->height() + 1 < height) {
            found << QStringLiteral("%1 %2 “%3”: %4x%5, needs %6x%7")
                         .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                              label != nullptr ? label->text().left(40) : widget->accessibleName())
                         .arg(widget->width())
                         .arg(widget->height())
                         .arg(least.width())
                         .arg(height);
        }
    }
    return found;
}

/// Everything a screen reader can reach below `root` and that takes the focus or is a control, without a name.
void collectNameless(QAccessibleInterface* interface, QStringList& found, int depth = 0) {
    if (interface == nullptr || !interface->isValid() || interface->state().invisible || depth > 40) {
        return;
    }
    const auto* widget = qobject_cast<const QWidget*>(interface->object());
    const bool inner = widget != nullptr && isInner(widget);
    const bool isControl = interface->role() == QAccessible::PushButton || interface->role() == QAccessible::CheckBox ||
                           interface->role() == QAccessible::ComboBox || interface->role() == QAccessible::SpinBox ||
                           interface->role() == QAccessible::EditableText ||
                           interface->role() == QAccessible::ButtonMenu || interface->role() == QAccessible::Table ||
                           interface->role() == QAccessible::List || interface->role() == QAccessible::Tree ||
                           interface->role() == QAccessible::PageTab || interface->role() == QAccessible::ListItem;
    if (isControl && !inner && interface->text(QAccessible::Name).isEmpty()) {
        found << QStringLiteral("role %1, %2 %3")
                     .arg(int(interface->role()))
                     .arg(interface->object() != nullptr ? QLatin1String(interface->object()->metaObject()->className())
                                                         : QLatin1String("item"))
                     .arg(interface->object() != nullptr ? interface->object()->objectName() : QString());
    }
    // The cells of a long table are asked for elsewhere, by the model's tests.
    if (interface->role() == QAccessible::Table || interface->role() == QAccessible::Tree) {
        return;
    }
    for (int i = 0; i < interface->childCount(); ++i) {
        collectNameless(interface->child(i), found, depth + 1);
    }
}

QStringList namelessIn(QWidget* root) {
    QStringList found;
    collectNameless(QAccessible::queryAccessibleInterface(root), found);
    return found;
}

}  // namespace

class LayoutTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { font_ = QApplication::font(); }
    void cleanup() {
        QApplication::setFont(font_);
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void nothingIsCut_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("points");
        QTest::addColumn<bool>("rightToLeft");
        QTest::newRow("usual") << 1000 << 0 << false;
        QTest::newRow("640 pixels") << 640 << 0 << false;
        QTest::newRow("from right to left") << 1000 << 0 << true;
        QTest::newRow("narrow, from right to left") << 640 << 0 << true;
        QTest::newRow("large font") << 1000 << 18 << false;
        QTest::newRow("large font, from right to left") << 1000 << 18 << true;
    }
    void nothingIsCut() {
        QFETCH(int, width);
        QFETCH(int, points);
        QFETCH(bool, rightToLeft);
        if (points > 0) {
            QFont large = font_;
            large.setPointSize(points);
            QApplication::setFont(large);
        }
        QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake);
        it.window.resize(width, 640);
        QTRY_COMPARE(it.rows(), 11);
        it.view()->selectIds({1});
        QStringList cut;
        const auto look = [&](QWidget* window, const QString& name) {
            // A slow machine lays out later.
            [[maybe_unused]] const bool settled = QTest::qWaitFor([&] { return cutIn(window).isEmpty(); }, 2000);
            QTest::qWait(30);
            for (const QString& line : cutIn(window)) {
                cut << name + QStringLiteral(": ") + line;
            }
            for (const QString& line : namelessIn(window)) {
                cut << name + QStringLiteral(" without a name: ") + line;
            }
            test::keepPicture(window->grab(), QStringLiteral("layout-%1-%2-%3")
                                                  .arg(QString(QTest::currentDataTag()).replace(' ', '-'), name)
                                                  .arg(qRound(window->devicePixelRatioF() * 100)));
        };
        for (int tab = 0; tab < InspectorPanel::tabCount; ++tab) {
            it.window.showPanelTab(tab);
            look(&it.window, QStringLiteral("main%1").arg(tab));
        }
        lookAtDialogs(it, look);
        for (const QString& line : cut) {
            qWarning().noquote() << line;
        }
        QCOMPARE(cut.size(), 0);
    }

  private:
    template <class Look>
    void lookAtDialogs(WindowFixture& it, const Look& look) {
        for (int page = 0; page < settingsPageCount; ++page) {
            SettingsWindow* settings = it.window.openSettings(static_cast<SettingsPageId>(page));
            settings->resize(std::min(settings->width(), it.window.width()), settings->height());
            look(settings, QStringLiteral("settings%1").arg(page));
        }
        it.child<QDialog>("settingsWindow")->close();
        AddDialog* add = it.window.openAdd({QStringLiteral("https://example.org/pub/a.iso")});
        add->findChild<QAbstractButton*>("optionsFold")->setChecked(true);
        look(add, QStringLiteral("add"));
        for (const ActionId id : {ActionId::shortcuts, ActionId::about, ActionId::rename, ActionId::newAddress}) {
            it.action(id)->trigger();
        }
        for (const char* name : {"shortcutsDialog", "aboutDialog", "renameDialog", "addressDialog"}) {
            auto* dialog = it.child<QDialog>(name);
            QVERIFY2(dialog != nullptr, name);
            look(dialog, QLatin1String(name));
        }
        it.window.setAskBeforeQuit(true);
        it.action(ActionId::quit)->trigger();
        auto* question = it.child<QDialog>("confirmQuit");
        QVERIFY(question != nullptr);
        look(question, QStringLiteral("quit"));
        question->close();
    }

    QFont font_;
};

SL_TEST_CLASS(LayoutTest)
#include "layout_test.moc"
