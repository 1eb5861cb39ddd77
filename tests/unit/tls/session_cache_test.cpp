#include "engine/tls/session_cache.h"

#include <QTest>

#include <openssl/ssl.h>

#include "tests/support/fake_clock.h"
#include "tests/support/test_class.h"

using namespace sluice;
using tls::SessionCache;
using tls::SessionKey;

namespace {
SessionCache::Session session(int version) {
    SSL_SESSION* made = SSL_SESSION_new();
    SSL_SESSION_set_protocol_version(made, version);
    const unsigned char id[] = {1, 2, 3};
    SSL_SESSION_set1_id(made, id, sizeof id);  // what makes it resumable
    return SessionCache::Session(made, SSL_SESSION_free);
}
SessionKey key(const std::string& host, std::uint16_t port = 443, bool verify = true) {
    TlsOptions options;
    options.verify_peer = verify;
    return SessionKey(host, port, options);
}
}  // namespace

class SessionCacheTest : public QObject {
    Q_OBJECT
    test::FakeClock clock_;

  private slots:
    void givesATicketOfTls13OnlyOnce() {
        SessionCache cache(clock_);
        const auto first = session(TLS1_3_VERSION);
        const auto second = session(TLS1_3_VERSION);
        cache.put(key("a"), first);
        cache.put(key("a"), second);
        QCOMPARE(cache.take(key("a")), second);
        QCOMPARE(cache.take(key("a")), first);
        QCOMPARE(cache.take(key("a")), nullptr);
        QCOMPARE(cache.peers(), 0U);
    }
    void givesASessionOfTls12AgainAndAgain() {
        SessionCache cache(clock_);
        const auto first = session(TLS1_2_VERSION);
        const auto second = session(TLS1_2_VERSION);
        cache.put(key("a"), first);
        QCOMPARE(cache.take(key("a")), first);
        QCOMPARE(cache.take(key("a")), first);
        cache.put(key("a"), second);
        QCOMPARE(cache.take(key("a")), second);
    }
    void keepsNoMoreThanTheNewestTicketsOfAPeer() {
        SessionCache cache(clock_);
        const auto oldest = session(TLS1_3_VERSION);
        cache.put(key("a"), oldest);
        for (std::size_t i = 0; i < SessionCache::most_tickets; ++i) {
            cache.put(key("a"), session(TLS1_3_VERSION));
        }
        for (std::size_t i = 0; i < SessionCache::most_tickets; ++i) {
            const auto taken = cache.take(key("a"));
            QVERIFY(taken != nullptr);
            QVERIFY(taken != oldest);
        }
        QCOMPARE(cache.take(key("a")), nullptr);
    }
    void neverMixesPeersPortsOrOptions() {
        SessionCache cache(clock_);
        cache.put(key("a", 443, false), session(TLS1_2_VERSION));
        QCOMPARE(cache.take(key("a", 443, true)), nullptr);
        QCOMPARE(cache.take(key("a", 444, false)), nullptr);
        QCOMPARE(cache.take(key("b", 443, false)), nullptr);
        QVERIFY(cache.take(key("a", 443, false)) != nullptr);
    }
    void forgetsThePeerThatWasUsedLeastRecently() {
        SessionCache cache(clock_);
        for (std::size_t i = 0; i < SessionCache::most_peers; ++i) {
            cache.put(key(std::to_string(i)), session(TLS1_2_VERSION));
        }
        QVERIFY(cache.take(key("0")) != nullptr);  // 1 is the oldest now
        cache.put(key("new"), session(TLS1_2_VERSION));
        QCOMPARE(cache.peers(), SessionCache::most_peers);
        QVERIFY(cache.take(key("0")) != nullptr);
        QVERIFY(cache.take(key("1")) == nullptr);
        QVERIFY(cache.take(key("new")) != nullptr);
    }
    void dropsSessionsAfterADaySleepIncluded() {
        SessionCache cache(clock_);
        cache.put(key("a"), session(TLS1_2_VERSION));
        clock_.sleep(SessionCache::longest_life - std::chrono::seconds(1));
        QVERIFY(cache.take(key("a")) != nullptr);
        clock_.sleep(std::chrono::seconds(1));
        QVERIFY(cache.take(key("a")) == nullptr);
        QCOMPARE(cache.peers(), 0U);
    }
    void ignoresWhatCannotBeResumed() {
        SessionCache cache(clock_);
        cache.put(key("a"), nullptr);
        cache.put(key("a"), SessionCache::Session(SSL_SESSION_new(), SSL_SESSION_free));
        QCOMPARE(cache.peers(), 0U);
    }
    void clearForgetsAll() {
        SessionCache cache(clock_);
        cache.put(key("a"), session(TLS1_2_VERSION));
        cache.clear();
        QVERIFY(cache.take(key("a")) == nullptr);
    }
};

SL_TEST_CLASS(SessionCacheTest)
#include "session_cache_test.moc"
