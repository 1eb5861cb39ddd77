// The system's own waiting fails: a descriptor of the loop is taken away beneath it.
#include <QDir>
#include <QFile>
#include <QObject>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include <set>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Descriptors of epoll(7) that this process has.
std::set<int> epolls() {
    std::set<int> found;
    for (const QString& name : QDir("/proc/self/fd").entryList(QDir::System | QDir::Files)) {
        char target[64] = {};
        const QByteArray path = "/proc/self/fd/" + name.toLocal8Bit();
        if (::readlink(path.constData(), target, sizeof(target) - 1) > 0 && QByteArray(target).contains("eventpoll")) {
            found.insert(name.toInt());
        }
    }
    return found;
}

/// Makes those that were not in `before` something that cannot be waited with.
int spoil_new_epolls(const std::set<int>& before) {
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    int spoilt = 0;
    for (const int fd : epolls()) {
        if (before.count(fd) == 0) {
            ::dup3(null, fd, O_CLOEXEC);
            ++spoilt;
        }
    }
    ::close(null);
    return spoilt;
}

}  // namespace

class BrokenWaitingTest : public QObject {
    Q_OBJECT
  private slots:
    void aMultiSaysSo();
    void anEasySaysSoAndWorksAgain();
};

void BrokenWaitingTest::aMultiSaysSo() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    const auto before = epolls();
    Multi multi;
    Fetch fetch(server.url("/"));
    multi.add(fetch.easy);
    int running = 0;
    QCOMPARE(multi.perform(running), MultiCode::ok);
    QCOMPARE(multi.poll(10ms), MultiCode::ok);
    QVERIFY(spoil_new_epolls(before) > 0);
    QCOMPARE(multi.poll(10ms), MultiCode::unrecoverable_poll);
    QCOMPARE(multi.poll(10ms), MultiCode::unrecoverable_poll);
    QCOMPARE(multi.remove(fetch.easy), MultiCode::ok);
}

void BrokenWaitingTest::anEasySaysSoAndWorksAgain() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 2"}).send("a").stall());
    server.on("/well", Reply::http(200, "x"));
    const auto before = epolls();
    Fetch fetch(server.url("/"));
    int spoilt = 0;
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        spoilt += spoil_new_epolls(before);
        return WriteVerdict::taken;
    };
    QCOMPARE(fetch.easy.perform(), Code::unrecoverable_poll);
    QVERIFY(spoilt > 0);
    QVERIFY(!fetch.easy.error().text().empty());
    fetch.easy.options().url = server.url("/well");
    fetch.easy.callbacks().write = nullptr;
    fetch.easy.callbacks().header = nullptr;
    fetch.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::taken; };
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

SL_TEST_CLASS(BrokenWaitingTest)
#include "broken_waiting_test.moc"
