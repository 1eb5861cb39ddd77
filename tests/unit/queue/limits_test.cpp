#include "engine/queue/limits.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

class LimitsTest : public QObject {
    Q_OBJECT
  private slots:
    void init() {
        harness_ = std::make_unique<QueueHarness>();
        harness_->open();
    }
    void cleanup() { harness_.reset(); }
    void areReadAsTheyWereWritten();
    void badOnesAreLeftAtTheirDefaults_data();
    void badOnesAreLeftAtTheirDefaults();
    void reachEveryRun();
    void areKeptOverARestart();
    void lessonsOfServersAreKeptAndForgotten();
    void aDownloadHasItsOwn();
    void ownLimitsChangeWhileItRuns();
    void otherMirrorsMakeItBeginAnew();
    void theScheduleStopsAndStartsAgain();
    void theScheduleFollowsLocalTime();
    void theScheduleLimitsTheSpeed();

  private:
    QueueHarness& h() { return *harness_; }
    const download::DownloadRequest* request(const std::string& url) {
        return h().run_until([&] { return h().runner().find(url) != nullptr; }) ? h().runner().find(url)->request
                                                                                : nullptr;
    }
    std::vector<download::HostMemory::Entry> hosts();
    OwnOptions own(Id id);
    std::unique_ptr<QueueHarness> harness_;
};

std::vector<download::HostMemory::Entry> LimitsTest::hosts() {
    std::optional<std::vector<download::HostMemory::Entry>> known;
    h().queue().known_hosts([&](std::vector<download::HostMemory::Entry> list) { known = std::move(list); });
    h().run_until([&] { return known.has_value(); });
    return known.value_or(std::vector<download::HostMemory::Entry>());
}

void LimitsTest::areReadAsTheyWereWritten() {
    Limits limits;
    limits.downloads_at_once = 7;
    limits.connections = 16;
    limits.per_host = 3;
    limits.total = 99;
    limits.speed = 5'000'000'000;
    limits.speed_of = {{"category/Video", 1000}, {"host/example.org", 2000}};
    limits.schedule = *WeekSchedule::parse("Mon-Fri 08:00-18:00 limit=1000000; Sat 00:00-24:00 stop");
    QVERIFY(limits_from_json(limits_to_json(limits)) == limits);
}

void LimitsTest::badOnesAreLeftAtTheirDefaults_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("other types") << QByteArray(
        R"({"downloads_at_once":"9","speed":null,"speed_of":[1],"schedule":"Someday stop"})");
}

void LimitsTest::badOnesAreLeftAtTheirDefaults() {
    QFETCH(QByteArray, json);
    QVERIFY(limits_from_json(json.toStdString()) == Limits());
    const Limits far =
        limits_from_json(R"({"downloads_at_once":-3,"connections":900,"per_host":0,"total":-1,"speed":-5})");
    QCOMPARE(far.downloads_at_once, 1);
    QCOMPARE(far.connections, 64);
    QCOMPARE(far.per_host, 1);
    QCOMPARE(far.total, 1);
    QCOMPARE(far.speed, std::int64_t(0));
}

