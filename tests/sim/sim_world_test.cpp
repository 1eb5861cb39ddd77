// The simulated world's own promises, seen through the engine's reactor and streams.
#include "tests/sim/sim_world.h"

#include <QtTest>

#include <cerrno>

#include "engine/async/offload.h"
#include "engine/async/sleep.h"
#include "engine/stream/tcp_stream.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"

namespace sluice::sim {
namespace {

using namespace std::chrono_literals;
using async::Task;

const sys::Address server_address = sys::Address::v4({10, 0, 0, 2}, 80);

/// Says everything back.
class EchoPeer : public SimPeer {
  public:
    explicit EchoPeer(SimConnection& connection) : connection_(connection) {}
    void on_data(Bytes data) override { connection_.send(as_text(data)); }

  private:
    SimConnection& connection_;
};

/// Sends `text`, then ends as told.
class SpeakingPeer : public SimPeer {
  public:
    SpeakingPeer(SimConnection& connection, std::string text, bool reset)
        : connection_(connection), text_(std::move(text)), reset_(reset) {}
    void on_open() override {
        connection_.send(text_);
        if (!reset_) {
            connection_.close();
        }
    }
    void on_drained() override {
        if (reset_) {
            connection_.reset();
        }
    }
    void on_data(Bytes) override {}

  private:
    SimConnection& connection_;
    std::string text_;
    bool reset_;
};

SimHost echo_host(LinkQuality link) {
    SimHost host;
    host.link = link;
    host.accept = [](SimConnection& connection) { return std::make_unique<EchoPeer>(connection); };
    return host;
}

struct Seen {
    std::string got;
    int connect_error = -1;
    bool ended = false;
    int error = 0;
    Duration took{0};
};

Task<void> talk(async::Reactor& reactor, sys::Address to, std::string say, std::size_t expect, Seen& seen) {
    const Instant start = reactor.now();
    int error = 0;
    const sys::Fd fd = reactor.world().network().open(to.family(), error);
    stream::TcpStream stream(reactor, fd);
    const sys::IoResult connecting = reactor.world().network().connect(fd, to);
    if (connecting.state == sys::IoState::failed) {
        seen.connect_error = connecting.error;
        co_return;
    }
    co_await reactor.writable(fd);
    seen.connect_error = reactor.world().network().pending_error(fd);
    if (seen.connect_error != 0) {
        seen.took = reactor.now() - start;
        co_return;
    }
    if (!say.empty()) {
        auto sent = co_await stream::write_all(reactor, stream, as_bytes(say));
        if (!sent) {
            seen.error = sent.error().os_errno;
            co_return;
        }
    }
    std::byte buffer[777];
    while (seen.got.size() < expect) {
        auto got = co_await stream::read_some(reactor, stream, buffer);
        if (!got) {
            seen.error = got.error().os_errno;
            break;
        }
        if (*got == 0) {
            seen.ended = true;
            break;
        }
        seen.got += as_text(Bytes(buffer).first(*got));
    }
    seen.took = reactor.now() - start;
}

std::string sample(std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += static_cast<char>('a' + i * 7 % 26);
    }
    return text;
}

Seen run_talk(SimWorld& world, const sys::Address& to, const std::string& say, std::size_t expect) {
    Seen seen;
    {
        SimDriver driver(world);
        async::Root root(driver.reactor(), talk(driver.reactor(), to, say, expect, seen));
        driver.run_until([&] { return root.finished(); });
    }
    return seen;
}

}  // namespace

class SimWorldTest : public QObject {
    Q_OBJECT

  private slots:
    void echoesEverythingOverEveryKindOfLink_data() {
        QTest::addColumn<int>("cut");
        QTest::addColumn<unsigned>("loss");
        QTest::addColumn<int>("sendBuffer");
        for (int cut = 0; cut < 4; ++cut) {
            for (const unsigned loss : {0U, 10U}) {
                for (const int buffer : {1, 100, 16384}) {
                    QTest::addRow("cut %d, loss %u, send buffer %d", cut, loss, buffer) << cut << loss << buffer;
                }
            }
        }
    }
    void echoesEverythingOverEveryKindOfLink() {
        QFETCH(int, cut);
        QFETCH(unsigned, loss);
        QFETCH(int, sendBuffer);
        SimWorld world(7);
        LinkQuality link;
        link.cut = static_cast<LinkQuality::Cut>(cut);
        link.loss_percent = loss;
        link.jitter = 5ms;
        link.send_buffer = static_cast<std::size_t>(sendBuffer);
        link.receive_buffer = 1000;
        world.sim_network().listen(server_address, echo_host(link));
        const std::string text = sample(5000);
        // Reads only after all is sent: more than fits must still arrive, because the echo waits in the server.
        const Seen seen = run_talk(world, server_address, text, text.size());
        QVERIFY(seen.got == text);
        QCOMPARE(world.leftovers(), std::string());
    }

    void theSameSeedTakesTheSameTime() {
        Duration took[3];
        int i = 0;
        for (const std::uint64_t seed : {5U, 5U, 6U}) {
            SimWorld world(seed);
            LinkQuality link;
            link.loss_percent = 20;
            link.jitter = 20ms;
            world.sim_network().listen(server_address, echo_host(link));
            took[i++] = run_talk(world, server_address, sample(3000), 3000).took;
        }
        QVERIFY(took[0] == took[1]);
        QVERIFY(took[0] != took[2]);
    }

