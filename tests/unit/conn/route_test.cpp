#include "engine/conn/route.h"

#include <QObject>
#include <QTest>

#include <set>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class RouteTest : public QObject {
    Q_OBJECT
  private slots:
    void knowsWhoIsAsked();
    void namesProxiesWithoutLogins();
    void keysTellRoutesApart();
    void loginsCountWhereTheyOpenTheWay();
};

namespace {

Route over(std::initializer_list<const char*> proxies, bool tunnel = false) {
    Route route;
    for (const char* text : proxies) {
        route.proxies.push_back(*parse_proxy(text));
    }
    route.tunnel = tunnel;
    return route;
}

}  // namespace

void RouteTest::knowsWhoIsAsked() {
    QVERIFY(!Route().asks_proxy() && Route().http_proxy() == nullptr);
    QVERIFY(over({"http://p"}).asks_proxy());
    QVERIFY(over({"https://p"}).asks_proxy());
    QVERIFY(!over({"http://p"}, true).asks_proxy());
    QVERIFY(!over({"socks5://p"}).asks_proxy());
    QVERIFY(over({"socks5://p", "http://q"}).asks_proxy());
    QCOMPARE(over({"socks5://p", "http://q"}).http_proxy()->host, std::string("q"));
    QVERIFY(over({"socks5://p"}).http_proxy() == nullptr);
}

void RouteTest::namesProxiesWithoutLogins() {
    QCOMPARE(Route().names(), std::string());
    QCOMPARE(over({"socks5h://me:secret@a", "http://you:secret@b:3128"}).names(),
             std::string("socks5h://a:1080, http://b:3128"));
}

void RouteTest::keysTellRoutesApart() {
    std::vector<Route> routes{Route(),
                              over({"http://p"}),
                              over({"http://p"}, true),
                              over({"https://p:1080"}),
                              over({"http://p:1"}),
                              over({"http://q"}),
                              over({"socks5://p"}),
                              over({"socks5h://p"}),
                              over({"socks5://p", "http://q"})};
    routes.emplace_back().local_path = "/run/socket";
    routes.emplace_back().local_path = std::string("\0/run/socket", 12);
    routes.emplace_back().haproxy = true;
    routes.push_back(routes.back());
    routes.back().haproxy_client = sys::Address::parse("192.0.2.1", 0);
    routes.push_back(over({"http://p"}, true));
    routes.back().proxies.back().type = ProxyType::http_1_0;
    std::set<std::string> keys;
    for (const Route& route : routes) {
        keys.insert(route.key());
    }
    QCOMPARE(keys.size(), routes.size());
    QCOMPARE(Route().key(), std::string());
}

void RouteTest::loginsCountWhereTheyOpenTheWay() {
    QVERIFY(over({"socks5://a:b@p"}).key() != over({"socks5://a:c@p"}).key());
    QVERIFY(over({"socks5://a:b@p"}).key() != over({"socks5://p"}).key());
    QVERIFY(over({"socks5://a:bc@p"}).key() != over({"socks5://ab:c@p"}).key());
    QVERIFY(over({"http://a:b@p"}, true).key() != over({"http://a:c@p"}, true).key());
    QCOMPARE(over({"http://a:b@p"}).key(), over({"http://c:d@p"}).key());
}

SL_TEST_CLASS(RouteTest)
#include "route_test.moc"
