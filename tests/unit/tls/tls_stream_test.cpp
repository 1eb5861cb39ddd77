#include "engine/tls/tls_stream.h"

#include <QTest>

#include <openssl/ssl.h>

#include "engine/tls/lower_bio.h"
#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;

namespace {
std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    std::uint32_t state = 12345;
    for (char& c : text) {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24U);
    }
    return text;
}
}  // namespace

/// TlsStream after the handshake: data, ends, what TLS sends in between.
class TlsStreamTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;
    Issued issued_ = authority_.issue({});

    void open(TlsBench& bench, int version) {
        bench.options.ca_file = bench.file("ca.pem", authority_.root());
        QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::none);
        bench.step();
    }
    static void versions() {
        QTest::addColumn<int>("version");
        QTest::newRow("1.2") << TLS1_2_VERSION;
        QTest::newRow("1.3") << TLS1_3_VERSION;
    }
    static sys::IoResult read_now(TlsBench& bench, std::size_t most) {
        std::string buffer(most, '\0');
        bench.wire->read_budget = bench.wire->write_budget = bench.chunk;
        return bench.stream->try_read({reinterpret_cast<std::byte*>(buffer.data()), most});
    }

  private slots:
    void carriesALargeBodyUnchanged_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("chunk");
        QTest::addColumn<int>("most");
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            for (const int chunk : {1 << 20, 16 * 1024, 1000}) {
                for (const int most : {1 << 20, 16 * 1024, 777}) {
                    QTest::addRow("%x, wire %d, read %d", version, chunk, most) << version << chunk << most;
                }
            }
        }
    }
    void carriesALargeBodyUnchanged() {
        QFETCH(int, version);
        QFETCH(int, chunk);
        QFETCH(int, most);
        TlsBench bench;
        open(bench, version);
        bench.chunk = std::size_t(chunk);
        const std::string body = pattern(700'000);
        bench.server->send(body);
        bench.server->send_close_notify();
        std::string got;
        for (auto part = bench.read(std::size_t(most)); part && !part->empty(); part = bench.read(std::size_t(most))) {
            got += *part;
        }
        QVERIFY(got == body);
        QVERIFY(!bench.stream->closed_dirty());
        QCOMPARE(bench.buffers.in_use(), 0U);
    }
    void everySplitOfTheWireGivesTheSameBytes_data() { versions(); }
    void everySplitOfTheWireGivesTheSameBytes() {
        QFETCH(int, version);
        TlsBench bench;
        open(bench, version);
        const std::string text = pattern(300);
        for (std::size_t chunk = 1; chunk < 340; chunk += chunk < 32 ? 1 : 13) {
            bench.chunk = chunk;
            bench.server->send(text);
            std::string got;
            while (got.size() < text.size()) {
                const auto part = bench.read();
                QVERIFY(part.has_value());
                got += *part;
            }
            QVERIFY(got == text);
        }
    }
    void whenAReadBlocksNothingIsLeftInside_data() { versions(); }
    void whenAReadBlocksNothingIsLeftInside() {
        QFETCH(int, version);
        TlsBench bench;
        open(bench, version);
        bench.server->send(std::string(1000, 'a'));
        bench.server->pump();
        bench.server->send(std::string(500, 'b'));
        bench.server->pump();
        // Small reads first: each gives what is there until nothing is.
        std::size_t total = 0;
        for (auto got = read_now(bench, 300); got.state == sys::IoState::done; got = read_now(bench, 300)) {
            total += got.bytes;
        }
        QCOMPARE(total, 1500U);
        QCOMPARE(bench.stream->read_blocked_on().fd, Wire::fd);
        QVERIFY(!bench.stream->read_blocked_on().writing);
        QCOMPARE(bench.buffers.in_use(), 0U);
    }
    void oneReceiveServesManyRecords() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.server->send(pattern(160'000));
        bench.server->pump();
        read_now(bench, 1);  // past the session tickets
        bench.wire->receives = 0;
        std::size_t total = 1;
        while (total < 160'000) {
            const auto got = read_now(bench, 256 * 1024);
            QCOMPARE(got.state, sys::IoState::done);
            total += got.bytes;
        }
        QVERIFY2(bench.wire->receives <= 3, QByteArray::number(bench.wire->receives));
    }
    void aWaitingStreamHoldsNoBuffer() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.server->send(pattern(50'000));
        bench.server->pump();
        bench.wire->to_client.resize(30'000);  // the rest of a record is still on its way
        while (read_now(bench, 256 * 1024).state == sys::IoState::done) {
        }
        QCOMPARE(bench.buffers.in_use(), 0U);
    }

    void writesAllUnderBackPressure_data() { versions(); }
    void writesAllUnderBackPressure() {
        QFETCH(int, version);
        TlsBench bench;
        open(bench, version);
        bench.chunk = 777;
        const std::string body = pattern(200'000);
        QVERIFY(bench.write(body));
        for (int i = 0; i < 100; ++i) {
            bench.step();
        }
        QVERIFY(bench.server->received == body);
    }
    void aBlockedWriteNamesTheDescriptorAndLosesNothing() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.wire->write_budget = 0;
        const std::string text = "request";
        QCOMPARE(bench.stream->try_write(as_bytes(text)).state, sys::IoState::would_block);
        QCOMPARE(bench.stream->write_blocked_on().fd, Wire::fd);
        QVERIFY(bench.stream->write_blocked_on().writing);
        const std::string moved = text;  // the caller may come with another copy
        bench.wire->write_budget = 1000;
        QCOMPARE(bench.stream->try_write(as_bytes(moved)).bytes, text.size());
        bench.step();
        QCOMPARE(bench.server->received, text);
    }
    void writesWhileAReadIsBlocked() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        std::string buffer(100, '\0');
        std::optional<std::string> got;
        const auto reader = [](TlsBench& b, std::string& into, std::optional<std::string>& out) -> async::Task<void> {
            const MutableBytes bytes(reinterpret_cast<std::byte*>(into.data()), into.size());
            const Result<std::size_t> size = co_await stream::read_some(b.reactor, *b.stream, bytes);
            out = into.substr(0, *size);
        };
        async::Root root(bench.reactor, reader(bench, buffer, got));
        bench.step();
        QVERIFY(!root.finished());
        QVERIFY(bench.write("question"));
        bench.step();
        QCOMPARE(bench.server->received, std::string("question"));
        QVERIFY(!got);
        bench.server->send("answer");
        for (int i = 0; i < 5; ++i) {
            bench.step();
        }
        QCOMPARE(got, std::optional<std::string>("answer"));
    }
    void readsAndWritesCanBeCancelledAtEverySuspension() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.chunk = 10;
        for (int steps = 0; steps < 60; ++steps) {
            std::string buffer(1000, '\0');
            const MutableBytes bytes(reinterpret_cast<std::byte*>(buffer.data()), buffer.size());
            bench.server->send("0123456789");
            const auto reader = [](TlsBench& b, MutableBytes into) -> async::Task<void> {
                [[maybe_unused]] const auto ignored = co_await stream::read_some(b.reactor, *b.stream, into);
            };
            async::Root root(bench.reactor, reader(bench, bytes));
            for (int i = 0; i < steps % 7; ++i) {
                bench.step();
            }
        }
        bench.reactor.flush();
        QCOMPARE(bench.door.wanted, sys::Interest::none);
        QCOMPARE(bench.buffers.in_use(), 0U);
    }

    // ---- ends
    void anEndWithCloseNotifyIsClean_data() { versions(); }
    void anEndWithCloseNotifyIsClean() {
        QFETCH(int, version);
        TlsBench bench;
        open(bench, version);
        bench.server->send("last");
        bench.server->send_close_notify();
        bench.wire->server_ended = true;
        QCOMPARE(bench.read_all(), std::string("last"));
        QCOMPARE(read_now(bench, 10).state, sys::IoState::closed);
        QVERIFY(!bench.stream->closed_dirty());
        QVERIFY(!bench.stream->idle_and_alive());
    }
    void anEndWithoutCloseNotifyIsRemembered_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("cut");  // bytes of the last record that do not arrive
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            for (const int cut : {0, 1, 5, 20}) {
                QTest::addRow("%x, %d missing", version, cut) << version << cut;
            }
        }
    }
    void anEndWithoutCloseNotifyIsRemembered() {
        QFETCH(int, version);
        QFETCH(int, cut);
        TlsBench bench;
        open(bench, version);
        bench.server->send("first");
        bench.server->pump();
        bench.server->send("second");
        bench.server->pump();
        bench.wire->to_client.resize(bench.wire->to_client.size() - std::size_t(cut));
        bench.wire->server_ended = true;
        QCOMPARE(bench.read_all(), std::string(cut == 0 ? "firstsecond" : "first"));
        QCOMPARE(read_now(bench, 10).state, sys::IoState::closed);
        QVERIFY(bench.stream->closed_dirty());
        QVERIFY(!bench.stream->idle_and_alive());
    }
    void aResetIsTheErrorOfTheStreamBelow() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.server->send("data");
        bench.server->pump();
        bench.wire->read_errno = ECONNRESET;
        QCOMPARE(bench.read(), std::optional<std::string>("data"));
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!bench.read());
            QCOMPARE(bench.error.kind, Kind::net_reset);
            QCOMPARE(bench.error.os_errno, ECONNRESET);
        }
        QVERIFY(!bench.stream->closed_dirty());
    }
    void aFailedWriteLeavesReadingPossible() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.server->send("early answer");
        bench.server->pump();
        bench.wire->write_errno = EPIPE;
        QVERIFY(!bench.write("body"));
        QCOMPARE(bench.error.kind, Kind::net_reset);
        QCOMPARE(bench.read(), std::optional<std::string>("early answer"));
    }
    void aDamagedRecordFailsForGood() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.server->send("data");
        bench.server->pump();
        bench.wire->to_client.back() ^= 1;
        for (int i = 0; i < 2; ++i) {
            QVERIFY(!bench.read());
            QCOMPARE(bench.error.kind, Kind::tls_closed_dirty);
            QCOMPARE(int(bench.error.code), 56);
            QVERIFY(!bench.error.facts().detail.empty());
        }
        QVERIFY(!bench.write("more"));
    }
    void destroyingSaysCloseNotify_data() { versions(); }
    void destroyingSaysCloseNotify() {
        QFETCH(int, version);
        TlsBench bench;
        open(bench, version);
        bench.wire->write_budget = 1000;
        bench.stream.reset();
        bench.server->pump();
        QVERIFY(bench.server->got_close_notify);
    }
    void destroyingNeverWaits() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.wire->write_budget = 0;
        bench.stream.reset();
        open(bench, TLS1_3_VERSION);
        bench.wire->write_errno = EPIPE;
        bench.stream.reset();
        QVERIFY(bench.wire->to_server.empty());
    }
    void emptyBuffersMoveNothing() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        QCOMPARE(bench.stream->try_read({}).state, sys::IoState::done);
        QCOMPARE(bench.stream->try_write({}).state, sys::IoState::done);
    }
    void beforeTheHandshakeNothingWorks() {
        TlsBench bench;
        bench.connect(make_server_context(issued_));
        QCOMPARE(read_now(bench, 10).state, sys::IoState::failed);
        QCOMPARE(bench.stream->try_write(as_bytes("x")).state, sys::IoState::failed);
        QVERIFY(bench.stream->last_error().kind != Kind::none);
        QVERIFY(!bench.stream->idle_and_alive());
        QVERIFY(!bench.stream->resumed());
    }

    // ---- what TLS sends by itself
    void anIdleStreamToleratesTicketsAndNewKeys() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        QVERIFY(!bench.wire->to_client.empty());  // the tickets
        bench.wire->read_budget = bench.wire->write_budget = bench.chunk;
        QVERIFY(bench.stream->idle_and_alive());
        QCOMPARE(bench.sessions->peers(), 1U);
        bench.server->update_key(true);
        bench.server->pump();
        QVERIFY(!bench.wire->to_client.empty());
        QVERIFY(bench.stream->idle_and_alive());
        bench.server->send("late");
        bench.server->pump();
        QVERIFY(!bench.stream->idle_and_alive());
        QCOMPARE(bench.read(), std::optional<std::string>("late"));  // it was not lost
        QVERIFY(bench.stream->idle_and_alive());
        QVERIFY(bench.write("still here"));
        bench.step();
        QCOMPARE(bench.server->received, std::string("still here"));
    }
    void anIdleStreamIsNotAliveAfter_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"close_notify", "end", "reset", "half a record", "rubbish"}) {
            QTest::newRow(what) << what;
        }
    }
    void anIdleStreamIsNotAliveAfter() {
        QFETCH(QString, what);
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.wire->read_budget = bench.wire->write_budget = bench.chunk;
        QVERIFY(bench.stream->idle_and_alive());
        if (what == "close_notify") {
            bench.server->send_close_notify();
        } else if (what == "end") {
            bench.wire->server_ended = true;
        } else if (what == "reset") {
            bench.wire->read_errno = ECONNRESET;
        } else if (what == "rubbish") {
            bench.wire->to_client = "rubbish";
        } else {
            bench.server->send("data");
            bench.server->pump();
            bench.wire->to_client.resize(bench.wire->to_client.size() / 2);
        }
        QVERIFY(!bench.stream->idle_and_alive());
        QVERIFY(!bench.stream->idle_and_alive());
    }
    void newKeysInTheMiddleOfABodyChangeNothing() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.chunk = 100;
        const std::string body = pattern(3000);
        for (int i = 0; i < 5; ++i) {
            bench.server->send(body);
            bench.server->pump();
            bench.server->update_key(i % 2 == 0);
            bench.server->pump();
            QVERIFY(bench.write("upload"));
        }
        std::string got;
        while (got.size() < body.size() * 5) {
            const auto part = bench.read();
            QVERIFY(part.has_value());
            got += *part;
        }
        QVERIFY(got == body + body + body + body + body);
        QVERIFY(bench.write("end"));
        for (int i = 0; i < 5; ++i) {
            bench.step();
        }
        QVERIFY(bench.server->received.ends_with("uploadend"));
    }
    void aRequestToRenegotiateIsDeclined() {
        TlsBench bench;
        open(bench, TLS1_2_VERSION);
        bench.server->send("before");
        bench.server->pump();
        QVERIFY(bench.server->renegotiate());
        bench.server->pump();
        QCOMPARE(bench.read(), std::optional<std::string>("before"));
        QVERIFY(!bench.read());  // our warning has gone out; this server gives up then
        QVERIFY(bench.server->failed);
        QCOMPARE(bench.error.kind, Kind::tls_closed_dirty);
        QCOMPARE(QString::fromStdString(bench.error.facts().detail), QString("handshake failure"));
    }
    void anEndlessStreamWithoutDataIsRefused() {
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        bench.chunk = 1 << 24;
        while (bench.wire->to_client.size() < tls::LowerBio::most_without_data + 300'000) {
            SSL_new_session_ticket(bench.server->native());
            SSL_do_handshake(bench.server->native());
            bench.server->pump();
        }
        QVERIFY(!bench.read());
        QCOMPARE(bench.error.kind, Kind::net_receive);
        QCOMPARE(bench.error.os_errno, EMSGSIZE);
    }
    void tlsWorksInsideTls() {
        // The outer stream is a proxy's; the inner handshake runs through it.
        TlsBench bench;
        open(bench, TLS1_3_VERSION);
        auto outer = std::move(bench.stream);
        auto inner_wire = std::make_shared<Wire>();
        WireServer inner_server(inner_wire, make_server_context(issued_));
        const auto context = bench.contexts.get(bench.options);
        tls::TlsPeer peer("localhost", 8443);
        tls::TlsStream inner(std::move(outer), *context, nullptr, bench.buffers, std::move(peer));
        std::optional<Result<void>> outcome;
        const auto shake = [](tls::TlsStream& stream, async::Reactor& reactor,
                              std::optional<Result<void>>& out) -> async::Task<void> {
            Result<void> result = co_await stream.handshake(reactor);
            out.emplace(std::move(result));
        };
        async::Root root(bench.reactor, shake(inner, bench.reactor, outcome));
        const auto relay = [&] {
            bench.step();
            inner_wire->to_server += std::exchange(bench.server->received, {});
            inner_server.pump();
            bench.server->send(std::exchange(inner_wire->to_client, {}));
        };
        for (int i = 0; i < 20 && !root.finished(); ++i) {
            relay();
        }
        QVERIFY(root.finished());
        QVERIFY(outcome->has_value());
        QVERIFY(!inner.reads_pass_through());
        QCOMPARE(inner.descriptor(), Wire::fd);
        inner_server.send("through both");
        relay();
        relay();
        std::string buffer(100, '\0');
        bench.wire->read_budget = 1000;
        const auto got = inner.try_read({reinterpret_cast<std::byte*>(buffer.data()), buffer.size()});
        QCOMPARE(buffer.substr(0, got.bytes), std::string("through both"));
        QCOMPARE(bench.buffers.in_use(), 0U);
    }
};

SL_TEST_CLASS(TlsStreamTest)
#include "tls_stream_test.moc"
