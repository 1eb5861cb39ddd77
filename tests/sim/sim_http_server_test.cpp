#include "tests/sim/sim_http_server.h"

#include <QtTest>

#include "engine/stream/tcp_stream.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"

namespace sluice::sim {
namespace {

using namespace std::chrono_literals;
using Framing = SimHttpServer::Character::Framing;
const sys::Address address = sys::Address::v4({10, 0, 0, 2}, 80);

/// Sends `request` and takes what comes until the end, `most` bytes, or nothing moves any more.
async::Task<void> ask(async::Reactor& reactor, std::string request, std::size_t most, std::string& got) {
    int error = 0;
    const sys::Fd fd = reactor.world().network().open(sys::Family::v4, error);
    stream::TcpStream stream(reactor, fd);
    reactor.world().network().connect(fd, address);
    co_await reactor.writable(fd);
    auto sent = co_await stream::write_all(reactor, stream, as_bytes(request));
    while (sent && got.size() < most) {
        std::byte buffer[4096];
        auto size = co_await stream::read_some(reactor, stream, buffer);
        if (!size || *size == 0) {
            break;
        }
        got += as_text(Bytes(buffer).first(*size));
    }
}

struct Asked {
    std::string got;
    std::vector<Served> served;
    std::string leftovers;
};

Asked ask_server(SimHttpServer::Character character, const std::string& request, std::size_t most = 200'000) {
    SimWorld world(11);
    world.set_bound(1h);
    SimHttpServer server(world.rng().fork(), std::move(character));
    server.add_version({"0123456789", "\"a\"", "Mon, 01 Jan 2024 00:00:00 GMT"});
    server.add_version({"abcdefghij", "\"b\"", "Tue, 02 Jan 2024 00:00:00 GMT"});
    world.sim_network().listen(address, server.host({}));
    Asked out;
    {
        SimDriver driver(world);
        async::Root root(driver.reactor(), ask(driver.reactor(), request, most, out.got));
        driver.run_until([&] { return root.finished(); });
    }
    out.served = server.served();
    out.leftovers = world.leftovers();
    return out;
}

const std::string plain_get = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

}  // namespace

class SimHttpServerTest : public QObject {
    Q_OBJECT

  private slots:
    void servesRangesAsTheirHeadersSay_data() {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("whole") << QByteArray() << 200 << QByteArray("0123456789");
        QTest::newRow("middle") << QByteArray("Range: bytes=2-4\r\n") << 206 << QByteArray("234");
        QTest::newRow("to the end") << QByteArray("Range: bytes=7-\r\n") << 206 << QByteArray("789");
        QTest::newRow("suffix") << QByteArray("Range: bytes=-2\r\n") << 206 << QByteArray("89");
        QTest::newRow("past the end") << QByteArray("Range: bytes=10-\r\n") << 416 << QByteArray("no");
        QTest::newRow("same tag") << QByteArray("Range: bytes=2-4\r\nIf-Range: \"a\"\r\n") << 206 << QByteArray("234");
        QTest::newRow("other tag") << QByteArray("Range: bytes=2-4\r\nIf-Range: \"z\"\r\n") << 200
                                   << QByteArray("0123456789");
    }
    void servesRangesAsTheirHeadersSay() {
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const Asked asked =
            ask_server({}, "GET / HTTP/1.1\r\nHost: x\r\n" + headers.toStdString() + "Connection: close\r\n\r\n");
        QCOMPARE(asked.served.size(), std::size_t(1));
        QCOMPARE(asked.served[0].status, status);
        QCOMPARE(asked.served[0].right.value(), body.toStdString());
        const QByteArray got = QByteArray::fromStdString(asked.got);
        QVERIFY(got.startsWith("HTTP/1.1 " + QByteArray::number(status)));
        QVERIFY(got.endsWith("\r\n\r\n" + body));
        QCOMPARE(asked.leftovers, std::string());
    }

    void everyLieIsTold_data() {
        QTest::addColumn<int>("lie");
        QTest::addColumn<int>("framing");
        for (int lie = 0; lie < int(Lie::count_); ++lie) {
            for (const Framing framing : {Framing::length, Framing::chunked, Framing::close}) {
                QTest::addRow("%s, framing %d", name_of(Lie(lie)), int(framing)) << lie << int(framing);
            }
        }
    }
    void everyLieIsTold() {
        QFETCH(int, lie);
        QFETCH(int, framing);
        SimHttpServer::Character character;
        character.lie_percent = 100;
        character.lies = {Lie(lie)};
        character.framing = Framing(framing);
        const Asked asked = ask_server(character, plain_get, 20'000);
        QCOMPARE(asked.served.size(), std::size_t(1));
        QCOMPARE(name_of(asked.served[0].lie), name_of(Lie(lie)));
        QCOMPARE(asked.leftovers, std::string());
    }

    void goesOnToTheNextVersion() {
        SimHttpServer::Character character;
        character.lie_percent = 100;
        character.lies = {Lie::changed};
        QVERIFY(ask_server(character, plain_get).got.find("abcdefghij") != std::string::npos);
    }

    void keepsTheConnectionForTheNextRequest() {
        const std::string two = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n" + plain_get;
        QCOMPARE(ask_server({}, two).served.size(), std::size_t(2));
    }
};
SL_TEST_CLASS(SimHttpServerTest)

}  // namespace sluice::sim

#include "sim_http_server_test.moc"
