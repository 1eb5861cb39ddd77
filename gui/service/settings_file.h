#pragma once

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <functional>

namespace sluice::service {

/// settings.json: an object of sections, each an object. Replaced as a whole, so that a crash leaves the old or the new
/// one; keys and sections that this program does not know stay. One writer; the main thread.
class SettingsFile {
  public:
    /// Reads it; a missing file is an empty one. A malformed one is kept as NAME.damaged and counts as empty.
    explicit SettingsFile(QString path);
    /// Waits until everything is written.
    ~SettingsFile();
    SettingsFile(const SettingsFile&) = delete;
    SettingsFile& operator=(const SettingsFile&) = delete;

    QJsonObject section(const QString& name) const;
    /// Puts the keys of `values` into the section and writes the file. False with a sentence if that failed; the values
    /// hold for this run all the same.
    bool put(const QString& name, const QJsonObject& values, QString* error = nullptr);
    /// Likewise, but the file is written by a worker, in the order of the calls. `failed` gets the sentence on the
    /// thread of `context` while that lives.
    void putSoon(const QString& name, const QJsonObject& values, QObject* context,
                 std::function<void(const QString&)> failed);
    /// Until what was put is written.
    void waitUntilWritten() { writer_.waitForDone(); }
    const QString& path() const { return path_; }

  private:
    void merge(const QString& name, const QJsonObject& values);

    QString path_;
    QJsonObject all_;
    QThreadPool writer_;
};

/// What counts without a window too: of the sections "general" and "downloads".
struct GeneralSettings {
    QString downloadFolder;                        ///< absolute; empty: the desktop's
    int downloadsAtOnce = 4;                       ///< 1 to 1000
    QString nameClash = QStringLiteral("rename");  ///< "rename", "overwrite" or "skip"; not written by write()

    static GeneralSettings read(const SettingsFile& file);
    bool write(SettingsFile& file) const;
};

}  // namespace sluice::service
