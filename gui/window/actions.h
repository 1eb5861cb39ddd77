#pragma once

#include <QAction>
#include <QObject>

#include <array>

#include "gui/window/action_id.h"

namespace sluice::gui {

struct ActionFacts {
    ActionId id;
    const char* name;  ///< object name
    const char* text;  ///< untranslated, with mnemonic; context "Action"
    const char* icon;  ///< of our set; null for none
    const char* keys;  ///< portable text, several divided by "; "; null for none
    const char* tip;   ///< what it does, untranslated; null: the text says it
    bool checkable = false;
};
const ActionFacts& factsOf(ActionId id);
/// True for actions whose keys mean something else elsewhere (Space on a button, Ctrl+C in a text): they act only while
/// the list has the focus.
bool isListKey(ActionId id);

/// All actions of a window, made once: named, translated, with icon and keys. The window connects them.
class Actions : public QObject {
    Q_OBJECT

  public:
    Actions(QWidget* window, QWidget* list);

    QAction* operator[](ActionId id) const { return actions_[static_cast<std::size_t>(id)]; }
    const std::array<QAction*, actionCount>& all() const { return actions_; }

    /// Enables or disables; `reason` says why not and stands in the tooltip.
    void setEnabled(ActionId id, bool enabled, const QString& reason);

  private:
    std::array<QAction*, actionCount> actions_{};
};

}  // namespace sluice::gui
