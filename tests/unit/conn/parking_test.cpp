#include "engine/conn/parking.h"

#include <QTest>

#include "engine/conn/connection.h"
#include "engine/sys/real_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;
using namespace std::chrono_literals;

namespace {

constexpr Instant start{1'000'000s};

/// A stream that moves, or not, and counts how many live.
class FakeStream : public stream::Stream {
  public:
    explicit FakeStream(bool moves) : moves_(moves) { ++living; }
    ~FakeStream() override { --living; }
    sys::IoResult try_read(MutableBytes) override { return sys::IoResult::blocked(); }
    sys::IoResult try_write(Bytes) override { return sys::IoResult::blocked(); }
    stream::BlockedOn read_blocked_on() const override { return {}; }
    stream::BlockedOn write_blocked_on() const override { return {}; }
    Error last_error() const override { return {}; }
    bool idle_and_alive() override { return true; }
    sys::Fd descriptor() const override { return 7; }
    bool reads_pass_through() const override { return true; }
    bool leave_reactor(sys::Network&) override { return moves_; }

    static int living;

  private:
    bool moves_;
};
int FakeStream::living = 0;

std::unique_ptr<Connection> connection_to(const std::string& origin, Instant last_used = start, bool moves = true) {
    auto connection = std::make_unique<Connection>();
    connection->key.origin = origin;
    connection->last_used = last_used;
    connection->stream = std::make_unique<FakeStream>(moves);
    return connection;
}

std::shared_ptr<tls::Context> context_of(const TlsOptions& options, const tls::LastWord& last_word = {}) {
    return *tls::Context::make(options, nullptr, last_word);
}

}  // namespace

class ParkingTest : public QObject {
    Q_OBJECT

  private slots:
    void cleanup() { QCOMPARE(FakeStream::living, 0); }
    void givesBackWhatWasLeft();
    void givesTheOneUsedLast();
    void keepsWhatCannotMove();
    void comparesTrustByWhatItWasMadeFrom();
    void keepsContextsWithALastWordApart();
    void closesTheOldest();
    void doesNotKeepItselfAlive();

  private:
    sys::RealWorld world_;
};

void ParkingTest::givesBackWhatWasLeft() {
    Parking parking(world_.network());
    auto one = connection_to("http://a.test:80");
    QVERIFY(parking.park(one, start));
    QVERIFY(one == nullptr);
    ConnectionKey other;
    other.origin = "http://b.test:80";
    QVERIFY(parking.take(other) == nullptr);
    other.origin = "http://a.test:80";
    const auto found = parking.take(other);
    QVERIFY(found != nullptr);
    QVERIFY(parking.take(other) == nullptr);
    auto two = connection_to("http://a.test:80");
    parking.park(two, start);
    parking.clear();
    QCOMPARE(parking.size(), std::size_t(0));
}

void ParkingTest::givesTheOneUsedLast() {
    Parking parking(world_.network());
    for (int id = 0; id < 3; ++id) {
        auto one = connection_to("http://a.test:80", start + std::chrono::seconds(id));
        one->id = id;
        parking.park(one, start + std::chrono::seconds(id));
    }
    ConnectionKey key;
    key.origin = "http://a.test:80";
    QCOMPARE(parking.take(key)->id, std::int64_t(2));
    QCOMPARE(parking.take(key)->id, std::int64_t(1));
}

void ParkingTest::keepsWhatCannotMove() {
    Parking parking(world_.network());
    auto one = connection_to("http://a.test:80", start, false);
    QVERIFY(!parking.park(one, start));
    QVERIFY(one != nullptr);
    QCOMPARE(parking.size(), std::size_t(0));
}

void ParkingTest::comparesTrustByWhatItWasMadeFrom() {
    TlsOptions options;
    options.verify_peer = false;
    Parking parking(world_.network());
    auto one = connection_to("https://a.test:443");
    one->key.context = context_of(options);
    parking.park(one, start);
    ConnectionKey key;
    key.origin = "https://a.test:443";
    QVERIFY(parking.take(key) == nullptr);
    TlsOptions others = options;
    others.verify_host = false;
    key.context = context_of(others);
    QVERIFY(parking.take(key) == nullptr);
    key.context = context_of(options);
    const auto found = parking.take(key);
    QVERIFY(found != nullptr);
    QVERIFY(found->key == key);  // from now on it is found by the context of its new Multi
}

void ParkingTest::keepsContextsWithALastWordApart() {
    TlsOptions options;
    options.verify_peer = false;
    Parking parking(world_.network());
    auto one = connection_to("https://a.test:443");
    one->key.context = context_of(options, [](ssl_ctx_st*) { return Result<void>(); });
    QVERIFY(!parking.park(one, start));
}

void ParkingTest::closesTheOldest() {
    Parking parking(world_.network());
    auto old = connection_to("http://old.test:80");
    parking.park(old, start);
    auto fresh = connection_to("http://fresh.test:80", start + Parking::longest_rest + 1ns);
    parking.park(fresh, start + Parking::longest_rest + 1ns);
    QCOMPARE(parking.size(), std::size_t(1));
    for (std::size_t i = 0; i < Parking::most; ++i) {
        auto one = connection_to("http://many.test:80", start + Parking::longest_rest + 1ns);
        parking.park(one, start + Parking::longest_rest + 1ns);
    }
    QCOMPARE(parking.size(), Parking::most);
    ConnectionKey key;
    key.origin = "http://fresh.test:80";
    QVERIFY(parking.take(key) == nullptr);
}

void ParkingTest::doesNotKeepItselfAlive() {
    auto parking = std::make_shared<Parking>(world_.network());
    auto one = connection_to("http://a.test:80");
    one->parking = parking;
    QVERIFY(parking->park(one, start));
    QCOMPARE(parking.use_count(), 1L);
}

SL_TEST_CLASS(ParkingTest)
#include "parking_test.moc"
