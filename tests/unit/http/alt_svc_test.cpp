#include "engine/http/alt_svc.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {

constexpr std::int64_t now = 1'700'000'000;
constexpr unsigned every = 7;

/// "h2 host:port ma persist, …".
std::string summary(const std::optional<AltSvcField>& field) {
    if (!field) {
        return "nothing";
    }
    if (field->clear) {
        return "clear";
    }
    std::string text;
    for (const AltSvcField::Value& value : field->values) {
        text += text.empty() ? "" : ", ";
        text += value.to.protocol == AltProtocol::h1 ? "h1 " : value.to.protocol == AltProtocol::h2 ? "h2 " : "h3 ";
        text += value.to.host + ':' + std::to_string(value.to.port) + ' ' + std::to_string(value.max_age) +
                (value.persist ? " persist" : "");
    }
    return text;
}

void learn(AltSvcCache& cache, const char* field, std::int64_t at = now) {
    cache.learn("o.test", 443, AltProtocol::h1, *parse_alt_svc(field), at);
}

std::string chosen(const AltSvcCache& cache, unsigned allowed = every, std::int64_t at = now) {
    const Alternative* to = cache.choose("o.test", 443, allowed, at);
    return to == nullptr ? "" : to->host + ':' + std::to_string(to->port);
}

}  // namespace

class AltSvcTest : public QObject {
    Q_OBJECT

  private slots:
    void readsTheField_data();
    void readsTheField();
    void takesABoundedNumber();
    void choosesTheDearestThatIsAllowed();
    void doesNotChooseTheOriginItself();
    void expires();
    void replacesAndClears();
    void forgetsOne();
    void readsItsFile();
    void countsLinesItCannotRead_data();
    void countsLinesItCannotRead();
    void writesWhatItReads();
    void forgetsWhatEndsFirst();
};

void AltSvcTest::readsTheField_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* value, const char* means) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(means);
    };
    // RFC 7838 3 and 3.1.
    row("h2=\":8000\"", "h2 :8000 86400");
    row("h2=\"new.example.org:80\"", "h2 new.example.org:80 86400");
    row("h2=\"alt.example.com:8000\", h2=\":443\"", "h2 alt.example.com:8000 86400, h2 :443 86400");
    row("h2=\":443\"; ma=3600", "h2 :443 3600");
    row("h2=\":443\"; ma=2592000; persist=1", "h2 :443 2592000 persist");
    row("w%3Dx%3Ay#z=\":443\"", "");
    row("clear", "clear");
    row(" clear ", "clear");
    row("Clear", "nothing");
    row("h3=\":443\";ma=0", "h3 :443 0");
    row("http%2F1.1=\":1\", h1=\":2\"", "h1 :1 86400, h1 :2 86400");
    row("H2=\":443\"", "");
    row("h3-29=\":443\", h2=\"a.test:1\"", "h2 a.test:1 86400");
    row("h2=\"[2001:DB8:0::1]:443\"", "h2 2001:db8::1:443 86400");
    row("h2=\"B\\A.test:443\"", "h2 ba.test:443 86400");
    row("h2=\":443\"; ma=\"60\" ; unknown=x;", "h2 :443 60");
    row("h2=\":443\"; persist=2", "h2 :443 86400");
    row("h2=\":443\"; MA=60", "h2 :443 60");
    row("h2 = \":443\"", "h2 :443 86400");
    row("bad, h2=\":443\"", "h2 :443 86400");
    row("h2=\":1\", h2=\":0\", h2=\":65536\", h2=\":\", h2=\"x\", h2=:3, h2=\":4\"x, h2=\":5\"; ma=x, h2=\":6\"; ma",
        "h2 :1 86400");
    row("h2=\"a b:443\"", "nothing");
    row("h2=\"[::1:443\"", "nothing");
    row("h2=\":443", "nothing");
    row("=\":443\"", "nothing");
    row("h2=\":443\"; ma=\"60", "nothing");
    row("", "nothing");
    row("%00=\":443\"", "nothing");
}

void AltSvcTest::readsTheField() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, means);
    QCOMPARE(QByteArray::fromStdString(summary(parse_alt_svc(value.toStdString()))), means);
}

void AltSvcTest::takesABoundedNumber() {
    std::string value;
    for (int i = 1; i <= 100; ++i) {
        value += "h2=\":" + std::to_string(i) + "\",";
    }
    QCOMPARE(parse_alt_svc(value)->values.size(), std::size_t(32));
}

void AltSvcTest::choosesTheDearestThatIsAllowed() {
    AltSvcCache cache;
    learn(cache, "h3=\":443\", h2=\"two.test:2\", h1=\"one.test:1\"");
    QCOMPARE(chosen(cache), std::string("o.test:443"));
    QCOMPARE(chosen(cache, 3), std::string("two.test:2"));
    QCOMPARE(chosen(cache, 1), std::string("one.test:1"));
    QCOMPARE(chosen(cache, 0), std::string());
    QVERIFY(cache.choose("o.test", 444, every, now) == nullptr);
    QVERIFY(cache.choose("two.test", 443, every, now) == nullptr);
}

void AltSvcTest::doesNotChooseTheOriginItself() {
    AltSvcCache cache;
    learn(cache, "h2=\":443\", h1=\"o.test:443\", h2=\":444\"");
    QCOMPARE(chosen(cache), std::string("o.test:444"));
}

