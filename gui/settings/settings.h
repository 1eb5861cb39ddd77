#pragma once

#include <QObject>
#include <QVariant>

#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/settings/setting_id.h"

namespace sluice::service {
class SettingsFile;
}

namespace sluice::gui {

class QueueBridge;

/// All settings, wherever they are kept: some in the settings file, those that the queue goes by in its limits. A value
/// that is set holds at once and is told to whoever listens; so is one that was changed elsewhere. GUI thread only.
class Settings : public QObject {
    Q_OBJECT

  public:
    /// `standardFolder`: where downloads go while no folder is set. All outlive it.
    Settings(service::SettingsFile& file, QueueBridge& bridge, QString standardFolder, QObject* parent = nullptr);

    QVariant value(SettingId id) const;
    bool flag(SettingId id) const { return value(id).toBool(); }
    QString text(SettingId id) const { return value(id).toString(); }
    /// Where downloads go unless told otherwise; absolute.
    QString downloadFolder() const;
    queue::Conflict nameClash() const;
    bool isDefault(SettingId id) const;
    /// Whether it counts at the moment (SettingFacts::needs).
    bool isInForce(SettingId id) const;

    /// Takes the value and keeps it. A sentence if it cannot be taken: then nothing changed.
    QString set(SettingId id, const QVariant& value);

  signals:
    void changed(sluice::gui::SettingId id);
    /// It holds for this run, but could not be written.
    void writingFailed(const QString& sentence);

  private:
    void takeLimits();

    service::SettingsFile& file_;
    QueueBridge& bridge_;
    QString standardFolder_;
    queue::Limits limits_;          ///< the queue's, as last told
    std::vector<QVariant> values_;  ///< of the file, by id
};

}  // namespace sluice::gui
