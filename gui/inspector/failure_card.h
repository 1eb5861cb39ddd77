#pragma once

#include <QFrame>
#include <QSet>
#include <QTimer>

#include <vector>

#include "gui/inspector/panel_action.h"
#include "gui/inspector/tab_page.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace sluice::gui {

class FlipBox;
class ValueForm;

/// Says above every tab why a download failed or waits, what of it is safe, and what can be done; the technical
/// detail is on a fold. Hidden for all others.
class FailureCard : public QFrame {
    Q_OBJECT

  public:
    explicit FailureCard(QWidget* parent = nullptr);

    void showSnapshot(const Snapshot& snapshot);
    void clear();
    void setSupported(const QSet<PanelAction>& actions);
    /// False if there is no button to put the focus on.
    bool focusFirstButton();

  signals:
    void actionChosen(sluice::gui::PanelAction action);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QWidget* buildWords();
    QWidget* buildButtons();
    void showSentence();
    void showDetail();
    void showButtons();
    std::vector<PanelAction> actionsNow() const;

    Snapshot snapshot_;
    QSet<PanelAction> supported_;
    std::vector<PanelAction> shown_;
    std::vector<QPushButton*> buttons_;
    QLabel* sentence_;
    QLabel* kept_;
    FlipBox* head_;
    QWidget* buttonBox_;
    QToolButton* fold_;
    ValueForm* detail_;
    QTimer countdown_;
};

}  // namespace sluice::gui
