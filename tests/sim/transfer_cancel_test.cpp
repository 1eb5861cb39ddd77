// Whole transfers, destroyed at every action of the reactor.
#include <QtTest>

#include "engine/transfer/engine.h"
#include "engine/transfer/transfer.h"
#include "tests/sim/cancel_everywhere.h"
#include "tests/sim/sim_http_server.h"
#include "tests/support/test_class.h"

namespace sluice::sim {
namespace {

using namespace std::chrono_literals;

class NullSink : public transfer::Sink {
  public:
    async::Task<Result<void>> begin(const transfer::ResponseHead&) override { co_return Result<void>(); }
    async::Task<Result<void>> write(Bytes) override { co_return Result<void>(); }
};

/// All that a transfer needs around it.
struct Around {
    explicit Around(async::Reactor& reactor) : engine(reactor) {}
    transfer::Engine engine;
    transfer::Request request;
    NullSink sink;
    transfer::Observer observer;
    Info info;
};

async::Task<void> twice(Around& around) {
    for (int i = 0; i < 2; ++i) {
        auto result = co_await transfer::run(around.engine, around.request, around.sink, around.observer, around.info);
        static_cast<void>(result.has_value());
    }
}

}  // namespace

class TransferCancelTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesNothingBehindWhenDestroyedAtAnyAction_data() {
        QTest::addColumn<int>("canceller");
        QTest::addColumn<int>("lie");
        for (const Lie lie : {Lie::none, Lie::informational, Lie::redirect, Lie::drop_at_reuse, Lie::reset_midway,
                              Lie::garbage, Lie::stall_at_once, Lie::close_after}) {
            QTest::addRow("%s, by the loop", name_of(lie)) << int(Canceller::loop) << int(lie);
            QTest::addRow("%s, by a coroutine", name_of(lie)) << int(Canceller::coroutine) << int(lie);
        }
    }
    void leavesNothingBehindWhenDestroyedAtAnyAction() {
        QFETCH(int, canceller);
        QFETCH(int, lie);
        std::unique_ptr<SimHttpServer> server;  // outlives each world
        Scenario scenario;
        scenario.prepare = [&server, lie](SimWorld& world) {
            SimHttpServer::Character character;
            character.gzip = true;
            character.framing = SimHttpServer::Character::Framing::chunked;
            character.lies = {Lie(lie)};
            character.lie_percent = lie == 0 ? 0 : 100;
            server = std::make_unique<SimHttpServer>(Rng(9), character);
            Rng rng(4);
            server->add_version({sample_body(rng, 3000), "\"a\"", "Mon, 01 Jan 2024 00:00:00 GMT"});
            LinkQuality link;
            link.cut = LinkQuality::Cut::mss;
            link.send_buffer = 40;
            SimHost dead = server->host(link);
            dead.manner = SimHost::Manner::blackhole;
            const sys::Address v6 = sys::Address::v6({0xfd}, 80);
            const sys::Address v4 = sys::Address::v4({10, 0, 0, 2}, 80);
            world.sim_network().listen(v6, dead);
            world.sim_network().listen(v4, server->host(link));
            world.name("server.test", {{v6, v4}, 0});
        };
        scenario.start = [](SimWorld&, async::Reactor& reactor, std::shared_ptr<void>& keep) {
            auto around = std::make_shared<Around>(reactor);
            auto options = std::make_shared<Options>();
            options->url = "http://server.test/file";
            options->redirect->follow = sluice::Follow::all;
            options->redirect->max_redirs = 3;
            options->http->accept_encoding = "all";
            options->timeouts->connect = 30s;
            options->timeouts->first_byte = 30s;
            options->timeouts->idle = 30s;
            options->limits->max_receive_speed = 2000;
            around->request.options = options;
            keep = around;
            return twice(*around);
        };
        const CancelReport report = cancel_everywhere(scenario, static_cast<Canceller>(canceller));
        QVERIFY2(report.failure.empty(), report.failure.c_str());
        QVERIFY(report.finished);
        QVERIFY(report.points >= 10);
    }
};
SL_TEST_CLASS(TransferCancelTest)

}  // namespace sluice::sim

#include "transfer_cancel_test.moc"
