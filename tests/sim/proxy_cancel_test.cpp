// Transfers over every kind of proxy, destroyed at every action of the reactor.
#include <QtTest>

#include "engine/transfer/engine.h"
#include "engine/transfer/transfer.h"
#include "tests/sim/cancel_everywhere.h"
#include "tests/sim/sim_http_server.h"
#include "tests/sim/sim_proxy_peer.h"
#include "tests/support/test_class.h"

namespace sluice::sim {
namespace {

using namespace std::chrono_literals;

class NullSink : public transfer::Sink {
  public:
    async::Task<Result<void>> begin(const transfer::ResponseHead&) override { co_return Result<void>(); }
    async::Task<Result<void>> write(Bytes) override { co_return Result<void>(); }
};

struct Around {
    explicit Around(async::Reactor& reactor) : engine(reactor) {}
    transfer::Engine engine;
    transfer::Request request;
    NullSink sink;
    transfer::Observer observer;
    Info info;
};

/// What came of the transfers that were not cancelled.
struct Ends {
    std::vector<Code> codes;
    Info last;
};

async::Task<void> twice(Around& around, Ends& ends) {
    ends.codes.clear();
    for (int i = 0; i < 2; ++i) {
        auto result = co_await transfer::run(around.engine, around.request, around.sink, around.observer, around.info);
        ends.codes.push_back(result ? Code::ok : result.error().code);
        ends.last = around.info;
    }
}

struct Way {
    const char* name;
    const char* pre_proxy;
    const char* proxy;
    std::vector<ProxyStage> stages;
    bool tunnel;
    Code code;
};

const std::vector<Way>& ways() {
    using S = ProxyStage;
    static const std::vector<Way> all{
        {"socks4", "", "socks4://proxy.test:1", {S::socks4}, false, Code::ok},
        {"socks4a", "", "socks4a://me@proxy.test:1", {S::socks4}, false, Code::ok},
        {"socks5", "", "socks5://proxy.test:1", {S::socks5}, false, Code::ok},
        {"socks5h with a login", "", "socks5h://me:x@proxy.test:1", {S::socks5_login}, false, Code::ok},
        {"socks5 that refuses", "", "socks5h://proxy.test:1", {S::socks5_refuse}, false, Code::proxy},
        {"asked in the server's place", "", "http://proxy.test:1", {}, false, Code::ok},
        {"tunnel", "", "http://proxy.test:1", {S::connect}, true, Code::ok},
        {"tunnel with a login", "", "http://me:x@proxy.test:1", {S::connect_login}, true, Code::ok},
        {"tunnel with a login, closed between", "", "http://me:x@proxy.test:1", {S::connect_close}, true, Code::ok},
        {"tunnel refused", "", "http://proxy.test:1", {S::connect_forbid}, true, Code::couldnt_connect},
        {"tunnel refused for want of a login",
         "",
         "http://proxy.test:1",
         {S::connect_login},
         true,
         Code::couldnt_connect},
        {"silent proxy", "", "http://proxy.test:1", {S::silent}, true, Code::operation_timedout},
        {"socks5, then a tunnel",
         "socks5h://proxy.test:1",
         "http://me:x@second.test:2",
         {S::socks5, S::connect_login},
         true,
         Code::ok},
        {"socks4, then socks5",
         "socks4://proxy.test:1",
         "socks5h://me:x@second.test:2",
         {S::socks4, S::socks5_login},
         false,
         Code::ok},
    };
    return all;
}

}  // namespace

class ProxyCancelTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesNothingBehindWhenDestroyedAtAnyAction_data() {
        QTest::addColumn<int>("way");
        QTest::addColumn<int>("canceller");
        for (std::size_t i = 0; i < ways().size(); ++i) {
            QTest::addRow("%s, by the loop", ways()[i].name) << int(i) << int(Canceller::loop);
            QTest::addRow("%s, by a coroutine", ways()[i].name) << int(i) << int(Canceller::coroutine);
        }
    }
    void leavesNothingBehindWhenDestroyedAtAnyAction() {
        QFETCH(int, way);
        QFETCH(int, canceller);
        const Way& how = ways()[static_cast<std::size_t>(way)];
        std::unique_ptr<SimHttpServer> server;  // outlives each world
        Ends ends;
        Scenario scenario;
        scenario.prepare = [&](SimWorld& world) {
            server = std::make_unique<SimHttpServer>(Rng(9), SimHttpServer::Character());
            Rng rng(4);
            server->add_version({sample_body(rng, 300), "\"a\"", "Mon, 01 Jan 2024 00:00:00 GMT"});
            LinkQuality link;
            link.cut = LinkQuality::Cut::tiny;
            link.send_buffer = 40;
            const sys::Address proxy = sys::Address::v4({10, 0, 0, 2}, 1);
            world.sim_network().listen(proxy, proxy_host(how.stages, server->host(link)));
            world.name("proxy.test", {{proxy}, 0});
            world.name("second.test", {{sys::Address::v4({10, 0, 0, 3}, 2)}, 0});
            world.name("server.test", {{sys::Address::v4({10, 0, 0, 4}, 80)}, 0});
        };
        scenario.start = [&](SimWorld&, async::Reactor& reactor, std::shared_ptr<void>& keep) {
            auto around = std::make_shared<Around>(reactor);
            auto options = std::make_shared<Options>();
            options->url = "http://server.test/file";
            options->proxy->url = how.proxy;
            options->proxy->pre_proxy = how.pre_proxy;
            options->proxy->tunnel = how.tunnel;
            options->proxy->methods = how.tunnel ? auth::any : auth::basic;
            options->socket->interface = "host!10.0.0.1";
            options->timeouts->connect = 30s;
            around->request.options = options;
            keep = around;
            return twice(*around, ends);
        };
        const CancelReport report = cancel_everywhere(scenario, static_cast<Canceller>(canceller));
        QVERIFY2(report.failure.empty(), report.failure.c_str());
        QVERIFY(report.finished);
        QVERIFY2(report.points >= 8, QByteArray::number(qlonglong(report.points)));
        QCOMPARE(ends.codes.size(), std::size_t(2));
        QCOMPARE(ends.codes[0], how.code);
        QCOMPARE(ends.codes[1], how.code);
        if (how.code == Code::ok) {
            QVERIFY(ends.last.requests.back().reused);
        }
    }
};
SL_TEST_CLASS(ProxyCancelTest)

}  // namespace sluice::sim

#include "proxy_cancel_test.moc"
