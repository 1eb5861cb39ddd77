#pragma once

#include <QNetworkInformation>
#include <QObject>

namespace sluice::service {

/// Says when there is a way out again, or another one: what waits for the network can go on at once. Where the system
/// has no service that knows (no backend of QNetworkInformation), it never says anything; then downloads go on by their
/// own timers. Main thread.
class NetworkWatch : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    /// Not before the first paint: it speaks D-Bus. False if the system cannot tell.
    bool start();
    /// What the system said.
    void note(QNetworkInformation::Reachability reachability);

  signals:
    void networkReturned();

  private:
    bool reachable_ = true;
};

}  // namespace sluice::service
