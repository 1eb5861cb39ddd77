#pragma once

#include <QJsonObject>
#include <QString>

namespace sluice::service {

/// settings.json: an object of sections, each an object. Replaced as a whole, so that a crash leaves the old or the new
/// one; keys and sections that this program does not know stay. One writer; the main thread.
class SettingsFile {
  public:
    /// Reads it; a missing file is an empty one. A malformed one is kept as NAME.damaged and counts as empty.
    explicit SettingsFile(QString path);

    QJsonObject section(const QString& name) const;
    /// Puts the keys of `values` into the section and writes the file. False with a sentence if that failed; the values
    /// hold for this run all the same.
    bool put(const QString& name, const QJsonObject& values, QString* error = nullptr);
    const QString& path() const { return path_; }

  private:
    QString path_;
    QJsonObject all_;
};

/// The section "general".
struct GeneralSettings {
    QString downloadFolder;   ///< absolute; empty: the desktop's
    int downloadsAtOnce = 4;  ///< 1 to 1000

    static GeneralSettings read(const SettingsFile& file);
    bool write(SettingsFile& file) const;
};

}  // namespace sluice::service
