// Every primitive of async/ and stream/, destroyed at every action of the reactor.
#include <QtTest>

#include "engine/async/event.h"
#include "engine/async/first_of.h"
#include "engine/async/offload.h"
#include "engine/async/sleep.h"
#include "engine/async/with_deadline.h"
#include "engine/stream/tcp_stream.h"
#include "tests/sim/cancel_everywhere.h"
#include "tests/support/test_class.h"

namespace sluice::sim {
namespace {

using namespace std::chrono_literals;
using async::Reactor;
using async::Task;

const sys::Address echo_address = sys::Address::v4({10, 0, 0, 2}, 80);

class Echo : public SimPeer {
  public:
    explicit Echo(SimConnection& connection) : connection_(connection) {}
    void on_data(Bytes data) override { connection_.send(as_text(data)); }

  private:
    SimConnection& connection_;
};

void echo_world(SimWorld& world) {
    SimHost host;
    host.link.send_buffer = 150;
    host.link.receive_buffer = 200;
    host.accept = [](SimConnection& connection) { return std::make_unique<Echo>(connection); };
    world.sim_network().listen(echo_address, host);
}

Task<int> sleep_for(Reactor& reactor, Duration time, int value) {
    co_await async::SleepUntil(reactor, time);
    co_return value;
}

Task<int> nested(Reactor& reactor, int depth) {
    const std::string held(100, 'x');  // on the heap: seen by the leak check if the frame is not destroyed
    if (depth == 0) {
        co_await async::Yield(reactor);
        co_return static_cast<int>(held.size());
    }
    const int below = co_await nested(reactor, depth - 1);
    co_await async::SleepUntil(reactor, Duration(1ms));
    co_return below + 1;
}

Task<void> nests(Reactor& reactor) {
    for (int i = 0; i < 3; ++i) {
        const int got = co_await nested(reactor, 5);
        if (got != 105) {
            std::abort();
        }
    }
}

Task<void> races(Reactor& reactor) {
    for (int i = 0; i < 4; ++i) {
        auto first = co_await async::first_of(sleep_for(reactor, Duration(5ms + i * 1ms), 1), nested(reactor, i * 2));
        if (!first.a && !first.b) {
            std::abort();
        }
    }
}

Task<void> deadlines(Reactor& reactor) {
    for (int i = 0; i < 4; ++i) {
        auto value = co_await async::with_deadline(nested(reactor, i), reactor.now() + 2ms);
        if (i == 0 && !value) {
            std::abort();
        }
    }
}

Task<void> offloads(SimWorld& world, Reactor& reactor) {
    for (int i = 0; i < 3; ++i) {
        auto owned = std::make_shared<std::string>(100, 'x');
        auto job = [owned] { return owned->size(); };
        const std::size_t size = co_await async::offload(reactor, world.workers(), std::move(job));
        if (size != 100) {
            std::abort();
        }
    }
}

Task<int> wait_for(async::Event& event) {
    co_await event.wait();
    co_return 1;
}

Task<int> set_later(Reactor& reactor, async::Event& event) {
    co_await async::SleepUntil(reactor, Duration(3ms));
    event.set();
    co_await async::SleepUntil(reactor, Duration(3ms));
    co_return 2;
}

Task<void> events(Reactor& reactor, async::Event& event) {
    for (int i = 0; i < 3; ++i) {
        event.reset();
        auto first = co_await async::first_of(wait_for(event), set_later(reactor, event));
        if (!first.a) {
            std::abort();
        }
    }
}

Task<int> write_text(Reactor& reactor, stream::TcpStream& stream, std::string text) {
    auto sent = co_await stream::write_all(reactor, stream, as_bytes(text));
    if (!sent) {
        std::abort();
    }
    co_await async::SleepUntil(reactor, Duration(1h));
    co_return 1;
}

Task<int> read_text(Reactor& reactor, stream::TcpStream& stream, std::size_t expect) {
    std::size_t size = 0;
    while (size < expect) {
        std::byte buffer[200];
        auto got = co_await stream::read_some(reactor, stream, buffer);
        if (!got || *got == 0) {
            std::abort();
        }
        size += *got;
    }
    co_return 2;
}

Task<void> echoes(Reactor& reactor) {
    for (int i = 0; i < 2; ++i) {
        int error = 0;
        const sys::Fd fd = reactor.world().network().open(sys::Family::v4, error);
        stream::TcpStream stream(reactor, fd);
        reactor.world().network().connect(fd, echo_address);
        co_await reactor.writable(fd);
        const std::string text(500, 'x');
        auto first =
            co_await async::first_of(write_text(reactor, stream, text), read_text(reactor, stream, text.size()));
        if (!first.b) {
            std::abort();
        }
    }
}

Scenario scenario_of(const QString& name) {
    Scenario s;
    if (name == "nested tasks") {
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>&) { return nests(reactor); };
    } else if (name == "first_of") {
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>&) { return races(reactor); };
    } else if (name == "with_deadline") {
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>&) { return deadlines(reactor); };
    } else if (name == "offload") {
        s.start = [](SimWorld& world, Reactor& reactor, std::shared_ptr<void>&) { return offloads(world, reactor); };
    } else if (name == "event") {
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>& keep) {
            auto event = std::make_shared<async::Event>(reactor);
            keep = event;
            return events(reactor, *event);
        };
    } else {
        s.prepare = echo_world;
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>&) { return echoes(reactor); };
    }
    return s;
}

}  // namespace

class AsyncCancelTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesNothingBehindWhenDestroyedAtAnyAction_data() {
        QTest::addColumn<int>("canceller");
        QTest::addColumn<int>("seed");
        for (const char* name : {"nested tasks", "first_of", "with_deadline", "offload", "event", "streams"}) {
            for (int seed = 1; seed <= 3; ++seed) {
                QTest::addRow("%s|loop|%d", name, seed) << int(Canceller::loop) << seed;
                QTest::addRow("%s|coroutine|%d", name, seed) << int(Canceller::coroutine) << seed;
            }
        }
    }
    void leavesNothingBehindWhenDestroyedAtAnyAction() {
        QFETCH(int, canceller);
        QFETCH(int, seed);
        const QString name = QString(QTest::currentDataTag()).section('|', 0, 0);
        const CancelReport report =
            cancel_everywhere(scenario_of(name), static_cast<Canceller>(canceller), static_cast<std::uint64_t>(seed));
        QVERIFY2(report.failure.empty(), report.failure.c_str());
        QVERIFY(report.finished);
        QVERIFY(report.points >= 3);
    }

    void findsATaskThatLeavesItsSocketOpen() {
        Scenario s;
        s.prepare = echo_world;
        s.start = [](SimWorld&, Reactor& reactor, std::shared_ptr<void>&) {
            auto leaks = [](Reactor& r) -> Task<void> {
                int error = 0;
                const sys::Fd fd = r.world().network().open(sys::Family::v4, error);
                co_await async::Yield(r);
                co_await async::Yield(r);
                r.release(fd);
            };
            return leaks(reactor);
        };
        QVERIFY(!cancel_everywhere(s, Canceller::loop).failure.empty());
    }
};
SL_TEST_CLASS(AsyncCancelTest)

}  // namespace sluice::sim

#include "async_cancel_test.moc"
