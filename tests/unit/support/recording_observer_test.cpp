#include "tests/support/recording_observer.h"

#include <QTest>

#include "engine/sys/real_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using test::RecordingObserver;
using test::RecordingSink;

namespace {

struct SilentDoor : async::Door {
    void on_interest(sys::Fd, sys::Interest, void*) override {}
    void on_timer(std::optional<Instant>) override {}
};

Error some_error() {
    return fail(Kind::write_callback).value();
}

async::Task<void> write_into(RecordingSink& sink, std::string_view text, std::optional<Result<void>>& result) {
    auto written = co_await sink.write(as_bytes(text));
    result = std::move(written);
}

}  // namespace

class RecordingObserverTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsLinesAndTraces() {
        RecordingObserver observer;
        QVERIFY(observer.on_header_line("HTTP/1.1 200 OK\r\n").has_value());
        observer.on_trace({TraceKind::header_out, as_bytes("GET / "), 1, 2});
        observer.on_trace({TraceKind::text, as_bytes("note"), 1, 2});
        observer.on_trace({TraceKind::header_out, as_bytes("HTTP/1.1\r\n"), 1, 2});
        QCOMPARE(observer.header_lines, (std::vector<std::string>{"HTTP/1.1 200 OK\r\n"}));
        QCOMPARE(observer.heads(TraceKind::header_out), std::string("GET / HTTP/1.1\r\n"));
    }

    void failsAtTheLineAndTickItIsTold() {
        RecordingObserver observer;
        observer.fail_at_line(2, some_error());
        observer.fail_at_tick(1, some_error());
        QVERIFY(observer.on_header_line("a").has_value());
        QVERIFY(!observer.on_header_line("b").has_value());
        QVERIFY(observer.on_header_line("c").has_value());
        QVERIFY(!observer.on_tick().has_value());
        QVERIFY(observer.on_tick().has_value());
    }

    void sinkFailsBeforeItTakesTooMuch() {
        sys::RealWorld world;
        SilentDoor door;
        async::Reactor reactor(world, door);
        RecordingSink sink;
        sink.fail_after(5, some_error());
        std::optional<Result<void>> first;
        std::optional<Result<void>> second;
        const async::Root one(reactor, write_into(sink, "abcde", first));
        const async::Root two(reactor, write_into(sink, "f", second));
        reactor.run();
        QVERIFY(first && first->has_value());
        QVERIFY(second && !second->has_value());
        QCOMPARE(sink.body, std::string("abcde"));
    }

    void sinkIsHeldShutByItsGate() {
        sys::RealWorld world;
        SilentDoor door;
        async::Reactor reactor(world, door);
        async::Event gate(reactor);
        RecordingSink sink;
        sink.hold_by(gate);
        std::optional<Result<void>> result;
        const async::Root root(reactor, write_into(sink, "abc", result));
        reactor.run();
        QVERIFY(!result);
        QCOMPARE(sink.body, std::string());
        gate.set();
        reactor.run();
        QVERIFY(result && result->has_value());
        QCOMPARE(sink.body, std::string("abc"));
    }
};

SL_TEST_CLASS(RecordingObserverTest)
#include "recording_observer_test.moc"