void AltSvcTest::expires() {
    AltSvcCache cache;
    learn(cache, "h2=\"a.test:1\"; ma=60, h2=\"b.test:2\"; ma=0, h2=\"c.test:3\"");
    QCOMPARE(cache.size(), std::size_t(2));
    QCOMPARE(chosen(cache, every, now + 59), std::string("a.test:1"));
    QCOMPARE(chosen(cache, every, now + 60), std::string("c.test:3"));
    QCOMPARE(chosen(cache, every, now + 24 * 3600), std::string());
}

void AltSvcTest::replacesAndClears() {
    AltSvcCache cache;
    learn(cache, "h2=\"a.test:1\", h2=\"b.test:2\"");
    learn(cache, "h2=\"c.test:3\", h2=\"c.test:3\"; ma=5");
    QCOMPARE(cache.size(), std::size_t(1));
    QCOMPARE(chosen(cache), std::string("c.test:3"));
    learn(cache, "quic=\":1\"");
    QCOMPARE(cache.size(), std::size_t(0));
    learn(cache, "h2=\"c.test:3\"");
    learn(cache, "clear");
    QCOMPARE(cache.size(), std::size_t(0));
    learn(cache, "h2=\"c.test:3\"");
    cache.clear();
    QCOMPARE(chosen(cache), std::string());
}

void AltSvcTest::forgetsOne() {
    AltSvcCache cache;
    learn(cache, "h2=\"a.test:1\", h2=\"b.test:2\"");
    cache.forget("o.test", 443, *cache.choose("o.test", 443, every, now));
    QCOMPARE(chosen(cache), std::string("b.test:2"));
    cache.forget("o.test", 443, *cache.choose("o.test", 443, every, now));
    cache.forget("o.test", 443, {AltProtocol::h2, "b.test", 2});
    QCOMPARE(cache.size(), std::size_t(0));
}

void AltSvcTest::readsItsFile() {
    AltSvcCache cache;
    // The first line is the one curl documents.
    const std::size_t unreadable = cache.read(
        "# comment\nh2 example.com 443 h3 shiny.example.com 8443 \"20391231 10:00:00\" 1 0\r\n"
        "h1 o.test 443 h2 [::1] 8 \"20301231 10:00:00\" 0 0\n"
        "h1 old.test 443 h2 old.test 8 \"20201231 10:00:00\" 0 0\n",
        now);
    QCOMPARE(unreadable, std::size_t(0));
    QCOMPARE(cache.size(), std::size_t(2));
    QCOMPARE(chosen(cache), std::string("::1:8"));
    const Alternative* shiny = cache.choose("example.com", 443, every, now);
    QVERIFY(shiny != nullptr && *shiny == (Alternative{AltProtocol::h3, "shiny.example.com", 8443}));
}

void AltSvcTest::countsLinesItCannotRead_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line :
         {"h2 o.test 443 h3 a.test 8443 \"20391231 10:00:00\" 1", "h2 o.test 443 h3 a.test 8443 20391231 10:00:00 1 0",
          "hx o.test 443 h3 a.test 8443 \"20391231 10:00:00\" 1 0", "h2 o\x01test 443 h3 a 1 \"20391231 10:00:00\" 1 0",
          "h2 o.test 0 h3 a.test 8443 \"20391231 10:00:00\" 1 0", "h2 o.test 443 h9 a.test 1 \"20391231 10:00:00\" 1 0",
          "h2 o.test 443 h3 [x] 8443 \"20391231 10:00:00\" 1 0",
          "h2 o.test 443 h3 a.test 99999 \"20391231 10:00:00\" 1 0", "h2 o.test 443 h3 a.test 8443 \"later\" 1 0",
          "h2 o.test 443 h3 a.test 8443 \"20391231 10:00:00\" x 0",
          "h2 o.test 443 h3 a.test 8443 \"20391231 10:00:00\" 1 x", "h2"}) {
        QTest::newRow(line) << QByteArray(line);
    }
}

void AltSvcTest::countsLinesItCannotRead() {
    QFETCH(QByteArray, line);
    AltSvcCache cache;
    QCOMPARE(cache.read(line.toStdString(), now), std::size_t(1));
    QCOMPARE(cache.size(), std::size_t(0));
}

void AltSvcTest::writesWhatItReads() {
    const std::string lines =
        "h2 a.test 443 h3 [2001:db8::1] 8443 \"20391231 10:00:00\" 1 0\n"
        "h1 a.test 443 h1 b.test 1 \"20391231 10:00:00\" 0 0\n";
    AltSvcCache cache;
    QCOMPARE(cache.read(lines + lines, now), std::size_t(0));
    QCOMPARE(cache.size(), std::size_t(2));
    const std::string written = cache.write(now);
    QVERIFY(written.starts_with("#"));
    QVERIFY(written.ends_with("\n" + lines));
    QVERIFY(!cache.write(INT64_MAX).ends_with(lines));
}

void AltSvcTest::forgetsWhatEndsFirst() {
    AltSvcCache cache;
    AltSvcField field;
    field.values.push_back({{AltProtocol::h2, "a.test", 1}, 0, false});
    for (std::size_t i = 0; i <= AltSvcCache::most_entries; ++i) {
        field.values[0].max_age = i + 1;
        cache.learn(std::to_string(i) + ".test", 443, AltProtocol::h2, field, now);
    }
    QVERIFY(cache.size() <= AltSvcCache::most_entries);
    QVERIFY(cache.size() >= AltSvcCache::most_entries * 9 / 10);
    QVERIFY(cache.choose("0.test", 443, every, now) == nullptr);
    QVERIFY(cache.choose(std::to_string(AltSvcCache::most_entries) + ".test", 443, every, now) != nullptr);
}

SL_TEST_CLASS(AltSvcTest)
#include "alt_svc_test.moc"
