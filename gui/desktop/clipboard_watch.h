#pragma once

#include <QObject>
#include <QStringList>

namespace sluice::gui {

/// Looks at what other programs copy while it is on, and tells of addresses that end in one of the wanted ways; each
/// list of them once. Off at first. GUI thread only.
class ClipboardWatch : public QObject {
    Q_OBJECT

  public:
    explicit ClipboardWatch(QObject* parent = nullptr);

    void setOn(bool on);
    /// File endings without dot, divided by blanks; none: every address counts.
    void setEndings(const QString& endings);

  signals:
    void offered(const QStringList& addresses);

  private:
    void look();

    bool on_ = false;
    QStringList endings_;
    QStringList last_;
};

/// Those whose path ends in one of the endings.
QStringList withEnding(const QStringList& addresses, const QStringList& endings);

}  // namespace sluice::gui
