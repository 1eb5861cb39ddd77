#include "engine/conn/target.h"

#include <QObject>
#include <QTest>

#include <set>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class TargetTest : public QObject {
    Q_OBJECT
  private slots:
    void writesAuthorities();
    void keysTellTargetsApart();
    void aProxyThatIsAskedServesAllHosts();
};

namespace {

Target target_to(const Options& options, const char* host, std::uint16_t port = 80) {
    Target target;
    target.scheme = "http";
    target.host = host;
    target.port = port;
    target.via = {host, port};
    target.options = &options;
    return target;
}

}  // namespace

void TargetTest::writesAuthorities() {
    QCOMPARE(authority_of("h.test", 80), std::string("h.test:80"));
    QCOMPARE(authority_of("2001:db8::1", 443), std::string("[2001:db8::1]:443"));
}

void TargetTest::keysTellTargetsApart() {
    Options plain;
    std::vector<Options> others(5);
    others[0].socket->interface = "lo";
    others[1].socket->local_port = 4000;
    others[2].socket->local_port = 4000;
    others[2].socket->local_port_range = 9;
    others[3].dns->ip_version = IpVersion::v4;
    others[4].dns->ip_version = IpVersion::v6;
    std::set<std::string> keys{target_to(plain, "a").key().origin, target_to(plain, "b").key().origin,
                               target_to(plain, "a", 81).key().origin};
    for (const Options& options : others) {
        keys.insert(target_to(options, "a").key().origin);
    }
    Target elsewhere = target_to(plain, "a");
    elsewhere.via = {"b", 80};
    keys.insert(elsewhere.key().origin);
    Target secure = target_to(plain, "a");
    secure.scheme = "https";
    keys.insert(secure.key().origin);
    QCOMPARE(keys.size(), std::size_t(10));
    QVERIFY(target_to(plain, "a").key() == target_to(plain, "a").key());
}

void TargetTest::aProxyThatIsAskedServesAllHosts() {
    Options options;
    Target a = target_to(options, "a");
    Target b = target_to(options, "b");
    a.route.proxies = b.route.proxies = {*parse_proxy("http://p:3128")};
    QVERIFY(a.key() == b.key());
    QCOMPARE(a.host_name(), std::string("p:3128"));
    a.route.tunnel = b.route.tunnel = true;
    QVERIFY(!(a.key() == b.key()));
    QCOMPARE(a.host_name(), std::string("a:80"));
}

SL_TEST_CLASS(TargetTest)
#include "target_test.moc"
