#include "engine/conn/local_binding.h"

#include <QObject>
#include <QTest>

#include <netdb.h>

#include "tests/sim/sim_driver.h"
#include "tests/sim/sim_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class LocalBindingTest : public QObject {
    Q_OBJECT
  private slots:
    void findsTheLocalEnd_data();
    void findsTheLocalEnd();
    void bindsSockets_data();
    void bindsSockets();
    void bindsNothingByDefault();
};

namespace {

sys::Address address(const char* text, std::uint16_t port = 0) {
    return *sys::Address::parse(text, port);
}

void furnish(sim::SimWorld& world) {
    world.sim_network().add_device("eth0", {address("10.0.0.5"), address("fe80::5"), address("2001:db8::5")});
    world.sim_network().add_device("four0", {address("10.0.0.6")});
    world.name("here.test", {{address("10.0.0.7"), address("2001:db8::7")}, 0});
    world.name("gone.test", {{}, EAI_NONAME});
    world.sim_network().occupy(5000);
    world.sim_network().occupy(5001);
}

async::Task<void> find(sim::SimWorld&, async::Reactor& reactor, dns::NameService& names, const SocketOptions& options,
                       std::optional<Result<LocalBinding>>& out) {
    auto found = co_await find_local_end(reactor, names, options);
    out.emplace(std::move(found));
}

Result<LocalBinding> find_in(sim::SimWorld& world, const SocketOptions& options) {
    sim::SimDriver driver(world);
    std::optional<Result<LocalBinding>> out;
    {
        dns::NameService names(driver.reactor());
        async::Root root(driver.reactor(), find(world, driver.reactor(), names, options, out));
        while (!out && driver.turn()) {
        }
    }
    return std::move(*out);
}

}  // namespace

void LocalBindingTest::findsTheLocalEnd_data() {
    QTest::addColumn<QByteArray>("interface");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char* interface, const char* found) {
        QTest::newRow(interface) << QByteArray(interface) << QByteArray(found);
    };
    row("", "");
    row("eth0", "eth0* 10.0.0.5 fe80::5 2001:db8::5");
    row("if!eth0", "eth0* 10.0.0.5 fe80::5 2001:db8::5");
    row("if!none0", "net.bind 45");
    row("here.test", "10.0.0.7 2001:db8::7");
    row("host!here.test", "10.0.0.7 2001:db8::7");
    row("host!eth0", "net.bind 45");
    row("gone.test", "net.bind 45");
    row("192.0.2.3", "192.0.2.3");
    row("host!2001:db8::9", "2001:db8::9");
    row("ifhost!eth0!here.test", "eth0 10.0.0.7 2001:db8::7");
    row("ifhost!eth0!192.0.2.3", "eth0 192.0.2.3");
    row("ifhost!none0!192.0.2.3", "net.bind 45");
    row("if!", "option.syntax 43");
}

void LocalBindingTest::findsTheLocalEnd() {
    QFETCH(QByteArray, interface);
    sim::SimWorld world(1);
    furnish(world);
    SocketOptions options;
    options.interface = interface.toStdString();
    options.local_port = 700;
    options.local_port_range = 3;
    const auto found = find_in(world, options);
    QByteArrayList parts;
    if (!found) {
        parts << kind_name(found.error().kind) << QByteArray::number(int(found.error().code));
    } else {
        QCOMPARE(found->ports.first, std::uint16_t(700));
        QCOMPARE(found->ports.count, 3);
        if (!found->device.empty()) {
            parts << QByteArray::fromStdString(found->device) + (found->device_suffices ? "*" : "");
        }
        for (const sys::Address& one : found->addresses) {
            parts << QByteArray::fromStdString(one.ip());
        }
    }
    QTEST(parts.join(' '), "found");
}

void LocalBindingTest::bindsSockets_data() {
    QTest::addColumn<QByteArray>("interface");
    QTest::addColumn<QByteArray>("peer");
    QTest::addColumn<bool>("may_bind_device");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("range");
    QTest::addColumn<QByteArray>("bound");
    const auto row = [](const char* name, const char* interface, const char* peer, bool may, int port, int range,
                        const char* bound) {
        QTest::newRow(name) << QByteArray(interface) << QByteArray(peer) << may << port << range << QByteArray(bound);
    };
    row("device", "eth0", "192.0.2.1", true, 0, 1, "0.0.0.0:0");
    row("device without the right", "eth0", "192.0.2.1", false, 0, 1, "10.0.0.5:0");
    row("IPv6 of the same scope", "eth0", "2001:db8::1", false, 0, 1, "[2001:db8::5]:0");
    row("link-local", "eth0", "fe80::1", false, 0, 1, "[fe80::5]:0");
    row("device without that IP version", "if!four0", "2001:db8::1", false, 0, 1, "net.bind if!four0");
    row("device with a port", "eth0", "192.0.2.1", true, 6000, 1, "0.0.0.0:6000");
    row("device without the right, with a port", "eth0", "192.0.2.1", false, 6000, 1, "10.0.0.5:6000");
    row("device and host", "ifhost!eth0!10.0.0.9", "192.0.2.1", true, 0, 1, "10.0.0.9:0");
    row("host", "host!here.test", "2001:db8::1", true, 0, 1, "[2001:db8::7]:0");
    row("host of the other IP version", "10.0.0.9", "2001:db8::1", true, 0, 1, "net.bind 10.0.0.9");
    row("port alone", "", "192.0.2.1", true, 6000, 1, "0.0.0.0:6000");
    row("port alone, IPv6", "", "2001:db8::1", true, 6000, 1, "[::]:6000");
    row("port in use", "", "192.0.2.1", true, 5000, 1, "net.bind 0.0.0.0:5000");
    row("next ports in use", "", "192.0.2.1", true, 5000, 2, "net.bind 0.0.0.0:5000");
    row("a free one in the range", "", "192.0.2.1", true, 5000, 3, "0.0.0.0:5002");
}

void LocalBindingTest::bindsSockets() {
    QFETCH(QByteArray, interface);
    QFETCH(QByteArray, peer);
    QFETCH(bool, may_bind_device);
    QFETCH(int, port);
    QFETCH(int, range);
    sim::SimWorld world(1);
    furnish(world);
    world.sim_network().allow_device_binding(may_bind_device);
    SocketOptions options;
    options.interface = interface.toStdString();
    options.local_port = port;
    options.local_port_range = range;
    const auto binding = find_in(world, options);
    QVERIFY(binding.has_value());
    const sys::Address remote = address(peer.constData(), 80);
    int error = 0;
    const sys::Fd fd = world.network().open(remote.family(), error);
    const auto bound = bind_socket(world.network(), fd, remote, *binding);
    const std::string got =
        bound ? (world.network().local_address(fd) == sys::Address() ? "0.0.0.0:0"
                                                                     : world.network().local_address(fd).text())
              : std::string(kind_name(bound.error().kind)) + ' ' + bound.error().facts().address;
    world.network().close(fd);
    QTEST(QByteArray::fromStdString(got), "bound");
}

void LocalBindingTest::bindsNothingByDefault() {
    sim::SimWorld world(1);
    int error = 0;
    const sys::Fd fd = world.network().open(sys::Family::v4, error);
    QVERIFY(bind_socket(world.network(), fd, address("192.0.2.1", 80), LocalBinding()));
    QVERIFY(world.network().local_address(fd) == sys::Address());
    world.network().close(fd);
}

SL_TEST_CLASS(LocalBindingTest)
#include "local_binding_test.moc"
