#include "engine/conn/happy_eyeballs.h"

#include <QObject>
#include <QTest>

#include "tests/sim/sim_driver.h"
#include "tests/sim/sim_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;
using namespace std::chrono_literals;

class HappyEyeballsTest : public QObject {
    Q_OBJECT
  private slots:
    void interleavesFamilies_data();
    void interleavesFamilies();
    void oneAddressOfIpv6IsEnough();
    void triesTheNextAtThePace();
    void triesTheNextAtOnceAfterAFailure();
    void keepsSixOpenAndDropsTheOldest();
    void saysWhyNoneAnswered();
};

namespace {

sys::Address address(const std::string& text) {
    return *sys::Address::parse(text, 80);
}

class Peer : public sim::SimPeer {
  public:
    void on_data(Bytes) override {}
};

sim::SimHost host(sim::SimHost::Manner manner) {
    sim::SimHost out;
    out.manner = manner;
    out.accept = [](sim::SimConnection&) { return std::make_unique<Peer>(); };
    return out;
}

struct Outcome {
    std::optional<Result<Connected>> result;
    std::vector<RequestRecord> requests = std::vector<RequestRecord>(1);
    Duration took{};
    std::size_t most_open = 0;
};

async::Task<void> connect(async::Reactor& reactor, const std::vector<sys::Address>& addresses, Outcome& out) {
    const SocketOptions options;
    const LocalBinding local;
    const SocketPlan plan{options, local, nullptr};
    ConnectListener listener;
    ConnectReport report(out.requests, reactor.now(), reactor.now(), listener);
    auto connected = co_await connect_first(reactor, addresses, plan, 200ms, report);
    out.took = reactor.now() - report.start;
    out.result.emplace(std::move(connected));
}

Outcome connect_in(sim::SimWorld& world, const std::vector<sys::Address>& addresses) {
    Outcome out;
    sim::SimDriver driver(world);
    async::Root root(driver.reactor(), connect(driver.reactor(), addresses, out));
    while (!out.result && driver.turn()) {
        out.most_open = std::max(out.most_open, world.sim_network().open_sockets());
    }
    if (out.result && *out.result) {
        (*out.result)->stream.reset();
    }
    return out;
}

}  // namespace

void HappyEyeballsTest::interleavesFamilies_data() {
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("order");
    QTest::newRow("none") << QByteArray("") << QByteArray("");
    QTest::newRow("one") << QByteArray("10.0.0.1") << QByteArray("10.0.0.1");
    QTest::newRow("IPv6 first") << QByteArray("10.0.0.1 fd00::1") << QByteArray("fd00::1 10.0.0.1");
    QTest::newRow("in turn") << QByteArray("10.0.0.1 10.0.0.2 fd00::1 fd00::2")
                             << QByteArray("fd00::1 10.0.0.1 fd00::2 10.0.0.2");
    QTest::newRow("more of one") << QByteArray("fd00::1 fd00::2 fd00::3 10.0.0.1")
                                 << QByteArray("fd00::1 10.0.0.1 fd00::2 fd00::3");
}

void HappyEyeballsTest::interleavesFamilies() {
    QFETCH(QByteArray, given);
    std::vector<sys::Address> addresses;
    for (const QByteArray& text : given.split(' ')) {
        if (!text.isEmpty()) {
            addresses.push_back(address(text.toStdString()));
        }
    }
    QByteArrayList order;
    for (const sys::Address& one : interleave(addresses)) {
        order << QByteArray::fromStdString(one.ip());
    }
    QTEST(order.join(' '), "order");
}

void HappyEyeballsTest::oneAddressOfIpv6IsEnough() {
    sim::SimWorld world(1);
    world.sim_network().listen(address("fd00::1"), host(sim::SimHost::Manner::accepts));
    const Outcome out = connect_in(world, {address("fd00::1")});
    QVERIFY(out.result->has_value());
    QCOMPARE((*out.result)->remote, address("fd00::1"));
    QVERIFY(out.took < 100ms);
    QCOMPARE(world.leftovers(), std::string());
}

void HappyEyeballsTest::triesTheNextAtThePace() {
    sim::SimWorld world(1);
    world.sim_network().listen(address("10.0.0.1"), host(sim::SimHost::Manner::blackhole));
    world.sim_network().listen(address("10.0.0.2"), host(sim::SimHost::Manner::accepts));
    const Outcome out = connect_in(world, {address("10.0.0.1"), address("10.0.0.2")});
    QVERIFY(out.result->has_value());
    QCOMPARE((*out.result)->remote, address("10.0.0.2"));
    QVERIFY(out.took >= 200ms && out.took < 300ms);
    QCOMPARE(out.requests[0].lost.size(), std::size_t(1));
    QCOMPARE(out.requests[0].lost[0].reason, std::string("slower"));
    QCOMPARE(world.leftovers(), std::string());
}

void HappyEyeballsTest::triesTheNextAtOnceAfterAFailure() {
    sim::SimWorld world(1);
    world.sim_network().listen(address("10.0.0.1"), host(sim::SimHost::Manner::refuses));
    world.sim_network().listen(address("10.0.0.2"), host(sim::SimHost::Manner::accepts));
    const Outcome out = connect_in(world, {address("10.0.0.1"), address("10.0.0.2")});
    QVERIFY(out.result->has_value());
    QVERIFY(out.took < 100ms);
    QCOMPARE(out.requests[0].lost.size(), std::size_t(1));
}

void HappyEyeballsTest::keepsSixOpenAndDropsTheOldest() {
    sim::SimWorld world(1);
    std::vector<sys::Address> addresses;
    for (int i = 1; i <= 9; ++i) {
        addresses.push_back(address("10.0.0." + std::to_string(i)));
        world.sim_network().listen(addresses.back(),
                                   host(i == 9 ? sim::SimHost::Manner::accepts : sim::SimHost::Manner::blackhole));
    }
    const Outcome out = connect_in(world, addresses);
    QVERIFY(out.result->has_value());
    QCOMPARE((*out.result)->remote, addresses.back());
    QVERIFY(out.took >= 1600ms && out.took < 1700ms);
    QCOMPARE(out.most_open, std::size_t(6));
    QCOMPARE(out.requests[0].lost.size(), std::size_t(8));
    for (std::size_t i = 0; i < 8; ++i) {
        QCOMPARE(out.requests[0].lost[i].address, addresses[i].text());
        QCOMPARE(out.requests[0].lost[i].reason == "slower", i >= 3);
    }
    QCOMPARE(world.leftovers(), std::string());
}

void HappyEyeballsTest::saysWhyNoneAnswered() {
    sim::SimWorld world(1);
    world.sim_network().listen(address("10.0.0.1"), host(sim::SimHost::Manner::unreachable));
    world.sim_network().listen(address("10.0.0.2"), host(sim::SimHost::Manner::refuses));
    const Outcome out = connect_in(world, {address("10.0.0.1"), address("10.0.0.2")});
    QVERIFY(!*out.result);
    QCOMPARE(out.result->error().kind, Kind::net_refused);
    QCOMPARE(out.result->error().code, Code::couldnt_connect);
    QCOMPARE(out.requests[0].lost.size(), std::size_t(2));
    QCOMPARE(world.leftovers(), std::string());
}

SL_TEST_CLASS(HappyEyeballsTest)
#include "happy_eyeballs_test.moc"
