#pragma once

#include <QFrame>
#include <QTimer>

#include <chrono>
#include <vector>

#include "engine/queue/queue_service.h"

class QLabel;
class QPushButton;

namespace sluice::gui {

/// "Removed 3 downloads - Undo" or "Moved 3 downloads - Undo" for ten seconds. Holds what was removed or moved, newest
/// last, and says when its time is over.
class UndoBar : public QFrame {
    Q_OBJECT

  public:
    struct Removal {
        std::vector<queue::Id> ids;
        QStringList trash;        ///< files to be moved to the trash when the time is over
        std::vector<int> places;  ///< not empty: they were moved, and were at these places, in rising order
        std::chrono::steady_clock::time_point until;
    };
    static constexpr std::chrono::seconds lasting{10};

    explicit UndoBar(QWidget* parent = nullptr);

    void show(std::vector<queue::Id> ids, QStringList trash);
    /// These were moved in the list; `places` is where they were, from 0, in rising order.
    void showMoved(std::vector<queue::Id> ids, std::vector<int> places);
    bool canUndo() const { return !removals_.empty(); }
    void undo();
    /// Ends the time of all removals now.
    void finish();

  signals:
    void undone(const sluice::gui::UndoBar::Removal& removal);
    void expired(const sluice::gui::UndoBar::Removal& removal);
    void availabilityChanged();

  private:
    void expireDue(std::chrono::steady_clock::time_point now);
    void refresh();

    QLabel* text_;
    QPushButton* button_;
    QTimer timer_;
    std::vector<Removal> removals_;
};

}  // namespace sluice::gui
