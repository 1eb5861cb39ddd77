// The near end of connections: devices, addresses, ports, sockets of this machine, the caller's own functions.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <thread>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class SocketsTest : public QObject {
    Q_OBJECT
  private slots:
    void bindsToTheInterface_data();
    void bindsToTheInterface();
    void triesPortsUpwards();
    void reusesOnlyEquallyBoundConnections();
    void connectsToASocketOfThisMachine_data();
    void connectsToASocketOfThisMachine();
    void saysThatTheSocketIsNotThere();
    void theCallersSocketIsUsed_data() { add_driver_rows(); }
    void theCallersSocketIsUsed();
    void theNextAddressIsTriedWithoutASocket();
    void everySocketIsClosedByTheCaller();
    void aConnectedSocketIsTakenAsItIs();
    void theCallerMayRefuseASocket();
    void exceptionsEndTheTransfer();
    void theCallerIsAskedBeforeLookups();
    void areSetUpAsTheOptionsSay();
};

namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

/// A port of which the next `count` are free too, as far as one can tell.
std::uint16_t free_ports(int count) {
    for (int first = 42'000; first < 60'000; first += count) {
        std::vector<int> held;
        for (int i = 0; i < count; ++i) {
            const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
            const auto address = loopback(static_cast<std::uint16_t>(first + i));
            held.push_back(fd);
            if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
                break;
            }
        }
        for (const int fd : held) {
            ::close(fd);
        }
        if (held.size() == static_cast<std::size_t>(count)) {
            return static_cast<std::uint16_t>(first);
        }
    }
    return 0;
}

/// Answers one request on a socket of this machine.
class LocalServer {
  public:
    explicit LocalServer(const std::string& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        const auto size =
            static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (path[0] != 0 ? 1 : 0));
        fd_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
        ::bind(fd_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(fd_, 4);
        thread_ = std::thread([this] {
            const int client = ::accept(fd_, nullptr, nullptr);
            char buffer[4096];
            const ssize_t n = ::recv(client, buffer, sizeof buffer, 0);
            request_.assign(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
            const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nlocal";
            ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
            ::recv(client, buffer, sizeof buffer, 0);
            ::close(client);
        });
    }
    ~LocalServer() {
        ::shutdown(fd_, SHUT_RDWR);
        join();
        ::close(fd_);
    }
    void join() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    std::string request() {
        join();
        return request_;
    }

  private:
    int fd_ = -1;
    std::string request_;
    std::thread thread_;
};

}  // namespace

void SocketsTest::bindsToTheInterface_data() {
    QTest::addColumn<QString>("interface");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("local");
    const auto row = [](const char* interface, Code code, const char* local) {
        QTest::newRow(interface) << QString(interface) << int(code) << QString(local);
    };
    row("127.0.0.2", Code::ok, "127.0.0.2");
    row("host!127.0.0.3", Code::ok, "127.0.0.3");
    row("host!localhost", Code::ok, "127.0.0.1");
    row("lo", Code::ok, "127.0.0.1");
    row("if!lo", Code::ok, "127.0.0.1");
    row("ifhost!lo!127.0.0.4", Code::ok, "127.0.0.4");
    row("if!no-such-device", Code::interface_failed, "");
    row("ifhost!no-such-device!127.0.0.1", Code::interface_failed, "");
    row("192.0.2.1", Code::interface_failed, "");
    row("host!no-such-host.invalid", Code::interface_failed, "");
    row("::1", Code::interface_failed, "");
    row("if!", Code::bad_function_argument, "");
}

void SocketsTest::bindsToTheInterface() {
    QFETCH(QString, interface);
    QFETCH(int, code);
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().socket->interface = interface.toStdString();
    fetch.easy.perform();
    QCOMPARE(int(fetch.easy.error().code), code);
    if (code == 0) {
        QTEST(QString::fromStdString(fetch.easy.info().connection.local_ip), "local");
    } else {
        const std::string name = interface.section('!', -1).toStdString();
        QVERIFY2(fetch.easy.error().text().find(name) != std::string::npos || interface.startsWith("ifhost"),
                 fetch.easy.error().text().c_str());
    }
}

