#include "engine/dns/doh_lookup.h"

#include <QObject>
#include <QTest>

#include "engine/async/sleep.h"
#include "engine/base/result.h"
#include "engine/dns/names.h"
#include "tests/sim/cancel_everywhere.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"
#include "tests/unit/dns/message_builder.h"

using namespace sluice;
using namespace sluice::dns;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Answers after a while: IPv6 first or last, with what is given.
class FakeFetch : public DohFetch {
  public:
    explicit FakeFetch(async::Reactor& reactor) : reactor_(reactor) {}
    async::Task<Result<std::string>> fetch(std::string message) override {
        ++running;
        ++fetches;
        struct Leave {
            int& count;
            ~Leave() { --count; }
        };
        const Leave leave{running};
        const bool six = message[message.size() - 3] == 28;
        const Duration takes = six ? six_takes : 10ms;
        co_await async::SleepUntil(reactor_, reactor_.now() + takes);
        const int code = six ? code_six : code_four;
        if (code < 0) {
            co_return fail(Kind::net_refused);
        }
        const std::string& address = six ? address_six : address_four;
        MessageBuilder answer;
        answer.header(0x8180U | static_cast<unsigned>(code), 1, address.empty() ? 0 : 1);
        answer.bytes += message.substr(12);
        if (!address.empty()) {
            answer.pointer(12).record(six ? 28 : 1, 60, address);
        }
        co_return answer.bytes;
    }
    const std::string& key() const override { return key_; }

    int code_four = 0, code_six = 0;
    std::string address_four = "\xc0\x00\x02\x01"s;
    std::string address_six = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x01";
    Duration six_takes = 20ms;
    int running = 0;
    int fetches = 0;

  private:
    async::Reactor& reactor_;
    std::string key_ = "https://fake/";
};

struct Asked {
    explicit Asked(async::Reactor& reactor) : names(reactor), fetch(std::make_shared<FakeFetch>(reactor)) {}
    NameService names;
    std::shared_ptr<FakeFetch> fetch;
    std::optional<Result<Names>> first, second;
};

Question question_of(const Asked& asked, std::string host = "a.test") {
    Question question;
    question.host = std::move(host);
    question.port = 80;
    question.over_https = asked.fetch;
    return question;
}

async::Task<void> ask(Asked& asked, std::optional<Result<Names>>& into) {
    const Question question = question_of(asked);
    auto found = co_await asked.names.resolve(question);
    into.emplace(std::move(found));
}

async::Task<void> ask_twice(Asked& asked) {
    co_await ask(asked, asked.first);
    co_await ask(asked, asked.second);
}

}  // namespace

class DohLookupTest : public QObject {
    Q_OBJECT
  private slots:
    void takesWhatComes_data();
    void takesWhatComes();
    void theLookupEndsWithItsLastWaiter();
    void leavesNothingBehindWhenDestroyedAtAnyAction_data();
    void leavesNothingBehindWhenDestroyedAtAnyAction();
};

void DohLookupTest::takesWhatComes_data() {
    QTest::addColumn<int>("four");
    QTest::addColumn<int>("six");
    QTest::addColumn<bool>("empty");
    QTest::addColumn<int>("six_takes");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char* name, int four, int six, bool empty, int six_takes, const char* found) {
        QTest::newRow(name) << four << six << empty << six_takes << QByteArray(found);
    };
    row("both", 0, 0, false, 20, "[2001:db8::1]:80 192.0.2.1:80");
    row("both, IPv6 first", 0, 0, false, 5, "[2001:db8::1]:80 192.0.2.1:80");
    row("IPv4 fails", 2, 0, false, 5, "[2001:db8::1]:80");
    row("IPv4 cannot be asked for", -1, 0, false, 5, "[2001:db8::1]:80");
    row("IPv6 fails", 0, 2, false, 20, "192.0.2.1:80");
    row("both fail", 2, 2, false, 20, "dns.temporary");
    row("no server", -1, -1, false, 20, "dns.temporary");
    row("no such name", 3, 3, true, 20, "dns.not_found");
    row("no addresses", 0, 0, true, 20, "dns.not_found");
    row("no addresses, and a failure", 0, 2, true, 20, "dns.temporary");
}

void DohLookupTest::takesWhatComes() {
    QFETCH(int, four);
    QFETCH(int, six);
    QFETCH(bool, empty);
    QFETCH(int, six_takes);
    sim::SimWorld world(1);
    sim::SimDriver driver(world);
    Asked asked(driver.reactor());
    asked.fetch->code_four = four;
    asked.fetch->code_six = six;
    asked.fetch->six_takes = std::chrono::milliseconds(six_takes);
    if (empty || four > 0) {
        asked.fetch->address_four.clear();
    }
    if (empty || six > 0) {
        asked.fetch->address_six.clear();
    }
    async::Root root(driver.reactor(), ask(asked, asked.first));
    QVERIFY(driver.run_until([&] { return asked.first.has_value(); }));
    QByteArrayList found;
    if (*asked.first) {
        for (const sys::Address& address : (*asked.first)->addresses) {
            found << QByteArray::fromStdString(address.text());
        }
    } else {
        found << kind_name(asked.first->error().kind);
        QCOMPARE(asked.first->error().code, Code::couldnt_resolve_host);
        QCOMPARE(asked.first->error().facts().host, std::string("a.test"));
    }
    QTEST(found.join(' '), "found");
    QCOMPARE(asked.fetch->running, 0);
}

void DohLookupTest::theLookupEndsWithItsLastWaiter() {
    sim::SimWorld world(1);
    sim::SimDriver driver(world);
    Asked asked(driver.reactor());
    std::optional<async::Root> first, second;
    first.emplace(driver.reactor(), ask(asked, asked.first));
    second.emplace(driver.reactor(), ask(asked, asked.second));
    QVERIFY(driver.run_until([&] { return asked.fetch->running == 2; }));
    first.reset();
    QCOMPARE(asked.fetch->running, 2);
    second.reset();
    QCOMPARE(asked.fetch->running, 0);
    // And a new question begins anew.
    first.emplace(driver.reactor(), ask(asked, asked.first));
    QVERIFY(driver.run_until([&] { return asked.first.has_value(); }));
    QVERIFY(asked.first->has_value());
    QCOMPARE(asked.fetch->fetches, 4);
    second.emplace(driver.reactor(), ask(asked, asked.second));
    QVERIFY(driver.run_until([&] { return asked.second.has_value(); }));
    QCOMPARE((*asked.second)->source, NameSource::cached);
    QCOMPARE(asked.fetch->fetches, 4);
}

void DohLookupTest::leavesNothingBehindWhenDestroyedAtAnyAction_data() {
    QTest::addColumn<int>("canceller");
    QTest::newRow("by the loop") << int(sim::Canceller::loop);
    QTest::newRow("by a coroutine") << int(sim::Canceller::coroutine);
}

void DohLookupTest::leavesNothingBehindWhenDestroyedAtAnyAction() {
    QFETCH(int, canceller);
    sim::Scenario scenario;
    scenario.start = [](sim::SimWorld&, async::Reactor& reactor, std::shared_ptr<void>& keep) {
        auto asked = std::make_shared<Asked>(reactor);
        keep = asked;
        return ask_twice(*asked);
    };
    const sim::CancelReport report = sim::cancel_everywhere(scenario, static_cast<sim::Canceller>(canceller));
    QVERIFY2(report.failure.empty(), report.failure.c_str());
    QVERIFY(report.finished);
    QVERIFY(report.points >= 3);
}

SL_TEST_CLASS(DohLookupTest)
#include "doh_lookup_test.moc"
