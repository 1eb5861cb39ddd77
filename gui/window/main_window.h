#pragma once

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <memory>

#include "gui/desktop/color_scheme.h"
#include "gui/models/queue_model.h"
#include "gui/models/sidebar_model.h"
#include "gui/settings/setting_id.h"
#include "gui/window/actions.h"

class QDialog;
class QSplitter;

namespace sluice::gui {

class AddDialog;
class DesktopPresence;
class DownloadCommands;
class EmptyState;
class InspectorPanel;
class MainToolBar;
class NotificationSender;
class QueueBridge;
class QueueView;
class Settings;
class SettingsWindow;
class SidebarView;
class StatusLine;
class UndoBar;

/// The window: menu bar, toolbar, sidebar, list, info panel, status bar, and the wiring between them. What actions do
/// to downloads is in DownloadCommands; where things lie is kept by WindowState. GUI thread only.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    struct Setup {
        QString stateFile;                            ///< INI file of the layout; empty: nothing is kept
        std::function<bool()> hasTray = {};           ///< empty: the desktop is asked
        NotificationSender* notifications = nullptr;  ///< null: the desktop's
    };
    MainWindow(QueueBridge& bridge, ColorScheme& scheme, Settings& settings, Setup setup);
    ~MainWindow() override;

    const Actions& actions() const { return *actions_; }
    const QueueModel& model() const { return *model_; }
    QueueView& view() const { return *view_; }
    InspectorPanel& panel() const { return *panel_; }

    /// Opens the Add dialog with these addresses in it; several may be open.
    AddDialog* openAdd(const QStringList& addresses);
    /// Opens it with what a file says, once that was read: a list, or what another program has not finished.
    void importFile(const QString& path);
    /// Opens it for a file of another program, which still needs its address.
    AddDialog* openAdopt(const QString& path);
    /// Queues these addresses with the usual settings, without a dialog.
    void addNow(const QStringList& addresses);
    /// One of both, as the settings say; for what was pasted or dropped.
    void addOrAsk(const QStringList& addresses);
    SettingsWindow* openSettings(SettingsPageId page);
    /// Waits in the tray without having been shown. False if there is no tray: then it is shown.
    bool startHidden();
    /// Ends without a question: a signal came, or the demo is over. What runs goes on at the next start.
    void endNow();
    /// The session is about to end: everything is kept, and nothing is asked for a minute.
    void prepareForSessionEnd();
    /// Outside of the window; null before the first paint.
    DesktopPresence* presence() const { return presence_; }
    /// To the front, with the focus: another start of the program asked for it.
    void raiseToFront();
    /// Comes to the front and shows lists, unfinished files and addresses in the Add dialog; adds nothing by itself.
    void openOffered(const QStringList& files, const QStringList& addresses);
    /// Something about the list itself that a person must know (it was damaged, cannot be written, is of a newer
    /// program).
    void showNotice(const sluice::Error& error);
    /// Shows the panel with this row; for Enter, double-click and the demo.
    void showPanelTab(int tab);
    /// Closing asks about running downloads only if this is on (the default).
    void setAskBeforeQuit(bool ask) { askBeforeQuit_ = ask; }
    QMenu* createPopupMenu() override { return nullptr; }

  signals:
    /// The window was closed for good: the program ends.
    void finished();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    friend class WindowState;

    void build();
    void connectModel();
    void connectActions();
    void connectViewActions();
    void connectPanel();
    void connectScheme();
    void connectLimits();
    void chooseImport();
    void chooseExport();
    /// Files that were dropped: lists, and what other programs left. True if one of them was taken.
    bool takeFiles(const QList<QUrl>& urls);
    void connectSettings();
    void connectPresence();
    void apply(SettingId id);
    void makePresence();
    void keepSizeOf(QDialog& dialog);
    void goToDownload(queue::Id id);
    void toggleShown();
    bool canHide() const;
    void hideToTray();
    void quit();
    void updateLimits();
    void applyFilter();
    void showContextMenu(const QPoint& at);
    void movePane(int step);
    void setPanelSide(Qt::Orientation orientation);
    void updateExposure();
    void updateSelection();
    void updatePanel();
    void updateEmptyState();
    void updateTotals();
    void updateTitle();
    void updateFreeSpace();
    void confirmQuit(int running);
    void firstPaint();

    QueueBridge& bridge_;
    ColorScheme& scheme_;
    Settings& settings_;
    Setup setup_;
    QueueModel* model_;
    SidebarModel* sidebarModel_;
    QueueView* view_;
    SidebarView* sidebar_;
    InspectorPanel* panel_;
    UndoBar* undoBar_;
    StatusLine* status_;
    EmptyState* empty_;
    Actions* actions_;
    MainToolBar* toolBar_ = nullptr;
    DownloadCommands* commands_ = nullptr;
    DesktopPresence* presence_ = nullptr;
    QMenu* columns_ = nullptr;
    QSplitter* across_ = nullptr;  ///< sidebar and the rest
    QSplitter* split_ = nullptr;   ///< list and panel
    QStringList folders_;          ///< where downloads went before, newest first
    QTimer titleTimer_, selectionTimer_, spaceTimer_;
    QTimer limitsTimer_;  ///< while there is a schedule
    bool painted_ = false;
    bool askBeforeQuit_ = true;
    bool quitting_ = false;   ///< nothing is asked any more
    bool wantsQuit_ = false;  ///< Quit was chosen, not just the window closed
};

}  // namespace sluice::gui
