#include <QObject>
#include <QTest>

#include "engine/conn/socks_dialogue.h"
#include "tests/support/test_class.h"
#include "tests/unit/conn/socks_talk.h"

using namespace sluice;
using namespace sluice::conn;
using namespace sluice::test;

class Socks5Test : public QObject {
    Q_OBJECT
  private slots:
    void asksWithoutLogin_data();
    void asksWithoutLogin();
    void logsIn();
    void skipsALoginThatIsNotWanted();
    void takesRepliesOfEveryAddressType_data();
    void takesRepliesOfEveryAddressType();
    void saysWhatTheReplyMeans_data();
    void saysWhatTheReplyMeans();
    void saysWhyTheGreetingFailed_data();
    void saysWhyTheGreetingFailed();
    void refusesBeforeSending_data();
    void refusesBeforeSending();
    void namesTheStepThatBroke();
};

namespace {

SocksRequest to_host(std::string host = "example.org") {
    SocksRequest request;
    request.host = std::move(host);
    request.port = 443;
    return request;
}

SocksRequest with_login(std::string user = "me", std::string password = "secret") {
    SocksRequest request = to_host();
    request.user = std::move(user);
    request.password = std::move(password);
    return request;
}

const std::string greeting = "\x05\x01\x00"s;
const std::string greeting_with_login = "\x05\x02\x00\x02"s;
const std::string connect_host =
    "\x05\x01\x00\x03\x0b"
    "example.org\x01\xbb"s;
const std::string granted = "\x05\x00\x00\x01\x7f\0\0\x01\x12\x34"s;

}  // namespace

void Socks5Test::asksWithoutLogin_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("a name") << QByteArray() << QByteArray::fromStdString(connect_host);
    QTest::newRow("IPv4") << QByteArray("192.0.2.7")
                          << QByteArray::fromStdString("\x05\x01\x00\x01\xc0\x00\x02\x07\x01\xbb"s);
    QTest::newRow("IPv6") << QByteArray("2001:db8::7")
                          << QByteArray::fromStdString("\x05\x01\x00\x04\x20\x01\x0d\xb8"s + std::string(11, '\0') +
                                                       "\x07\x01\xbb"s);
}

void Socks5Test::asksWithoutLogin() {
    QFETCH(QByteArray, address);
    QFETCH(QByteArray, request);
    SocksRequest wish = to_host();
    if (!address.isEmpty()) {
        wish.address = *sys::Address::parse(address.toStdString(), 1);
    }
    const SocksTalk talk = talk_every_split("\x05\x00"s + granted + "more", [&] { return make_socks5(wish); });
    QCOMPARE(talk.said, greeting + request.toStdString());
    QVERIFY(talk.done && !talk.error);
    QCOMPARE(talk.left, "more"s);
}

void Socks5Test::logsIn() {
    const SocksTalk talk = talk_every_split("\x05\x02\x01\x00"s + granted, [] { return make_socks5(with_login()); });
    QCOMPARE(talk.said, greeting_with_login + "\x01\x02me\x06secret"s + connect_host);
    QVERIFY(talk.done);
}

void Socks5Test::skipsALoginThatIsNotWanted() {
    const SocksTalk talk = talk_every_split("\x05\x00"s + granted, [] { return make_socks5(with_login()); });
    QCOMPARE(talk.said, greeting_with_login + connect_host);
    QVERIFY(talk.done);
}

void Socks5Test::takesRepliesOfEveryAddressType_data() {
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, std::string reply, bool good) {
        QTest::newRow(name) << QByteArray::fromStdString(reply) << good;
    };
    row("IPv4", granted, true);
    row("IPv6", "\x05\x00\x00\x04"s + std::string(18, 'x'), true);
    row("name", "\x05\x00\x00\x03\x04host\x01\x02"s, true);
    row("empty name", "\x05\x00\x00\x03\x00\x01\x02"s, true);
    row("longest name", "\x05\x00\x00\x03\xff"s + std::string(257, 'x'), true);
    row("type 0", "\x05\x00\x00\x00\x01"s, false);
    row("type 2", "\x05\x00\x00\x02\x01"s, false);
}

void Socks5Test::takesRepliesOfEveryAddressType() {
    QFETCH(QByteArray, reply);
    QFETCH(bool, good);
    const SocksTalk talk = talk_every_split("\x05\x00"s + reply.toStdString(), [] { return make_socks5(to_host()); });
    QCOMPARE(talk.done, good);
    QCOMPARE(talk.problem, good ? ProxyError::ok : ProxyError::bad_address_type);
}