void SocketsTest::triesPortsUpwards() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x").close());
    const std::uint16_t first = free_ports(3);
    const int taken = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto address = loopback(first);
    QCOMPARE(::bind(taken, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    Fetch fetch(server.url("/"));
    fetch.easy.options().socket->interface = "127.0.0.1";
    fetch.easy.options().socket->local_port = first;
    fetch.easy.perform();
    QCOMPARE(fetch.easy.error().code, Code::interface_failed);
    QVERIFY(fetch.easy.error().text().find(std::to_string(first)) != std::string::npos);
    fetch.easy.options().socket->local_port_range = 3;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(fetch.easy.info().connection.local_port > first);
    QVERIFY(fetch.easy.info().connection.local_port < first + 3);
    ::close(taken);
}

void SocketsTest::reusesOnlyEquallyBoundConnections() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    for (const char* interface : {"", "127.0.0.2", "127.0.0.2", "host!127.0.0.2", ""}) {
        fetch.easy.options().socket->interface = interface;
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(server.connection_count(), std::size_t(3));
}

void SocketsTest::connectsToASocketOfThisMachine_data() {
    QTest::addColumn<bool>("abstract");
    QTest::newRow("path") << false;
    QTest::newRow("abstract name") << true;
}

void SocketsTest::connectsToASocketOfThisMachine() {
    QFETCH(bool, abstract);
    QTemporaryDir folder;
    const std::string path = folder.filePath("socket").toStdString();
    LocalServer server((abstract ? std::string(1, '\0') : std::string()) + path);
    {
        Fetch fetch("http://h.test/x");
        fetch.easy.options().connection->unix_socket = path;
        fetch.easy.options().connection->abstract_unix_socket = abstract;
        fetch.easy.options().proxy->url = "http://127.0.0.1:1";  // has no effect
        fetch.easy.options().socket->interface = "192.0.2.1";    // nor has this
        fetch.easy.perform();
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QCOMPARE(fetch.body, std::string("local"));
        const Info& info = fetch.easy.info();
        QCOMPARE(info.connection.primary_ip, std::string());
        QCOMPARE(info.connection.primary_port, -1);
        QVERIFY(!info.connection.used_proxy);
        QCOMPARE(info.requests.at(0).remote_address, (abstract ? "@" : "") + path);
        QCOMPARE(info.times.namelookup, std::int64_t(0));
    }
    QVERIFY(server.request().starts_with("GET /x HTTP/1.1\r\nHost: h.test\r\n"));
}

void SocketsTest::saysThatTheSocketIsNotThere() {
    QTemporaryDir folder;
    Fetch fetch("http://h.test/");
    fetch.easy.options().connection->unix_socket = folder.filePath("none").toStdString();
    QCOMPARE(fetch.easy.perform(), Code::couldnt_connect);
    QVERIFY(fetch.easy.error().text().find("none") != std::string::npos);
    fetch.easy.options().connection->unix_socket = std::string(108, 'x');
    QCOMPARE(fetch.easy.perform(), Code::bad_function_argument);
}

void SocketsTest::theCallersSocketIsUsed() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    std::vector<int> opened, set_up, closed;
    SocketAddress asked;
    Fetch fetch(server.url("/"));
    ConnectionCallbacks& callbacks = *fetch.easy.callbacks().connection;
    callbacks.open_socket = [&](const SocketAddress& address) {
        asked = address;
        opened.push_back(::socket(address.family, address.type, address.protocol));  // a blocking one
        return opened.back();
    };
    callbacks.socket_options = [&](int fd) {
        set_up.push_back(fd);
        return SocketVerdict::ok;
    };
    callbacks.close_socket = [&](int fd) {
        closed.push_back(fd);
        ::close(fd);
    };
    {
        const auto carrier = make_driver(driver.toStdString());
        QVERIFY(carrier->run(fetch.easy));
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QCOMPARE(fetch.body, std::string("x"));
        QCOMPARE(opened.size(), std::size_t(1));
        QVERIFY(set_up == opened);
        QVERIFY(closed.empty());  // kept for reuse
        QCOMPARE(asked.family, AF_INET);
        QCOMPARE(asked.type, int(SOCK_STREAM));
        QCOMPARE(asked.ip, std::string("127.0.0.1"));
        QCOMPARE(asked.port, int(server.port()));
        server.end_connections(false);
        QVERIFY(server.wait_until_no_connection());
        QVERIFY(carrier->run(fetch.easy));  // finds it closed
        QCOMPARE(closed.size(), std::size_t(1));
    }
}

void SocketsTest::theNextAddressIsTriedWithoutASocket() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch("http://both.test:" + std::to_string(server.port()) + "/");
    fetch.easy.options().dns->resolve = {"both.test:" + std::to_string(server.port()) + ":127.0.0.9,127.0.0.1"};
    int calls = 0;
    fetch.easy.callbacks().connection->open_socket = [&](const SocketAddress& address) {
        ++calls;
        return address.ip == "127.0.0.9" ? -1 : ::socket(address.family, address.type, address.protocol);
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(calls, 2);
    QCOMPARE(fetch.easy.info().requests.at(0).lost.size(), std::size_t(1));
    fetch.easy.options().connection->fresh_connect = true;
    fetch.easy.callbacks().connection->open_socket = [&](const SocketAddress&) { return -1; };
    QCOMPARE(fetch.easy.perform(), Code::couldnt_connect);
}