void LimitsTest::reachEveryRun() {
    Limits limits;
    limits.connections = 5;
    limits.per_host = 2;
    limits.total = 9;
    limits.speed = 123'456;
    limits.speed_of["host/h"] = 1000;
    h().queue().set_limits(limits);
    h().add("http://h/a");
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->segments.connections, 5);
    QCOMPARE(asked->budget->limits().per_host, 2);
    QCOMPARE(asked->budget->limits().total, 9);
    QVERIFY(asked->hosts != nullptr);
    QCOMPARE(asked->rates->limit(download::RateTree::everything), std::int64_t(123'456));
    QVERIFY((asked->rate_buckets == std::vector<std::string>{"download/1", "host/h"}));
    QCOMPARE(asked->rates->limit("host/h"), std::int64_t(1000));

    limits.speed = 0;
    limits.speed_of.clear();
    h().queue().set_limits(limits);
    QVERIFY(h().run_until([&] { return asked->rates->limit(download::RateTree::everything) == 0; }));
    QCOMPARE(asked->rates->limit("host/h"), std::int64_t(0));
    QVERIFY(h().queue().limits() == limits);

    limits.connections = 3;
    h().queue().set_limits(limits);
    QVERIFY(h().run_until([&] { return asked->segments.connections == 3; }));
}

void LimitsTest::areKeptOverARestart() {
    Limits limits;
    limits.downloads_at_once = 2;
    limits.speed = 777;
    limits.schedule = *WeekSchedule::parse("Sun 10:00-11:00 stop");
    h().queue().set_limits(limits);
    h().shut_down();
    h().open();
    QVERIFY(h().queue().limits() == limits);
}

void LimitsTest::lessonsOfServersAreKeptAndForgotten() {
    const Id id = h().add("http://h/a");
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::seconds>(h().clock().wall().time_since_epoch()).count();
    asked->hosts->learn("h:80", 2, "it said so", now);
    h().runner().end("http://h/a", done_as("/f/a", 10));
    QVERIFY(h().becomes(id, State::done));
    h().shut_down();
    h().open();
    const auto known = hosts();
    QCOMPARE(known.size(), std::size_t(1));
    QCOMPARE(known[0].first, std::string("h:80"));
    QCOMPARE(known[0].second.connections, 2);
    QCOMPARE(known[0].second.reason, std::string("it said so"));
    h().queue().forget_hosts({"h:80", "unknown"});
    QVERIFY(hosts().empty());
    h().shut_down();
    h().open();
    QVERIFY(hosts().empty());
}

OwnOptions LimitsTest::own(Id id) {
    std::shared_ptr<const Details> got;
    h().queue().details(id, [&](std::shared_ptr<const Details> details) { got = std::move(details); });
    return h().run_until([&] { return got != nullptr; }) ? got->own : OwnOptions();
}

void LimitsTest::aDownloadHasItsOwn() {
    NewDownload wanted;
    wanted.url = "http://h/a";
    wanted.own.connections = 900;
    wanted.own.speed = 5000;
    wanted.own.hashes = {*download::named_hash("md5", "d41d8cd98f00b204e9800998ecf8427e")};
    wanted.own.mirrors = {{"http://joe:secret@m/a", 2}};
    h().queue().add({wanted});
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->segments.connections, 64);
    QVERIFY(asked->hashes == wanted.own.hashes);
    QVERIFY((asked->mirrors == std::vector<download::Mirror>{{"http://m/a", 2}}));
    QCOMPARE(asked->rates->limit("download/1"), std::int64_t(5000));
    const OwnOptions before = own(1);
    h().shut_down();
    h().open();
    QVERIFY(own(1) == before);
    QCOMPARE(before.hashes.size(), std::size_t(1));
}

void LimitsTest::ownLimitsChangeWhileItRuns() {
    const Id id = h().add("http://h/a");
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    Edit edit;
    edit.connections = 2;
    edit.speed = 1000;
    edit.category = "Video";
    h().queue().edit({id, 77}, edit);
    QVERIFY(h().run_until([&] { return asked->rates->limit("download/1") == 1000; }));
    QCOMPARE(asked->segments.connections, 2);
    QCOMPARE(own(id).speed, std::int64_t(1000));
    QVERIFY(h().run_until([&] { return h().row(id)->category == "Video"; }));
    h().crash();  // what was changed was stored
    h().open();
    QCOMPARE(own(id).connections, 2);
    QCOMPARE(h().row(id)->category, std::string("Video"));
}

void LimitsTest::otherMirrorsMakeItBeginAnew() {
    const Id id = h().add("http://h/a");
    QVERIFY(request("http://h/a") != nullptr);
    Edit edit;
    edit.mirrors = {{"http://m/a", 1}};
    h().queue().edit({id}, edit);
    QVERIFY(h().run_until([&] { return h().runner().started.size() == 2; }));
    QCOMPARE(request("http://h/a")->mirrors.size(), std::size_t(1));
}

void LimitsTest::theScheduleStopsAndStartsAgain() {
    Limits limits;  // the clock begins on a Tuesday, at midnight
    limits.schedule = *WeekSchedule::parse("Tue 00:00-01:00 stop; Tue 02:00-03:00 stop");
    h().queue().set_limits(limits);
    const Id id = h().add("http://h/a");
    h().pass(10min);
    QVERIFY(h().state(id) == State::queued);
    QVERIFY(h().runner().started.empty());
    h().pass(50min);
    QVERIFY(h().becomes(id, State::active));
    h().pass(61min);
    QVERIFY(h().becomes(id, State::queued));
    limits.schedule = {};
    h().queue().set_limits(limits);
    QVERIFY(h().becomes(id, State::active));
}

void LimitsTest::theScheduleFollowsLocalTime() {
    h().clock().set_utc_offset(-3600);
    Limits limits;
    limits.schedule = *WeekSchedule::parse("Mon 23:00-24:00 stop");
    h().queue().set_limits(limits);
    const Id id = h().add("http://h/a");
    h().settle();
    QVERIFY(h().state(id) == State::queued);
    h().pass(61min);
    QVERIFY(h().becomes(id, State::active));
}

void LimitsTest::theScheduleLimitsTheSpeed() {
    Limits limits;
    limits.speed = 1'000'000;
    limits.schedule = *WeekSchedule::parse("Tue 00:00-01:00 limit=5000");
    h().queue().set_limits(limits);
    h().add("http://h/a");
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->rates->limit(download::RateTree::everything), std::int64_t(5000));
    h().pass(61min);
    QVERIFY(h().run_until([&] { return asked->rates->limit(download::RateTree::everything) == 1'000'000; }));
}

SL_TEST_CLASS(LimitsTest)

#include "limits_test.moc"