void Socks5Test::saysWhatTheReplyMeans_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("problem");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, int code, ProxyError problem, Kind kind) {
        QTest::newRow(name) << code << static_cast<int>(problem) << static_cast<int>(kind);
    };
    row("1", 1, ProxyError::reply_general_server_failure, Kind::proxy_target);
    row("2", 2, ProxyError::reply_not_allowed, Kind::proxy_handshake);
    row("3", 3, ProxyError::reply_network_unreachable, Kind::proxy_target);
    row("4", 4, ProxyError::reply_host_unreachable, Kind::proxy_target);
    row("5", 5, ProxyError::reply_connection_refused, Kind::proxy_target);
    row("6", 6, ProxyError::reply_ttl_expired, Kind::proxy_target);
    row("7", 7, ProxyError::reply_command_not_supported, Kind::proxy_handshake);
    row("8", 8, ProxyError::reply_address_type_not_supported, Kind::proxy_handshake);
    row("9", 9, ProxyError::reply_unassigned, Kind::proxy_handshake);
    row("255", 255, ProxyError::reply_unassigned, Kind::proxy_handshake);
}

void Socks5Test::saysWhatTheReplyMeans() {
    QFETCH(int, code);
    // Nothing behind the code: some proxies send no more.
    const std::string reply{5, 0, 5, static_cast<char>(code)};
    const SocksTalk talk = talk_every_split(reply, [] { return make_socks5(to_host()); });
    QVERIFY(!talk.done);
    QTEST(static_cast<int>(talk.problem), "problem");
    QTEST(static_cast<int>(talk.error.kind), "kind");
    QCOMPARE(talk.error.code, Code::proxy);
    QVERIFY(!talk.error.facts().detail.empty());
}

void Socks5Test::saysWhyTheGreetingFailed_data() {
    QTest::addColumn<QByteArray>("replies");
    QTest::addColumn<bool>("login");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, std::string replies, bool login, ProxyError problem) {
        QTest::newRow(name) << QByteArray::fromStdString(replies) << login << static_cast<int>(problem);
    };
    row("SOCKS4", "\x00\x5a"s, false, ProxyError::bad_version);
    row("HTTP", "HTTP/1.1 400"s, false, ProxyError::bad_version);
    row("nothing acceptable", "\x05\xff"s, false, ProxyError::no_auth);
    row("nothing acceptable with a login", "\x05\xff"s, true, ProxyError::no_auth);
    row("a login that we do not have", "\x05\x02"s, false, ProxyError::unknown_mode);
    row("GSSAPI", "\x05\x01"s, true, ProxyError::unknown_mode);
    row("user rejected", "\x05\x02\x01\x01"s, true, ProxyError::user_rejected);
    row("reply of another version", "\x05\x00\x04\x00"s, false, ProxyError::bad_version);
}

void Socks5Test::saysWhyTheGreetingFailed() {
    QFETCH(QByteArray, replies);
    QFETCH(bool, login);
    const SocksTalk talk =
        talk_every_split(replies.toStdString(), [&] { return make_socks5(login ? with_login() : to_host()); });
    QVERIFY(!talk.done);
    QTEST(static_cast<int>(talk.problem), "problem");
    QCOMPARE(talk.error.code, Code::proxy);
    QVERIFY(talk.error.text().find("secret") == std::string::npos);
}

void Socks5Test::refusesBeforeSending_data() {
    QTest::addColumn<int>("host");
    QTest::addColumn<int>("user");
    QTest::addColumn<int>("password");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, int host, int user, int password, ProxyError problem) {
        QTest::newRow(name) << host << user << password << static_cast<int>(problem);
    };
    row("longest of all", 255, 255, 255, ProxyError::ok);
    row("no host", 0, 1, 1, ProxyError::long_hostname);
    row("long host", 256, 1, 1, ProxyError::long_hostname);
    row("long user", 1, 256, 1, ProxyError::long_user);
    row("long password", 1, 1, 256, ProxyError::long_password);
}

void Socks5Test::refusesBeforeSending() {
    QFETCH(int, host);
    QFETCH(int, user);
    QFETCH(int, password);
    QFETCH(int, problem);
    SocksRequest request = with_login(std::string(static_cast<std::size_t>(user), 'u'),
                                      std::string(static_cast<std::size_t>(password), 'p'));
    request.host = std::string(static_cast<std::size_t>(host), 'h');
    const auto dialogue = make_socks5(request);
    QCOMPARE(static_cast<int>(dialogue->proxy_error()), problem);
    QCOMPARE(dialogue->to_send().empty(), problem != 0);
}

void Socks5Test::namesTheStepThatBroke() {
    const auto dialogue = make_socks5(with_login());
    SocksTalk talk;
    hear(*dialogue, "", talk);
    QCOMPARE(dialogue->if_broken(true), ProxyError::send_connect);
    QCOMPARE(dialogue->if_broken(false), ProxyError::recv_connect);
    hear(*dialogue, "\x05\x02", talk);
    QCOMPARE(dialogue->if_broken(true), ProxyError::send_auth);
    QCOMPARE(dialogue->if_broken(false), ProxyError::recv_auth);
    hear(*dialogue, "\x01\x00"s, talk);
    QCOMPARE(dialogue->if_broken(true), ProxyError::send_request);
    QCOMPARE(dialogue->if_broken(false), ProxyError::recv_request_ack);
    hear(*dialogue, "\x05\x00\x00\x01\x00"s, talk);
    QCOMPARE(dialogue->if_broken(false), ProxyError::recv_address);
}

SL_TEST_CLASS(Socks5Test)
#include "socks5_test.moc"
