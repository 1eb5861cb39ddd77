#include "gui/service/network_watch.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/test_class.h"

using sluice::service::NetworkWatch;
using Reachability = QNetworkInformation::Reachability;

class NetworkWatchTest : public QObject {
    Q_OBJECT

  private slots:
    void saysOnlyThatTheNetworkIsBack() {
        NetworkWatch watch;
        const QSignalSpy returned(&watch, &NetworkWatch::networkReturned);
        watch.note(Reachability::Online);
        QCOMPARE(returned.count(), 0);
        watch.note(Reachability::Disconnected);
        watch.note(Reachability::Disconnected);
        QCOMPARE(returned.count(), 0);
        watch.note(Reachability::Site);
        QCOMPARE(returned.count(), 1);
        watch.note(Reachability::Online);
        QCOMPARE(returned.count(), 1);
        watch.note(Reachability::Disconnected);
        watch.note(Reachability::Unknown);
        QCOMPARE(returned.count(), 2);
    }

    void startsWhereTheSystemCannotTell() {
        NetworkWatch watch;
        const QSignalSpy returned(&watch, &NetworkWatch::networkReturned);
        watch.start();
        QCOMPARE(returned.count(), 0);
    }
};

SL_TEST_CLASS(NetworkWatchTest)
#include "network_watch_test.moc"
