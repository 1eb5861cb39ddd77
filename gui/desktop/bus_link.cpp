#include "gui/desktop/bus_link.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace sluice::gui {

void BusLink::join() {
    if (state_ != State::apart) {
        return;
    }
    state_ = State::joining;
    QThreadPool::globalInstance()->start([self = QPointer<BusLink>(this), type = type_, name = name_] {
        const bool isJoined = QDBusConnection::connectToBus(type, name).isConnected();
        if (qApp == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            qApp,
            [self, isJoined] {
                if (self) {
                    self->finish(isJoined);
                }
            },
            Qt::QueuedConnection);
    });
}

void BusLink::finish(bool isJoined) {
    state_ = isJoined ? State::joined : State::failed;
    isJoined ? emit joined() : emit failed();
}

}  // namespace sluice::gui
