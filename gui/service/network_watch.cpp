#include "gui/service/network_watch.h"

namespace sluice::service {

namespace {

bool isWayOut(QNetworkInformation::Reachability reachability) {
    // A local network may be all that a download needs, and some backends know no more than that.
    return reachability != QNetworkInformation::Reachability::Disconnected;
}

}  // namespace

bool NetworkWatch::start() {
    const bool there = QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    QNetworkInformation* information = QNetworkInformation::instance();
    if (!there || information == nullptr) {
        return false;
    }
    reachable_ = isWayOut(information->reachability());
    connect(information, &QNetworkInformation::reachabilityChanged, this, &NetworkWatch::note);
    if (information->supports(QNetworkInformation::Feature::TransportMedium)) {
        connect(information, &QNetworkInformation::transportMediumChanged, this, [this] {
            if (reachable_) {
                emit networkReturned();  // another way out
            }
        });
    }
    return true;
}

void NetworkWatch::note(QNetworkInformation::Reachability reachability) {
    const bool now = isWayOut(reachability);
    const bool returned = now && !reachable_;
    reachable_ = now;
    if (returned) {
        emit networkReturned();
    }
}

}  // namespace sluice::service
