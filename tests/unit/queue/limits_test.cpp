#include "engine/queue/limits.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {
constexpr std::int64_t midnight = 1'893'456'000;  // where the clock begins
}

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
    void rulesReachTheNextRun();
    void theWishOfADownloadGoesBeforeTheRules();
    void aLoginOfTheProxyIsNeverStored();
    void proxiesThatCannotBeUsedAreTold_data();
    void proxiesThatCannotBeUsedAreTold();
    void attemptsAreLimited();
    void aChangedFileIsBegunAnewIfThatIsWanted();
    void aFailedStartAnewWaitsItsTurn();
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
    limits.runs.user_agent = "Test/1.0";
    limits.runs.ca_file = "/ca.pem";
    limits.runs.proxy_use = ProxyUse::manual;
    limits.runs.proxy = "socks5h://proxy:1080";
    limits.runs.no_proxy = "localhost";
    limits.runs.family = AddressFamily::v6;
    limits.runs.connect_s = 7;
    limits.runs.first_byte_s = 8;
    limits.runs.idle_s = 9;
    limits.runs.retry_limit = 2;
    limits.runs.time_from_server = true;
    limits.runs.restart_changed = true;
    QVERIFY(limits_from_json(limits_to_json(limits)) == limits);
}

void LimitsTest::badOnesAreLeftAtTheirDefaults_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("other types") << QByteArray(
        R"({"downloads_at_once":"9","speed":null,"speed_of":[1],"schedule":"Someday stop"})");
    QTest::newRow("odd rules") << QByteArray(
        R"({"runs":{"proxy_use":7,"family":-1,"connect_s":"3","time_from_server":1,"proxy":[]}})");
    QTest::newRow("no rules") << QByteArray(R"({"runs":[1,2]})");
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

void LimitsTest::rulesReachTheNextRun() {
    Limits limits;
    limits.runs.user_agent = "Test/1.0";
    limits.runs.ca_file = "/ca.pem";
    limits.runs.proxy_use = ProxyUse::manual;
    limits.runs.proxy = "http://proxy:3128";
    limits.runs.no_proxy = "localhost";
    limits.runs.proxy_user = "me";
    limits.runs.proxy_password = "secret";
    limits.runs.family = AddressFamily::v4;
    limits.runs.connect_s = 7;
    limits.runs.first_byte_s = 8;
    limits.runs.idle_s = 9;
    limits.runs.time_from_server = true;
    h().queue().set_limits(limits);
    h().add("http://h/a");
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    const Options& options = *asked->options;
    QCOMPARE(options.request->user_agent, std::string("Test/1.0"));
    QCOMPARE(options.tls->extra_ca_file, std::string("/ca.pem"));
    QVERIFY(options.proxy->url == std::string("http://proxy:3128"));
    QVERIFY(options.proxy->no_proxy == std::string("localhost"));
    QVERIFY(options.proxy->username == std::string("me") && options.proxy->password == std::string("secret"));
    QVERIFY(options.dns->ip_version == IpVersion::v4);
    QVERIFY(options.timeouts->connect == 7s && options.timeouts->first_byte == 8s && options.timeouts->idle == 9s);
    QVERIFY(asked->time_from_server);

    limits.runs = {};
    limits.runs.proxy_use = ProxyUse::none;
    h().queue().set_limits(limits);
    h().add("http://h/b");
    const auto* without = request("http://h/b");
    QVERIFY(without != nullptr);
    QVERIFY(without->options->proxy->url == std::string() && !without->options->proxy->username);
    QCOMPARE(without->options->request->user_agent, std::string("sluice/0.1"));

    limits.runs = {};
    h().queue().set_limits(limits);
    h().add("http://h/c");
    const auto* environment = request("http://h/c");
    QVERIFY(environment != nullptr && !environment->options->proxy->url && !environment->options->proxy->no_proxy);
}

void LimitsTest::theWishOfADownloadGoesBeforeTheRules() {
    Limits limits;
    limits.runs.user_agent = "Test/1.0";
    limits.runs.ca_file = "/ca.pem";
    h().queue().set_limits(limits);
    NewDownload download;
    download.url = "http://h/a";
    download.user_agent = "Own/2.0";
    download.ca_file = "/own.pem";
    h().queue().add({download});
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->options->request->user_agent, std::string("Own/2.0"));
    QCOMPARE(asked->options->tls->extra_ca_file, std::string("/own.pem"));
}

void LimitsTest::aLoginOfTheProxyIsNeverStored() {
    Limits limits;
    limits.runs.proxy_use = ProxyUse::manual;
    limits.runs.proxy = "http://proxy:3128";
    limits.runs.proxy_user = "me";
    limits.runs.proxy_password = "open sesame";
    const std::string stored = limits_to_json(limits);
    QVERIFY(stored.find("sesame") == std::string::npos && stored.find("\"me\"") == std::string::npos);
    h().queue().set_limits(limits);
    QVERIFY(h().queue().limits() == limits);
    h().shut_down();
    h().open();
    QCOMPARE(h().queue().limits().runs.proxy, std::string("http://proxy:3128"));
    QVERIFY(h().queue().limits().runs.proxy_password.empty());
}

