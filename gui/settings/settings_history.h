#pragma once

#include <QObject>
#include <QString>
#include <QVariant>

#include <vector>

#include "gui/settings/setting_id.h"

namespace sluice::gui {

class Settings;

/// What was changed in the settings window, step by step, so that it can be taken back. GUI thread only.
class SettingsHistory : public QObject {
    Q_OBJECT

  public:
    explicit SettingsHistory(Settings& settings, QObject* parent = nullptr) : QObject(parent), settings_(settings) {}

    /// As Settings::set, remembered. The same setting changed again at once (a spin box) is one step.
    QString set(SettingId id, const QVariant& value);
    /// Several back to their defaults as one step. False if all were.
    bool reset(const std::vector<SettingId>& ids);
    void undo();
    bool canUndo() const { return !steps_.empty(); }
    /// What undo() would take back: "Downloads at once", "3 settings".
    QString lastText() const;

  signals:
    void changed();

  private:
    struct Step {
        std::vector<std::pair<SettingId, QVariant>> before;
        qint64 at = 0;  ///< milliseconds
    };

    Settings& settings_;
    std::vector<Step> steps_;
};

}  // namespace sluice::gui
