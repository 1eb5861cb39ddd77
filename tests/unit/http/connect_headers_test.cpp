#include "engine/http/connect_headers.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::http;

class ConnectHeadersTest : public QObject {
    Q_OBJECT
  private slots:
    void standInTheKnownOrder_data();
    void standInTheKnownOrder();
    void refusesLinesThatAreNoFields();
};

void ConnectHeadersTest::standInTheKnownOrder_data() {
    QTest::addColumn<QByteArray>("login");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char* name, const char* login, const char* agent, const QByteArrayList& lines,
                        const char* sent) {
        QTest::newRow(name) << QByteArray(login) << QByteArray(agent) << lines << QByteArray(sent);
    };
    row("bare", "", "", {}, "Host=h:443|Proxy-Connection=Keep-Alive|");
    row("all", "Basic x", "me", {"X-A: 1", "X-B;"},
        "Host=h:443|Proxy-Authorization=Basic x|User-Agent=me|Proxy-Connection=Keep-Alive|X-A=1|X-B=|");
    row("replaced", "Basic x", "me", {"user-agent: you", "Host: other", "Proxy-Authorization: mine"},
        "Host=other|Proxy-Connection=Keep-Alive|user-agent=you|Proxy-Authorization=mine|");
    row("removed", "Basic x", "me", {"User-Agent:", "Host:", "Proxy-Connection:", "Proxy-Authorization:"}, "");
}

void ConnectHeadersTest::standInTheKnownOrder() {
    QFETCH(QByteArray, login);
    QFETCH(QByteArray, agent);
    QFETCH(QByteArrayList, lines);
    std::vector<std::string> own;
    for (const QByteArray& line : lines) {
        own.push_back(line.toStdString());
    }
    const std::string authorization = login.toStdString();
    const std::string user_agent = agent.toStdString();
    const auto headers = connect_headers(
        {.authority = "h:443", .proxy_authorization = authorization, .user_agent = user_agent, .lines = own});
    QVERIFY(headers.has_value());
    std::string sent;
    for (const HeaderField& field : *headers) {
        sent += field.name + '=' + field.value + '|';
    }
    QTEST(QByteArray::fromStdString(sent), "sent");
}

void ConnectHeadersTest::refusesLinesThatAreNoFields() {
    const std::vector<std::string> own{"no field"};
    const auto headers =
        connect_headers({.authority = "h:443", .proxy_authorization = {}, .user_agent = {}, .lines = own});
    QVERIFY(!headers);
    QCOMPARE(headers.error().kind, Kind::option_syntax);
}

SL_TEST_CLASS(ConnectHeadersTest)
#include "connect_headers_test.moc"