void LimitsTest::proxiesThatCannotBeUsedAreTold_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("good");
    QTest::newRow("http") << QByteArray("http://proxy:3128") << true;
    QTest::newRow("without a scheme") << QByteArray("proxy:8080") << true;
    QTest::newRow("socks") << QByteArray("socks5h://[::1]:1080") << true;
    QTest::newRow("another scheme") << QByteArray("ftp://proxy:21") << false;
    QTest::newRow("login") << QByteArray("http://me:pw@proxy:3128") << false;
    QTest::newRow("user") << QByteArray("http://me@proxy:3128") << false;
    QTest::newRow("port") << QByteArray("http://proxy:99999") << false;
}

void LimitsTest::proxiesThatCannotBeUsedAreTold() {
    QFETCH(QByteArray, address);
    QFETCH(bool, good);
    const Error problem = problem_of_proxy(address.toStdString());
    QCOMPARE(!problem, good);
    QVERIFY(problem.text().find("pw") == std::string::npos);
}

void LimitsTest::attemptsAreLimited() {
    // The first failure: with attempts left it is tried again within seconds, else in an hour.
    std::int64_t again_at[2] = {};
    for (const int limit : {5, 1}) {
        Limits limits;
        limits.runs.retry_limit = limit;
        h().queue().set_limits(limits);
        const std::string url = "http://h/" + std::to_string(limit);
        const Id id = h().add(url);
        QVERIFY(request(url) != nullptr);
        QCOMPARE(h().row(id)->retry_limit, limit);
        h().runner().end(url, failed_with(Kind::net_reset));
        QVERIFY(h().becomes(id, State::waiting, Phase::retry_later));
        again_at[limit == 1 ? 1 : 0] = h().row(id)->retry_at;
    }
    QVERIFY(again_at[1] - again_at[0] > 1800);
}

void LimitsTest::aChangedFileIsBegunAnewIfThatIsWanted() {
    Limits limits;
    limits.runs.restart_changed = true;
    h().queue().set_limits(limits);
    const Id id = h().add("http://h/a");
    for (int time = 0; time < 3; ++time) {
        const auto* asked = request("http://h/a");
        QVERIFY(asked != nullptr);
        QCOMPARE(asked->start_over, time > 0);
        download::Named named;
        named.name = "a";
        named.part_path = "/downloads/a.part";
        h().runner().find("http://h/a")->observer->on_named(named);
        h().runner().end("http://h/a", failed_with(Kind::file_changed_on_server, 10, download::Need::decision));
        QVERIFY(h().run_until([&] {
            const FakeRunner::Run* run = h().runner().find("http://h/a");
            return run != nullptr && !run->outcome;
        }));
    }
    // A server that never says the same twice is a matter for a person.
    h().runner().end("http://h/a", failed_with(Kind::file_changed_on_server, 10, download::Need::decision));
    QVERIFY(h().becomes(id, State::waiting, Phase::changed_on_server));
}

/// Begun anew and refused before there is a name: that is a failure as any other, and not tried again at once.
void LimitsTest::aFailedStartAnewWaitsItsTurn() {
    const Id id = h().add("http://h/a");
    QVERIFY(request("http://h/a") != nullptr);
    h().runner().end("http://h/a", failed_with(Kind::file_changed_on_server, 10, download::Need::decision));
    QVERIFY(h().becomes(id, State::waiting, Phase::changed_on_server));
    h().queue().start_over({id});
    QVERIFY(request("http://h/a") != nullptr);
    h().runner().end("http://h/a", failed_with(Kind::net_refused));
    QVERIFY(h().becomes(id, State::waiting, Phase::retry_later));
    h().queue().retry({id});
    const auto* asked = request("http://h/a");
    QVERIFY(asked != nullptr && asked->start_over);
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
    QCOMPARE(asked->expected.hashes.size(), std::size_t(1));
    QVERIFY(asked->expected.hashes[0].hash == wanted.own.hashes[0]);
    QVERIFY(asked->expected.hashes[0].by == download::Voucher::you);
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
    QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
    QCOMPARE(h().row(id)->retry_at, midnight + 3600);
    QVERIFY(h().runner().started.empty());
    h().pass(50min);
    QVERIFY(h().becomes(id, State::active));
    h().pass(61min);
    QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
    QCOMPARE(h().row(id)->retry_at, midnight + 3 * 3600);
    limits.schedule = *WeekSchedule::parse("Tue 02:00-05:00 stop");
    h().queue().set_limits(limits);
    QVERIFY(h().run_until([&] { return h().row(id)->retry_at == midnight + 5 * 3600; }));
    limits.schedule = {};
    h().queue().set_limits(limits);
    QVERIFY(h().becomes(id, State::active));
    QCOMPARE(h().row(id)->retry_at, std::int64_t(0));
}

void LimitsTest::theScheduleFollowsLocalTime() {
    h().clock().set_utc_offset(-3600);
    Limits limits;
    limits.schedule = *WeekSchedule::parse("Mon 23:00-24:00 stop");
    h().queue().set_limits(limits);
    const Id id = h().add("http://h/a");
    QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
    QCOMPARE(h().row(id)->retry_at, midnight + 3600);
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
