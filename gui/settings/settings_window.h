#pragma once

#include <QDialog>

#include <array>

#include "gui/settings/setting_id.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace sluice::gui {

class AllSettingsPage;
class Settings;
class SettingsHistory;
class SettingsPage;

/// The settings: pages on the left, a search over all of them on top, and what was changed can be undone. Everything
/// counts at once. Pages are built when they are first shown. Not modal.
class SettingsWindow : public QDialog {
    Q_OBJECT

  public:
    /// `columns`: the menu of the list's columns, offered on the page Appearance; may be null.
    SettingsWindow(Settings& settings, QMenu* columns, QWidget* parent = nullptr);

    void showPage(SettingsPageId page);
    SettingsPageId currentPage() const;

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void buildPages();
    QWidget* buildFooter();
    void build(SettingsPageId page);
    void search();
    bool hasMatch(SettingsPageId page) const;
    void resetPage();
    void refreshFooter();

    Settings& settings_;
    SettingsHistory* history_;
    QMenu* columns_;
    QLineEdit* search_;
    QListWidget* list_;
    QStackedWidget* stack_;
    QLabel* nothing_;
    QLabel* said_;
    QPushButton* undo_ = nullptr;
    QPushButton* reset_ = nullptr;
    std::array<SettingsPage*, settingsPageCount> pages_{};
    AllSettingsPage* all_ = nullptr;
};

}  // namespace sluice::gui
