#include <QObject>
#include <QTest>

#include "engine/conn/socks_dialogue.h"
#include "tests/support/test_class.h"
#include "tests/unit/conn/socks_talk.h"

using namespace sluice;
using namespace sluice::conn;
using namespace sluice::test;

class Socks4Test : public QObject {
    Q_OBJECT
  private slots:
    void asksForAnAddress();
    void letsTheProxyLookUp();
    void sendsTheUser();
    void saysWhatTheReplyMeans_data();
    void saysWhatTheReplyMeans();
    void refusesBeforeSending_data();
    void refusesBeforeSending();
    void leavesWhatFollows();
};

namespace {

SocksRequest to_address(const char* ip = "192.0.2.7") {
    SocksRequest request;
    request.address = *sys::Address::parse(ip, 0);
    request.port = 443;
    return request;
}

SocksRequest to_host(std::string host) {
    SocksRequest request;
    request.host = std::move(host);
    request.port = 8080;
    return request;
}

const std::string granted = "\0\x5a\x12\x34\1\2\3\4"s;

}  // namespace

void Socks4Test::asksForAnAddress() {
    const SocksTalk talk = talk_every_split(granted, [] { return make_socks4(to_address()); });
    QCOMPARE(talk.said, "\x04\x01\x01\xbb\xc0\x00\x02\x07\x00"s);
    QVERIFY(talk.done && !talk.error);
}

void Socks4Test::letsTheProxyLookUp() {
    const SocksTalk talk = talk_every_split(granted, [] { return make_socks4(to_host("example.org")); });
    QCOMPARE(talk.said, "\x04\x01\x1f\x90\0\0\0\x01\0example.org\0"s);
    QVERIFY(talk.done);
}

void Socks4Test::sendsTheUser() {
    SocksRequest request = to_host("a.test");
    request.user = "me";
    request.password = "never sent";
    const SocksTalk talk = talk_every_split(granted, [&] { return make_socks4(request); });
    QCOMPARE(talk.said, "\x04\x01\x1f\x90\0\0\0\x01me\0a.test\0"s);
}

void Socks4Test::saysWhatTheReplyMeans_data() {
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("problem");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, int version, int code, ProxyError problem, Kind kind) {
        QTest::newRow(name) << version << code << static_cast<int>(problem) << static_cast<int>(kind);
    };
    row("rejected", 0, 91, ProxyError::request_failed, Kind::proxy_target);
    row("no identd", 0, 92, ProxyError::identd, Kind::proxy_login);
    row("another user", 0, 93, ProxyError::identd_differ, Kind::proxy_login);
    row("unknown code", 0, 94, ProxyError::unknown_fail, Kind::proxy_handshake);
    row("code 0", 0, 0, ProxyError::unknown_fail, Kind::proxy_handshake);
    row("version 4", 4, 90, ProxyError::bad_version, Kind::proxy_handshake);
    row("HTTP", 'H', 'T', ProxyError::bad_version, Kind::proxy_handshake);
}

void Socks4Test::saysWhatTheReplyMeans() {
    QFETCH(int, version);
    QFETCH(int, code);
    const std::string reply{static_cast<char>(version), static_cast<char>(code), 0, 0, 0, 0, 0, 0};
    const SocksTalk talk = talk_every_split(reply, [] { return make_socks4(to_address()); });
    QVERIFY(!talk.done);
    QTEST(static_cast<int>(talk.problem), "problem");
    QTEST(static_cast<int>(talk.error.kind), "kind");
    QCOMPARE(talk.error.code, Code::proxy);
}

void Socks4Test::refusesBeforeSending_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, const QByteArray& host, const QByteArray& user, ProxyError problem) {
        QTest::newRow(name) << host << user << static_cast<int>(problem);
    };
    row("no host", "", "", ProxyError::long_hostname);
    row("host of 256 bytes", QByteArray(256, 'a'), "", ProxyError::long_hostname);
    row("NUL in the host", QByteArray("a\0b", 3), "", ProxyError::long_hostname);
    row("user of 256 bytes", "a", QByteArray(256, 'a'), ProxyError::long_user);
    row("NUL in the user", "a", QByteArray("a\0b", 3), ProxyError::long_user);
    row("IPv6", "2001:db8::1", "", ProxyError::resolve_host);
}

void Socks4Test::refusesBeforeSending() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, user);
    SocksRequest request = to_host(host.toStdString());
    request.user = user.toStdString();
    if (const auto literal = sys::Address::parse(request.host, 80)) {
        request.address = literal;
    }
    const auto dialogue = make_socks4(request);
    QVERIFY(dialogue->to_send().empty());
    QCOMPARE(dialogue->wanted(), std::size_t{0});
    QVERIFY(!dialogue->done());
    QVERIFY(dialogue->error());
    QTEST(static_cast<int>(dialogue->proxy_error()), "problem");
}

void Socks4Test::leavesWhatFollows() {
    const SocksTalk talk = talk_every_split(granted + "220 ready", [] { return make_socks4(to_address()); });
    QVERIFY(talk.done);
    QCOMPARE(talk.left, "220 ready"s);
}

SL_TEST_CLASS(Socks4Test)
#include "socks4_test.moc"
