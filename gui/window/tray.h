#pragma once

#include <QHash>
#include <QIcon>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace sluice::gui {

class Actions;

/// The icon in the tray: its menu, its tooltip (at most once a second) and eleven pictures of the progress at most.
/// Whether there is a tray is asked each time, as one may come and go. GUI thread only.
class Tray : public QObject {
    Q_OBJECT

  public:
    /// `limits` is offered in its menu. `isAvailable` says whether the desktop has a tray.
    Tray(const Actions& actions, QMenu* limits, QWidget& window, std::function<bool()> isAvailable);
    ~Tray() override;

    /// Shows the icon if there is a tray.
    void setWanted(bool wanted);
    /// Looks again whether there is a tray.
    void refresh();
    /// True if the window may go away: the icon can bring it back.
    bool isThere() const;

    /// How many run, their speed in bytes per second, seconds left (negative: unknown), share of all bytes (negative:
    /// unknown).
    void showState(int running, double speed, qint64 left, double fraction);

    QMenu& menu() const { return *menu_; }
    QString toolTip() const;

  signals:
    /// The window is to be shown, or hidden if it is shown.
    void toggleRequested();

  private:
    void fillMenu(const Actions& actions, QMenu* limits);
    void showNow();

    QWidget& window_;
    std::function<bool()> isAvailable_;
    std::unique_ptr<QMenu> menu_;
    std::unique_ptr<QSystemTrayIcon> icon_;
    QAction* toggle_ = nullptr;
    bool wanted_ = false;
    QString text_;
    int tenths_ = -1, shownTenths_ = -2;
    QHash<int, QIcon> pictures_;
    QTimer textTimer_;
};

}  // namespace sluice::gui
