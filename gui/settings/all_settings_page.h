#pragma once

#include <QWidget>

#include <vector>

#include "gui/settings/setting_id.h"

class QLabel;
class QTableView;

namespace sluice::gui {

class AllSettingsModel;
class Settings;
class SettingsHistory;

/// The page "Advanced": the table of all settings.
class AllSettingsPage : public QWidget {
    Q_OBJECT

  public:
    AllSettingsPage(Settings& settings, SettingsHistory& history, QWidget* parent = nullptr);

    void setSearch(const QString& search);
    void focusFirst();
    /// The rows that are selected.
    std::vector<SettingId> chosen() const;

  signals:
    void chosenChanged();

  private:
    AllSettingsModel* model_;
    QTableView* table_;
    QLabel* problem_;
};

}  // namespace sluice::gui
