#include "gui/window/actions.h"

#include <QCoreApplication>
#include <QWidget>

#include "gui/desktop/icons.h"

namespace sluice::gui {
namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Action", text);
}

QString plainText(const QAction& action) {
    QString text = action.text();
    text.remove(u'&');
    return text.endsWith(u'…') ? text.chopped(1) : text;
}

/// The tip with the first key behind it: "Add downloads (Ctrl+N)".
QString toolTipOf(const QAction& action, const ActionFacts& facts) {
    const QString tip = facts.tip != nullptr ? translated(facts.tip) : plainText(action);
    const QString key = action.shortcut().toString(QKeySequence::NativeText);
    return key.isEmpty() ? tip : QCoreApplication::translate("Action", "%1 (%2)").arg(tip, key);
}

}  // namespace

bool isListKey(ActionId id) {
    switch (id) {
        case ActionId::addFromClipboard:
        case ActionId::copyAddress:
        case ActionId::copyPath:
        case ActionId::selectAll:
        case ActionId::selectNone:
        case ActionId::pauseOrResume:
        case ActionId::retry:
        case ActionId::remove:
        case ActionId::removeAndTrash:
        case ActionId::open:
        case ActionId::openFolder:
        case ActionId::rename:
        case ActionId::moveUp:
        case ActionId::moveDown:
        case ActionId::moveTop:
        case ActionId::moveBottom:
        case ActionId::properties:
            return true;
        default:
            return false;
    }
}

Actions::Actions(QWidget* window, QWidget* list) : QObject(window) {
    for (int i = 0; i < actionCount; ++i) {
        const ActionFacts& facts = factsOf(static_cast<ActionId>(i));
        auto* action = new QAction(translated(facts.text), this);
        action->setObjectName(QLatin1String(facts.name));
        action->setIconText(plainText(*action));
        if (facts.icon != nullptr) {
            action->setIcon(icon(facts.icon));
        }
        if (facts.keys != nullptr) {
            action->setShortcuts(QKeySequence::listFromString(QLatin1String(facts.keys), QKeySequence::PortableText));
        }
        action->setCheckable(facts.checkable);
        action->setToolTip(toolTipOf(*action, facts));
        if (isListKey(facts.id)) {
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            list->addAction(action);
        } else {
            window->addAction(action);
        }
        actions_[static_cast<std::size_t>(i)] = action;
    }
}

void Actions::setEnabled(ActionId id, bool enabled, const QString& reason) {
    QAction* action = (*this)[id];
    action->setEnabled(enabled);
    action->setToolTip(enabled ? toolTipOf(*action, factsOf(id))
                               : QCoreApplication::translate("Action", "%1: %2").arg(plainText(*action), reason));
}

}  // namespace sluice::gui
