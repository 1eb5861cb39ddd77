#include "engine/dns/cache.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::dns;
using namespace std::chrono_literals;

class DnsCacheTest : public QObject {
    Q_OBJECT
  private slots:
    void keepsForItsLifetime();
    void keepsWhatDoesNotExistHalfAsLong();
    void permanentEntriesStay();
    void dropsTheOldestWhenFull();
};

namespace {
const std::vector<sys::Address> addresses{*sys::Address::parse("192.0.2.1", 80)};
CacheKey key(const std::string& host) {
    return {host, 80, sys::FamilyChoice::any};
}
Instant at(std::chrono::seconds s) {
    return Instant(s);
}
}  // namespace

void DnsCacheTest::keepsForItsLifetime() {
    Cache cache;
    cache.store(key("a"), addresses, at(0s), false);
    QVERIFY(cache.find(key("a"), 60s, at(59s)));
    QVERIFY(cache.find(key("a"), -1s, at(10'000s)));
    QVERIFY(!cache.find(key("a"), 0s, at(0s)));
    cache.store(key("a"), addresses, at(0s), false);
    QVERIFY(!cache.find(key("a"), 60s, at(60s)));
    QVERIFY(!cache.find({"a", 81, sys::FamilyChoice::any}, 60s, at(0s)));
}

void DnsCacheTest::keepsWhatDoesNotExistHalfAsLong() {
    Cache cache;
    cache.store(key("a"), {}, at(0s), false);
    QVERIFY(cache.find(key("a"), 60s, at(29s)));
    QVERIFY(!cache.find(key("a"), 60s, at(30s)));
}

void DnsCacheTest::permanentEntriesStay() {
    Cache cache;
    cache.store(key("a"), addresses, at(0s), true);
    QVERIFY(cache.find(key("a"), 0s, at(100'000s)));
    cache.remove(key("a"));
    QVERIFY(!cache.find(key("a"), 60s, at(0s)));
}

void DnsCacheTest::dropsTheOldestWhenFull() {
    Cache cache(3);
    cache.store(key("kept"), addresses, at(0s), true);
    cache.store(key("old"), addresses, at(1s), false);
    cache.store(key("new"), addresses, at(2s), false);
    cache.store(key("newest"), addresses, at(3s), false);
    QCOMPARE(cache.size(), std::size_t(3));
    QVERIFY(!cache.find(key("old"), 60s, at(3s)));
    QVERIFY(cache.find(key("kept"), 60s, at(3s)));
}

SL_TEST_CLASS(DnsCacheTest)
#include "cache_test.moc"
