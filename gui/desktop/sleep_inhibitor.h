#pragma once

#include <QDBusUnixFileDescriptor>
#include <QObject>

namespace sluice::gui {

class BusLink;

/// Keeps the computer from going to sleep while it is wanted, by a descriptor of systemd-logind (Inhibit "sleep",
/// "block"); the screen may go dark. No call waits; without logind nothing is held. GUI thread only.
class SleepInhibitor : public QObject {
    Q_OBJECT

  public:
    /// `system` is the system bus, joined when it is first wanted; outlives it.
    explicit SleepInhibitor(BusLink& system, QObject* parent = nullptr);

    void setWanted(bool wanted);
    bool isHeld() const { return descriptor_.isValid(); }

  signals:
    void heldChanged();

  private:
    void ask();

    BusLink& bus_;
    bool wanted_ = false;
    bool asking_ = false;
    QDBusUnixFileDescriptor descriptor_;
};

}  // namespace sluice::gui