    void tellsHowAnAddressAnswers_data() {
        QTest::addColumn<int>("manner");
        QTest::addColumn<int>("error");
        QTest::newRow("refuses") << int(SimHost::Manner::refuses) << ECONNREFUSED;
        QTest::newRow("blackhole") << int(SimHost::Manner::blackhole) << ETIMEDOUT;
        QTest::newRow("unreachable") << int(SimHost::Manner::unreachable) << ENETUNREACH;
        QTest::newRow("nobody there") << -1 << ECONNREFUSED;
    }
    void tellsHowAnAddressAnswers() {
        QFETCH(int, manner);
        QFETCH(int, error);
        SimWorld world(1);
        if (manner >= 0) {
            SimHost host = echo_host({});
            host.manner = static_cast<SimHost::Manner>(manner);
            world.sim_network().listen(server_address, host);
        }
        QCOMPARE(run_talk(world, server_address, "x", 1).connect_error, error);
        QCOMPARE(world.leftovers(), std::string());
    }

    void halfOpenPeerNeverAnswersAndTheWorldSaysThatNothingMoves() {
        SimWorld world(1);
        SimHost host = echo_host({});
        host.manner = SimHost::Manner::half_open;
        world.sim_network().listen(server_address, host);
        Seen seen;
        {
            SimDriver driver(world);
            async::Root root(driver.reactor(), talk(driver.reactor(), server_address, "x", 1, seen));
            QVERIFY(!driver.run_until([&] { return root.finished(); }));
        }
        QCOMPARE(seen.connect_error, 0);
        QVERIFY(seen.got.empty());
        QCOMPARE(world.leftovers(), std::string());
    }

    void endsAndResetsArriveAfterTheData_data() {
        QTest::addColumn<bool>("reset");
        QTest::newRow("end") << false;
        QTest::newRow("reset") << true;
    }
    void endsAndResetsArriveAfterTheData() {
        QFETCH(bool, reset);
        SimWorld world(3);
        SimHost host;
        host.accept = [reset](SimConnection& connection) {
            return std::make_unique<SpeakingPeer>(connection, sample(100'000), reset);
        };
        world.sim_network().listen(server_address, host);
        const Seen seen = run_talk(world, server_address, "", 200'000);
        QVERIFY(seen.got == sample(100'000));
        QCOMPARE(seen.ended, !reset);
        QCOMPARE(seen.error, reset ? ECONNRESET : 0);
    }

    void bandwidthAndDelayTakeVirtualTime() {
        SimWorld world(3);
        SimHost host;
        host.link.bytes_per_second = 1000;
        host.link.delay = 1s;
        host.accept = [](SimConnection& connection) {
            return std::make_unique<SpeakingPeer>(connection, sample(60'000), false);
        };
        world.sim_network().listen(server_address, host);
        const Seen seen = run_talk(world, server_address, "", 60'000);
        QVERIFY(seen.took > 60s);
        QVERIFY(seen.took < 70s);
    }

    void boundOfVirtualTimeEndsWhatHangs() {
        SimWorld world(3);
        world.set_bound(10s);
        SimDriver driver(world);
        auto sleeps = [](async::Reactor& reactor) -> Task<void> {
            for (;;) {
                co_await async::SleepUntil(reactor, Duration(1s));
            }
        };
        async::Root root(driver.reactor(), sleeps(driver.reactor()));
        QVERIFY(!driver.run_until([&] { return root.finished(); }));
        QVERIFY(!world.stuck().empty());
    }

    void workersRunLaterOnTheSameThread() {
        SimWorld world(3);
        SimDriver driver(world);
        Duration took{0};
        int value = 0;
        auto work = [](SimWorld& w, async::Reactor& reactor, Duration& d, int& v) -> Task<void> {
            const Instant start = reactor.now();
            auto job = [] { return 42; };
            v = co_await async::offload(reactor, w.workers(), std::move(job));
            d = reactor.now() - start;
        };
        async::Root root(driver.reactor(), work(world, driver.reactor(), took, value));
        QVERIFY(driver.run_until([&] { return root.finished(); }));
        QCOMPARE(value, 42);
        QVERIFY(took > 0ns);
    }

    void resolverKnowsNamesLiteralsAndFamilies() {
        SimWorld world(1);
        world.name("both.test", {{sys::Address::v6({1}, 0), sys::Address::v4({10, 0, 0, 9}, 0)}, 0});
        QCOMPARE(world.resolver().resolve("both.test", 80, sys::FamilyChoice::any).addresses.size(), std::size_t(2));
        const auto v4 = world.resolver().resolve("both.test", 81, sys::FamilyChoice::v4);
        QCOMPARE(v4.addresses.size(), std::size_t(1));
        QCOMPARE(v4.addresses[0].text(), std::string("10.0.0.9:81"));
        QCOMPARE(world.resolver().resolve("192.0.2.1", 1, sys::FamilyChoice::any).addresses[0].port(),
                 std::uint16_t(1));
        QVERIFY(world.resolver().resolve("nobody.test", 80, sys::FamilyChoice::any).error != 0);
    }

    void openSocketIsFoundAmongTheLeftovers() {
        SimWorld world(1);
        int error = 0;
        const sys::Fd fd = world.network().open(sys::Family::v4, error);
        QVERIFY(!world.leftovers().empty());
        world.network().close(fd);
        QCOMPARE(world.leftovers(), std::string());
    }
};
SL_TEST_CLASS(SimWorldTest)

}  // namespace sluice::sim

#include "sim_world_test.moc"
