#include <QTest>

#include <openssl/ssl.h>

#include "engine/tls/tls_stream.h"
#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;

/// TlsStream::handshake and what it agrees on.
class HandshakeTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;
    Issued issued_ = authority_.issue({});

    void trust(TlsBench& bench) { bench.options.ca_file = bench.file("ca.pem", authority_.root()); }
    static void versions() {
        QTest::addColumn<int>("version");
        QTest::newRow("1.2") << TLS1_2_VERSION;
        QTest::newRow("1.3") << TLS1_3_VERSION;
    }

  private slots:
    void agreesOnAProtocol_data() {
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QStringList>("known");
        QTest::addColumn<QString>("agreed");
        QTest::newRow("the only one") << QStringList{"http/1.1"} << QStringList{"http/1.1"} << "http/1.1";
        QTest::newRow("the server's choice") << QStringList{"http/1.1", "h2"} << QStringList{"h2", "http/1.1"} << "h2";
        QTest::newRow("none in common") << QStringList{"h2"} << QStringList{"http/1.1"} << "";
        QTest::newRow("none offered") << QStringList() << QStringList{"http/1.1"} << "";
        QTest::newRow("none known") << QStringList{"h2"} << QStringList() << "";
    }
    void agreesOnAProtocol() {
        QFETCH(QStringList, offered);
        QFETCH(QStringList, known);
        TlsBench bench;
        trust(bench);
        ServerContextOptions server;
        for (const QString& name : known) {
            server.alpn.push_back(name.toStdString());
        }
        std::vector<std::string> names;
        for (const QString& name : offered) {
            names.push_back(name.toStdString());
        }
        QCOMPARE(bench.meet(make_server_context(issued_, server), "localhost", names), Kind::none);
        QTEST(QString::fromStdString(bench.stream->alpn()), "agreed");
    }
    void refusesAProtocolNameThatCannotBeSent_data() {
        QTest::addColumn<int>("length");
        QTest::newRow("empty") << 0;
        QTest::newRow("256 bytes") << 256;
    }
    void refusesAProtocolNameThatCannotBeSent() {
        QFETCH(int, length);
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(issued_), "localhost", {std::string(std::size_t(length), 'x')}),
                 Kind::argument_bad);
        QVERIFY(bench.wire->to_server.empty());
    }
    void refusesAHostThatIsNone() {
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(issued_), "."), Kind::dns_not_found);
        QCOMPARE(bench.stream->last_error().kind, Kind::dns_not_found);
    }

    void worksByteByByte_data() { versions(); }
    void worksByteByByte() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        bench.chunk = 1;
        QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::none);
        bench.server->send("hello");
        QCOMPARE(bench.read(), std::optional<std::string>("hello"));
        QVERIFY(bench.write("there"));
        QVERIFY(bench.step() || true);
        QCOMPARE(bench.server->received, std::string("there"));
        QCOMPARE(bench.buffers.in_use(), 0U);
    }
    void canBeCancelledAtEverySuspension_data() { versions(); }
    void canBeCancelledAtEverySuspension() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        bench.chunk = 50;
        const auto server = make_server_context(issued_, {.highest_version = version});
        int steps = 0;
        for (bool finished = false; !finished; ++steps) {
            bench.connect(server);
            std::optional<Result<void>> outcome;
            const auto shake = [](tls::TlsStream& stream, async::Reactor& reactor,
                                  std::optional<Result<void>>& out) -> async::Task<void> {
                Result<void> result = co_await stream.handshake(reactor);
                out.emplace(std::move(result));
            };
            {
                async::Root root(bench.reactor, shake(*bench.stream, bench.reactor, outcome));
                for (int i = 0; i <= steps; ++i) {
                    bench.step();
                }
                finished = root.finished();
            }
            bench.stream.reset();
            bench.reactor.flush();
            QCOMPARE(bench.door.wanted, sys::Interest::none);
            QCOMPARE(bench.buffers.in_use(), 0U);
        }
        QVERIFY(steps > 20);
    }

    void refusesAServerOfAnotherVersion_data() {
        QTest::addColumn<int>("server_lowest");
        QTest::addColumn<int>("server_highest");
        QTest::addColumn<int>("lowest");
        QTest::addColumn<int>("highest");
        QTest::newRow("server 1.2, client 1.3") << 0 << TLS1_2_VERSION << int(TlsVersion::v1_3) << int(TlsVersion::any);
        QTest::newRow("server 1.3, client 1.2")
            << TLS1_3_VERSION << 0 << int(TlsVersion::v1_2) << int(TlsVersion::v1_2);
        QTest::newRow("server 1.1, client default")
            << TLS1_1_VERSION << TLS1_1_VERSION << int(TlsVersion::v1_2) << int(TlsVersion::any);
    }
    void refusesAServerOfAnotherVersion() {
        QFETCH(int, server_lowest);
        QFETCH(int, server_highest);
        QFETCH(int, lowest);
        QFETCH(int, highest);
        TlsBench bench;
        trust(bench);
        bench.options.min_version = static_cast<TlsVersion>(lowest);
        bench.options.max_version = static_cast<TlsVersion>(highest);
        const auto server =
            make_server_context(issued_, {.lowest_version = server_lowest, .highest_version = server_highest});
        SSL_CTX_set_security_level(server.get(), 0);
        SSL_CTX_set_cipher_list(server.get(), "ALL:@SECLEVEL=0");
        QCOMPARE(bench.meet(server), Kind::tls_version);
        QCOMPARE(int(bench.error.code), 35);
        QCOMPARE(QString::fromStdString(bench.error.facts().host), QString("localhost"));
    }
    void usesTheCiphersItWasGiven() {
        TlsBench bench;
        trust(bench);
        bench.options.max_version = TlsVersion::v1_2;
        bench.options.ciphers = "ECDHE-ECDSA-CHACHA20-POLY1305";
        QCOMPARE(bench.meet(make_server_context(issued_)), Kind::none);
        QCOMPARE(QString::fromStdString(bench.stream->facts()->cipher), QString("ECDHE-ECDSA-CHACHA20-POLY1305"));
    }
    void saysWhyTheServerRefused() {
        TlsBench bench;
        trust(bench);
        bench.options.max_version = TlsVersion::v1_2;
        bench.options.ciphers = "ECDHE-RSA-AES128-GCM-SHA256";  // the server has an EC key
        QCOMPARE(bench.meet(make_server_context(issued_)), Kind::tls_handshake);
        QCOMPARE(QString::fromStdString(bench.error.facts().detail), QString("the server refuses: handshake failure"));
    }
    void saysThatAServerDoesNotSpeakTls() {
        TlsBench bench;
        trust(bench);
        bench.connect(make_server_context(issued_));
        bench.server->reading = false;
        bench.wire->to_client = "HTTP/1.1 400 Bad Request\r\n\r\n";
        QVERIFY(!*bench.handshake());
        QCOMPARE(bench.error.kind, Kind::tls_handshake);
        QCOMPARE(QString::fromStdString(bench.error.facts().detail), QString("the server does not answer in TLS"));
    }
    void anEndOrAResetAtAnyByteFailsTheHandshake_data() {
        QTest::addColumn<int>("read_errno");
        QTest::newRow("end") << 0;
        QTest::newRow("reset") << ECONNRESET;
    }
    void anEndOrAResetAtAnyByteFailsTheHandshake() {
        QFETCH(int, read_errno);
        TlsBench bench;
        trust(bench);
        const auto server = make_server_context(issued_);
        for (std::size_t cut = 0; cut < 1000; cut += cut < 10 ? 1 : 97) {
            bench.connect(server);
            bench.server->reading = false;
            const auto begin = [](tls::TlsStream& stream, async::Reactor& reactor,
                                  std::optional<Result<void>>& out) -> async::Task<void> {
                Result<void> result = co_await stream.handshake(reactor);
                out.emplace(std::move(result));
            };
            std::optional<Result<void>> outcome;
            async::Root root(bench.reactor, begin(*bench.stream, bench.reactor, outcome));
            bench.step();
            bench.server->reading = true;
            bench.server->pump();
            bench.server->reading = false;
            QVERIFY(bench.wire->to_client.size() > cut);
            bench.wire->to_client.resize(cut);
            bench.wire->server_ended = true;
            bench.wire->read_errno = read_errno;
            for (int i = 0; i < 5; ++i) {
                bench.step();
            }
            QVERIFY(root.finished());
            QVERIFY(!*outcome);
            QCOMPARE(outcome->error().kind, Kind::tls_handshake);
            QCOMPARE(int(outcome->error().code), 35);
            QCOMPARE(outcome->error().os_errno, read_errno);
            QVERIFY(!outcome->error().facts().detail.empty());
            // Every later call fails the same way.
            std::byte byte{};
            QCOMPARE(bench.stream->try_read({&byte, 1}).state, sys::IoState::failed);
            QCOMPARE(bench.stream->try_write({&byte, 1}).state, sys::IoState::failed);
            QCOMPARE(bench.stream->last_error().kind, Kind::tls_handshake);
            QVERIFY(!bench.stream->idle_and_alive());
        }
    }
    void aFailedSendFailsTheHandshake() {
        TlsBench bench;
        trust(bench);
        bench.connect(make_server_context(issued_));
        bench.wire->write_errno = EPIPE;
        QVERIFY(!*bench.handshake());
        QCOMPARE(bench.error.kind, Kind::tls_handshake);
        QCOMPARE(bench.error.os_errno, EPIPE);
    }

    // ---- pins
    void aRightPinIsAccepted() {
        TlsBench bench;
        trust(bench);
        bench.options.pinned_public_key = pin_of(issued_);
        QCOMPARE(bench.meet(make_server_context(issued_)), Kind::none);
    }
    void aWrongPinEndsItBeforeAnyDataWithOrWithoutChecking_data() { versions(); }
    void aWrongPinEndsItBeforeAnyDataWithOrWithoutChecking() {
        QFETCH(int, version);
        for (const bool verify : {true, false}) {
            TlsBench bench;
            trust(bench);
            bench.options.verify_peer = bench.options.verify_host = verify;
            bench.options.pinned_public_key = pin_of(authority_.issue({}));
            QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::tls_pin_mismatch);
            QCOMPARE(int(bench.error.code), 90);
            QVERIFY(!bench.write("secret"));
            bench.step();
            QVERIFY(bench.server->received.empty());
            // A resumed session does not get around it.
            QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::tls_pin_mismatch);
        }
    }

    // ---- sessions
    void resumes_data() { versions(); }
    void resumes() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        bench.options.pinned_public_key = pin_of(issued_);
        const auto server = make_server_context(issued_, {.alpn = {"http/1.1"}, .highest_version = version});
        for (int round = 0; round < 4; ++round) {
            QCOMPARE(bench.meet(server, "localhost", {"http/1.1"}), Kind::none);
            QCOMPARE(bench.stream->resumed(), round > 0);
            QCOMPARE(bench.stream->facts()->resumed, round > 0);
            QCOMPARE(bench.stream->facts()->chain.size(), 2U);
            QCOMPARE(bench.stream->facts()->verify_result, 0L);
            QCOMPARE(QString::fromStdString(bench.stream->alpn()), QString("http/1.1"));
            bench.server->send("x");
            QCOMPARE(bench.read(), std::optional<std::string>("x"));
        }
    }
    void aServerThatForgotTheSessionIsMetAnew_data() { versions(); }
    void aServerThatForgotTheSessionIsMetAnew() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::none);
        bench.server->send("x");
        QVERIFY(bench.read());
        QCOMPARE(bench.meet(make_server_context(issued_, {.highest_version = version})), Kind::none);
        QVERIFY(!bench.stream->resumed());
    }
    void doesNotResumeWhenToldSoOrForAnotherPeer() {
        TlsBench bench;
        trust(bench);
        const auto server = make_server_context(issued_, {.highest_version = TLS1_2_VERSION});
        QCOMPARE(bench.meet(server), Kind::none);
        QCOMPARE(bench.sessions->peers(), 1U);
        QCOMPARE(bench.meet(server, "127.0.0.1"), Kind::none);
        QVERIFY(!bench.stream->resumed());
        bench.sessions->clear();
        bench.options.session_reuse = false;
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(bench.meet(server), Kind::none);
            QVERIFY(!bench.stream->resumed());
        }
        QCOMPARE(bench.sessions->peers(), 0U);
    }
    void aSessionMadeWithoutCheckingIsNotUsedWithChecking() {
        TlsBench bench;
        bench.options.ca_file = bench.file("ca.pem", TestAuthority("Other").root());
        bench.options.verify_peer = false;
        const auto server = make_server_context(issued_, {.highest_version = TLS1_2_VERSION});
        QCOMPARE(bench.meet(server), Kind::none);
        bench.options.verify_peer = true;
        QCOMPARE(bench.meet(server), Kind::tls_unknown_issuer);
    }

    // ---- own certificates
    void sendsItsOwnCertificate_data() { versions(); }
    void sendsItsOwnCertificate() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        const Issued own = authority_.issue({.common_name = "me", .names = {}, .for_client = true});
        bench.options.client.certificate = bench.file("own.pem", own.chain);
        bench.options.client.key = bench.file("own.key", own.key);
        const auto server = make_server_context(issued_, {.client_ca = authority_.root(), .highest_version = version});
        QCOMPARE(bench.meet(server), Kind::none);
        bench.server->send("welcome");
        QCOMPARE(bench.read(), std::optional<std::string>("welcome"));
        X509* seen = SSL_get1_peer_certificate(bench.server->native());
        QVERIFY(seen != nullptr);
        X509_free(seen);
    }
    void saysThatACertificateIsWantedOrNotAccepted_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("has_one");
        QTest::newRow("1.2, none") << TLS1_2_VERSION << false;
        QTest::newRow("1.3, none") << TLS1_3_VERSION << false;
        QTest::newRow("1.2, not accepted") << TLS1_2_VERSION << true;
        QTest::newRow("1.3, not accepted") << TLS1_3_VERSION << true;
    }
    void saysThatACertificateIsWantedOrNotAccepted() {
        QFETCH(int, version);
        QFETCH(bool, has_one);
        TlsBench bench;
        trust(bench);
        TestAuthority stranger("Stranger");
        const Issued own = stranger.issue({.for_client = true});
        if (has_one) {
            bench.options.client.certificate = bench.file("own.pem", own.chain + own.key);
        }
        const auto server = make_server_context(issued_, {.client_ca = authority_.root(), .highest_version = version});
        Kind kind = bench.meet(server);
        if (kind == Kind::none) {  // TLS 1.3: the server's verdict comes after our last message
            QVERIFY(!bench.read());
            kind = bench.error.kind;
        }
        QCOMPARE(kind, has_one ? Kind::tls_client_certificate : Kind::tls_client_certificate_wanted);
        QCOMPARE(int(bench.error.code), has_one ? 58 : 98);
        QCOMPARE(QString::fromStdString(bench.error.facts().file),
                 QString::fromStdString(bench.options.client.certificate));
    }
    void asksForProofThatTheCertificateIsNotRevoked_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            const QByteArray tag = version == TLS1_2_VERSION ? "1.2" : "1.3";
            const auto row = [&](const char* what, Kind kind) {
                QTest::newRow(tag + ' ' + what) << version << what << int(kind);
            };
            row("good", Kind::none);
            row("none", Kind::tls_status);
            row("rubbish", Kind::tls_status);
            row("revoked", Kind::tls_revoked);
            row("unknown", Kind::tls_status);
            row("old", Kind::tls_status);
            row("of tomorrow", Kind::tls_status);
            row("of another certificate", Kind::tls_status);
            row("of another issuer", Kind::tls_status);
        }
    }
    void asksForProofThatTheCertificateIsNotRevoked() {
        QFETCH(int, version);
        QFETCH(QString, what);
        using Status = TestAuthority::Status;
        using namespace std::chrono_literals;
        std::string staple;
        if (what == "rubbish") {
            staple = "rubbish";
        } else if (what == "of another certificate") {
            staple = authority_.status_answer(authority_.issue({}), Status::good);
        } else if (what == "of another issuer") {
            staple = TestAuthority("Stranger").status_answer(issued_, Status::good);
        } else if (what != "none") {
            staple = authority_.status_answer(issued_,
                                              what == "revoked"   ? Status::revoked
                                              : what == "unknown" ? Status::unknown
                                                                  : Status::good,
                                              what == "old"           ? 48h
                                              : what == "of tomorrow" ? -24h
                                                                      : 0h);
        }
        TlsBench bench;
        trust(bench);
        bench.options.verify_status = true;
        const auto server = make_server_context(issued_, {.highest_version = version, .ocsp_staple = staple});
        QTEST(int(bench.meet(server)), "kind");
        if (bench.error) {
            QCOMPARE(int(bench.error.code), bench.error.kind == Kind::tls_revoked ? 60 : 91);
            QVERIFY(!bench.error.facts().detail.empty());
        }
        // A second connection is asked for its own proof: nothing is resumed.
        bench.options.verify_status = true;
        QTEST(int(bench.meet(server)), "kind");
    }
    void keepsWhatTlsSaysIfAsked_data() { versions(); }
    void keepsWhatTlsSaysIfAsked() {
        QFETCH(int, version);
        TlsBench bench;
        trust(bench);
        const auto server = make_server_context(issued_, {.highest_version = version});
        int sent = 0;
        int received = 0;
        bool client_hello = false;
        const auto count = [&](bool out, sluice::Bytes bytes) {
            ++(out ? sent : received);
            client_hello = client_hello || (out && bytes.size() > 40 && bytes[0] == std::byte{1});
        };
        QCOMPARE(bench.meet(server), Kind::none);
        bench.stream->take_protocol_data(count);
        QCOMPARE(sent + received, 0);
        bench.keep_protocol_data = true;
        QCOMPARE(bench.meet(server), Kind::none);
        bench.stream->take_protocol_data(count);
        QVERIFY(sent > 1 && received > 1 && client_hello);
        sent = received = 0;
        bench.stream->take_protocol_data(count);
        QCOMPARE(sent + received, 0);
    }
    void theServersVerdictIsToldByAFailedWriteToo() {
        TlsBench bench;
        trust(bench);
        const auto server = make_server_context(issued_, {.client_ca = authority_.root()});
        QCOMPARE(bench.meet(server), Kind::none);
        bench.step();                     // the alert is on its way
        bench.wire->write_errno = EPIPE;  // and the server has closed
        QVERIFY(!bench.write("GET / HTTP/1.1\r\n\r\n"));
        QCOMPARE(bench.error.kind, Kind::tls_client_certificate_wanted);
    }
};

SL_TEST_CLASS(HandshakeTest)
#include "handshake_test.moc"
