#include "engine/sys/linux/epoll_poller.h"

#include <QFile>
#include <QObject>
#include <QTest>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::sys;
using namespace std::chrono_literals;

namespace {

struct Pair {
    Pair() { ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends); }
    Pair(const Pair&) = delete;
    ~Pair() {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    void speak() { QCOMPARE(::write(ends[1], "x", 1), ssize_t(1)); }
    int ends[2] = {-1, -1};
};

std::vector<ReadyEvent> events_of(EpollPoller& poller) {
    std::vector<ReadyEvent> events;
    [&] { QCOMPARE(poller.wait(Duration::zero(), events), 0); }();
    return events;
}

}  // namespace

class EpollPollerTest : public QObject {
    Q_OBJECT
  private slots:
    void tellsWhatIsWaitedFor();
    void keepsSilentAboutWhatNobodyWaitsFor();
    void waitsAgainAfterAPause();
    void waitsAgainAfterTheKernelWasToldToForget();
    void interestMayChangeOverAPause();
    void aClosedDescriptorsNumberStartsAnew();
    void nestedItFallsSilentAfterOneLook();
    void aSilentDescriptorDoesNotEndTheWait();
    void whatCannotBeWatchedEndsTheWaitWithItsError();
};

void EpollPollerTest::tellsWhatIsWaitedFor() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    QVERIFY(events_of(poller).empty());
    pair.speak();
    const auto events = events_of(poller);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].fd, pair.ends[0]);
    QCOMPARE(events[0].ready, ready_in);
}

void EpollPollerTest::keepsSilentAboutWhatNobodyWaitsFor() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    poller.set(pair.ends[0], Interest::none);
    pair.speak();
    QVERIFY(events_of(poller).empty());
    QVERIFY(events_of(poller).empty());
}

void EpollPollerTest::waitsAgainAfterAPause() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    poller.set(pair.ends[0], Interest::none);
    poller.set(pair.ends[0], Interest::in);
    pair.speak();
    QCOMPARE(events_of(poller).size(), std::size_t(1));
}

void EpollPollerTest::waitsAgainAfterTheKernelWasToldToForget() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    poller.set(pair.ends[0], Interest::none);
    pair.speak();
    QVERIFY(events_of(poller).empty());
    poller.set(pair.ends[0], Interest::in);
    QCOMPARE(events_of(poller).size(), std::size_t(1));
}

void EpollPollerTest::interestMayChangeOverAPause() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    poller.set(pair.ends[0], Interest::none);
    poller.set(pair.ends[0], Interest::out);
    pair.speak();
    const auto events = events_of(poller);
    QCOMPARE(events.size(), std::size_t(1));
    QCOMPARE(events[0].ready, ready_out);
}

void EpollPollerTest::aClosedDescriptorsNumberStartsAnew() {
    EpollPoller poller;
    int number = -1;
    {
        Pair pair;
        number = pair.ends[0];
        poller.set(number, Interest::in);
        poller.set(number, Interest::none);
        poller.set(number, Interest::remove);
    }
    Pair next;
    QVERIFY(next.ends[0] == number || next.ends[1] == number);
    poller.set(next.ends[0], Interest::in);
    next.speak();
    QCOMPARE(events_of(poller).size(), std::size_t(1));
}

void EpollPollerTest::nestedItFallsSilentAfterOneLook() {
    EpollPoller poller;
    Pair pair;
    poller.set(pair.ends[0], Interest::in);
    poller.set(pair.ends[0], Interest::none);
    pair.speak();
    QVERIFY(events_of(poller).empty());
    pollfd outer{poller.descriptor(), POLLIN, 0};
    QCOMPARE(::poll(&outer, 1, 0), 0);
}

void EpollPollerTest::aSilentDescriptorDoesNotEndTheWait() {
    EpollPoller poller;
    Pair silent, waited;
    poller.set(silent.ends[0], Interest::in);
    poller.set(silent.ends[0], Interest::none);
    silent.speak();
    poller.set(waited.ends[0], Interest::in);
    const auto begin = std::chrono::steady_clock::now();
    std::vector<ReadyEvent> events;
    QCOMPARE(poller.wait(30ms, events), 0);
    QVERIFY(events.empty());
    QVERIFY(std::chrono::steady_clock::now() - begin >= 30ms);
}

void EpollPollerTest::whatCannotBeWatchedEndsTheWaitWithItsError() {
    EpollPoller poller;
    QFile file(QStringLiteral(SLUICE_SOURCE_DIR) + "/CMakeLists.txt");  // epoll takes no plain files
    QVERIFY(file.open(QIODevice::ReadOnly));
    poller.set(file.handle(), Interest::in);
    std::vector<ReadyEvent> events;
    QCOMPARE(poller.wait(std::nullopt, events), EPERM);
}

SL_TEST_CLASS(EpollPollerTest)
#include "epoll_poller_test.moc"
