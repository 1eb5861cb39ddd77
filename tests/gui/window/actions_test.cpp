#include "gui/window/actions.h"

#include <QMenu>
#include <QMenuBar>
#include <QTest>

#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

namespace {

void collect(const QMenu* menu, QList<QAction*>& found) {
    for (QAction* action : menu->actions()) {
        found.append(action);
        if (action->menu() != nullptr) {
            collect(action->menu(), found);
        }
    }
}

QChar mnemonicOf(const QString& text) {
    QString plain = text;
    plain.remove(QStringLiteral("&&"));
    const qsizetype at = plain.indexOf(u'&');
    return at < 0 || at + 1 >= plain.size() ? QChar() : plain.at(at + 1).toLower();
}

}  // namespace

class ActionsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyActionIsNamedAndInAMenu() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QList<QAction*> inMenus;
        for (const QAction* top : it.window.menuBar()->actions()) {
            collect(top->menu(), inMenus);
        }
        QSet<QString> names;
        for (QAction* action : it.window.actions().all()) {
            QVERIFY(!action->objectName().isEmpty());
            QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
            names.insert(action->objectName());
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
            QVERIFY(!action->text().isEmpty() && !action->toolTip().isEmpty());
        }
    }

    void noKeyTwice() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QHash<QString, QString> users;
        for (const QAction* action : it.window.actions().all()) {
            for (const QKeySequence& key : action->shortcuts()) {
                const QString text = key.toString(QKeySequence::PortableText);
                QVERIFY2(!text.isEmpty(), qPrintable(action->objectName()));
                QVERIFY2(!users.contains(text), qPrintable(text + QLatin1String(": ") + users.value(text) +
                                                           QLatin1String(" and ") + action->objectName()));
                users.insert(text, action->objectName());
            }
        }
        for (const char* wanted : {"Ctrl+N", "Ctrl+V", "Space", "Del", "Shift+Del", "Return", "Ctrl+Return", "F2", "F5",
                                   "F6", "F9", "Ctrl+F", "Ctrl+I", "Ctrl+1", "Ctrl+9", "Alt+Up", "Ctrl+Z", "Ctrl+Q"}) {
            QVERIFY2(users.contains(QLatin1String(wanted)), wanted);
        }
    }

    void mnemonicsAreUniqueInEachMenu() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QList<QAction*> all;
        QList<const QMenu*> menus;
        for (const QAction* top : it.window.menuBar()->actions()) {
            menus.append(top->menu());
            collect(top->menu(), all);
        }
        for (const QAction* action : all) {
            if (action->menu() != nullptr) {
                menus.append(action->menu());
            }
        }
        for (const QMenu* menu : menus) {
            QHash<QChar, QString> users;
            for (const QAction* action : menu->actions()) {
                const QChar key = mnemonicOf(action->text());
                if (!key.isNull()) {
                    QVERIFY2(!users.contains(key), qPrintable(menu->title() + QLatin1String(": ") + users.value(key) +
                                                              QLatin1String(" and ") + action->text()));
                    users.insert(key, action->text());
                }
            }
        }
    }

    void whatCannotActSaysWhy() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QTRY_VERIFY(!it.action(ActionId::pause)->isEnabled());
        QVERIFY(it.action(ActionId::pause)->toolTip().contains(QLatin1String("nothing is selected")));
        queue::Row row;
        row.name = "a";
        row.state = queue::State::done;
        const queue::Id id = fake.put(row);
        QTRY_COMPARE(it.rows(), 1);
        it.view()->selectIds({id});
        QTRY_VERIFY(it.action(ActionId::openFolder)->isEnabled());
        QVERIFY(!it.action(ActionId::pause)->isEnabled());
        QVERIFY(it.action(ActionId::pause)->toolTip().contains(QLatin1String("running")));
    }
};

SL_TEST_CLASS(ActionsTest)
#include "actions_test.moc"
