#pragma once

#include <QObject>
#include <QSet>

#include <functional>
#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/inspector/panel_action.h"

class QMainWindow;

namespace sluice::gui {

class Actions;
class QueueBridge;
class QueueModel;
class QueueView;
class Settings;
class StatusLine;
class UndoBar;

/// What the actions of the Download, Edit and Tools menus do to the selected downloads. Asks only where the answer
/// cannot be undone, and never with a nested event loop.
class DownloadCommands : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QMainWindow& window;
        QueueBridge& bridge;
        QueueModel& model;
        QueueView& view;
        UndoBar& undoBar;
        StatusLine& status;
        const Settings& settings;
    };
    explicit DownloadCommands(const Parts& parts);

    void connectTo(const Actions& actions);
    void retry(queue::Id id);
    void openFile(queue::Id id);
    void openFolder(queue::Id id);
    /// A button of the panel's failure card.
    void carryOut(PanelAction action, queue::Id id);
    static QSet<PanelAction> supportedPanelActions();

    /// All downloads.
    std::vector<queue::Id> queueOrder() const;

  signals:
    /// Enter or double-click on a row that is not done: show it in the panel.
    void detailsRequested(sluice::queue::State state);
    void propertiesRequested();

  private:
    using Ids = std::vector<queue::Id>;

    void pauseSelected();
    void resumeSelected();
    void pauseOrResume();
    void retrySelected();
    void removeSelected(bool trash);
    void removeNow(const Ids& ids, bool trash);
    void confirmTrash(const Ids& ids, int done);
    void clearDone();
    void openCurrent();
    void actOnDone(queue::Id id);
    void openFolders(const Ids& ids);
    void moveBlock(const Ids& block, const Ids& order, int place);
    void copyAddresses();
    void copyPaths();
    void renameSelected();
    void askAddress(queue::Id id);
    void moveBy(int direction);
    void moveTo(int place);
    Ids idsIn(const Ids& from, std::initializer_list<queue::State> states) const;
    Ids allIn(std::initializer_list<queue::State> states) const;
    QString pathOf(queue::Id id) const;

    Parts parts_;
};

}  // namespace sluice::gui
