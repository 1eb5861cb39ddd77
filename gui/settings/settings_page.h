#pragma once

#include <QScrollArea>

#include <vector>

#include "gui/settings/setting_id.h"

class QFormLayout;
class QLabel;

namespace sluice::gui {

class SettingEditor;
class Settings;
class SettingsHistory;

/// One page of the settings window: every setting of it with its control and a sentence on what it does, in groups.
/// What is changed counts at once.
class SettingsPage : public QScrollArea {
    Q_OBJECT

  public:
    SettingsPage(SettingsPageId page, Settings& settings, SettingsHistory& history, QWidget* parent = nullptr);

    /// A group of its own at the end, found by its title.
    void addExtra(const QString& title, const QString& meaning, QWidget* control);
    /// Shows only what matches; all if it is empty.
    void setSearch(const QString& search);
    void focusFirst();

  private:
    struct Row {
        SettingId id = SettingId::count_;  ///< count_: a heading or an extra
        QString said;                      ///< of an extra, for the search
        int group = 0;
        QWidget* field = nullptr;  ///< as the form knows it
        QWidget* label = nullptr;
        SettingEditor* editor = nullptr;
        QLabel* problem = nullptr;
    };

    void addHeading(const QString& text);
    void addSetting(SettingId id);
    QLabel* makeHint(const QString& text, QWidget* parent) const;
    void refresh(SettingId id);
    void refreshInForce();

    Settings& settings_;
    SettingsHistory& history_;
    QWidget* content_;
    QFormLayout* form_;
    std::vector<Row> rows_;
    int group_ = 0;
};

}  // namespace sluice::gui