void SocketsTest::everySocketIsClosedByTheCaller() {
    int open = 0;
    {
        ScriptedServer server;
        server.on("/", Reply::http(200, "x"));
        Fetch fetch(server.url("/"));
        fetch.easy.callbacks().connection->open_socket = [&](const SocketAddress& address) {
            ++open;
            return ::socket(address.family, address.type, address.protocol);
        };
        fetch.easy.callbacks().connection->close_socket = [&](int fd) {
            --open;
            ::close(fd);
        };
        QCOMPARE(fetch.easy.perform(), Code::ok);
        fetch.easy.options().url = "http://127.0.0.1:1/";
        QCOMPARE(fetch.easy.perform(), Code::couldnt_connect);
        QCOMPARE(open, 1);
    }
    QCOMPARE(open, 0);  // also the idle one, when its Easy went
}

void SocketsTest::aConnectedSocketIsTakenAsItIs() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch("http://192.0.2.1/");
    fetch.easy.callbacks().connection->open_socket = [&](const SocketAddress&) {
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        const auto address = loopback(server.port());
        return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? fd : -1;
    };
    fetch.easy.callbacks().connection->socket_options = [](int) { return SocketVerdict::already_connected; };
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("x"));
}

void SocketsTest::theCallerMayRefuseASocket() {
    ScriptedServer server;
    Fetch fetch(server.url("/"));
    fetch.easy.callbacks().connection->socket_options = [](int) { return SocketVerdict::error; };
    QCOMPARE(fetch.easy.perform(), Code::couldnt_connect);
    QCOMPARE(server.connection_count(), std::size_t(0));
}

void SocketsTest::exceptionsEndTheTransfer() {
    ScriptedServer server;
    Fetch fetch("http://both.test:" + std::to_string(server.port()) + "/");
    fetch.easy.options().dns->resolve = {"both.test:" + std::to_string(server.port()) + ":127.0.0.9,127.0.0.1"};
    int calls = 0;
    fetch.easy.callbacks().connection->open_socket = [&](const SocketAddress&) -> int {
        ++calls;
        throw std::runtime_error("out of sockets");
    };
    QCOMPARE(fetch.easy.perform(), Code::bad_function_argument);
    QVERIFY(fetch.easy.error().text().find("out of sockets") != std::string::npos);
    QCOMPARE(calls, 1);
}

void SocketsTest::theCallerIsAskedBeforeLookups() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    std::vector<std::string> asked;
    bool allow = true;
    Fetch fetch("http://no-such-host.invalid/");
    fetch.easy.callbacks().connection->resolver_start = [&](const std::string& host) {
        asked.push_back(host);
        return allow;
    };
    QCOMPARE(fetch.easy.perform(), Code::couldnt_resolve_host);
    QVERIFY(asked == std::vector<std::string>{"no-such-host.invalid"});
    allow = false;
    fetch.easy.options().url = "http://refused-host.invalid/";
    QCOMPARE(fetch.easy.perform(), Code::couldnt_resolve_host);
    QVERIFY2(fetch.easy.error().text().find("refused-host.invalid") != std::string::npos,
             fetch.easy.error().text().c_str());
    QCOMPARE(asked.size(), std::size_t(2));
    fetch.easy.options().url = server.url("/");  // nothing to look up
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(asked.size(), std::size_t(2));
    fetch.easy.callbacks().connection->resolver_start = [](const std::string&) -> bool { throw 1; };
    fetch.easy.options().url = "http://third-host.invalid/";
    QCOMPARE(fetch.easy.perform(), Code::bad_function_argument);
}

void SocketsTest::areSetUpAsTheOptionsSay() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    for (const bool on : {false, true}) {
        Fetch fetch(server.url("/"));
        SocketOptions& wanted = *fetch.easy.options().socket;
        wanted.tcp_no_delay = on;
        wanted.tcp_keep_alive = on;
        wanted.keep_idle = std::chrono::seconds(31);
        wanted.keep_interval = std::chrono::seconds(17);
        wanted.keep_count = 4;
        int socket = -1;
        std::vector<int> values;
        fetch.easy.callbacks().connection->socket_options = [&](int fd) {
            socket = fd;
            return SocketVerdict::ok;
        };
        fetch.easy.callbacks().connection->before_request = [&](const Endpoints&) {
            for (const auto& [level, name] : std::vector<std::pair<int, int>>{{IPPROTO_TCP, TCP_NODELAY},
                                                                              {SOL_SOCKET, SO_KEEPALIVE},
                                                                              {IPPROTO_TCP, TCP_KEEPIDLE},
                                                                              {IPPROTO_TCP, TCP_KEEPINTVL},
                                                                              {IPPROTO_TCP, TCP_KEEPCNT}}) {
                int value = -1;
                socklen_t size = sizeof value;
                ::getsockopt(socket, level, name, &value, &size);
                values.push_back(value);
            }
            return true;
        };
        QCOMPARE(fetch.easy.perform(), Code::ok);
        QCOMPARE(values.size(), std::size_t(5));
        QCOMPARE(values[0] != 0, on);
        QCOMPARE(values[1] != 0, on);
        if (on) {
            QCOMPARE(values[2], 31);
            QCOMPARE(values[3], 17);
            QCOMPARE(values[4], 4);
        }
    }
}

SL_TEST_CLASS(SocketsTest)
#include "sockets_test.moc"
