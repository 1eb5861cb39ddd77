#pragma once

#include <QSize>
#include <QString>

namespace sluice::gui {

class MainWindow;

/// Keeps where things lie: geometry, panes, columns, sorting, panel and scheme, in an INI file with a version. What
/// cannot be used (another version, damaged) leaves the defaults. Written when the window closes.
class WindowState {
  public:
    explicit WindowState(QString file) : file_(std::move(file)) {}

    void save(const MainWindow& window) const;
    void restore(MainWindow& window) const;
    /// The scheme in force last time: "light", "dark" or empty.
    QString scheme() const;
    /// The size a dialog had last time; not valid if it was never open.
    QSize dialogSize(const QString& name) const;
    void keepDialogSize(const QString& name, const QSize& size) const;

  private:
    QString file_;
};

}  // namespace sluice::gui
