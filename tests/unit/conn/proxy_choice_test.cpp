#include "engine/conn/proxy_choice.h"

#include <QMap>
#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class ProxyChoiceTest : public QObject {
    Q_OBJECT
  private slots:
    void asksTheEnvironment_data();
    void asksTheEnvironment();
    void optionBeatsEnvironment();
    void emptyOptionCancels();
    void worksWithoutAnEnvironment();
    void chainsAPreProxy();
    void refusesAPreProxyThatIsNotSocks();
    void logsInAtTheLastOne_data();
    void logsInAtTheLastOne();
    void saysWhatCannotBeRead();
};

namespace {

Environment environment_of(const QByteArray& settings) {
    QMap<QByteArray, QByteArray> values;
    for (const QByteArray& setting : settings.split(' ')) {
        values[setting.left(setting.indexOf('='))] = setting.mid(setting.indexOf('=') + 1);
    }
    return [values](const std::string& name) -> std::optional<std::string> {
        const auto found = values.find(QByteArray::fromStdString(name));
        return found == values.end() ? std::nullopt : std::optional(found->toStdString());
    };
}

QByteArray names_of(const Result<ProxyChain>& chain) {
    QByteArrayList names;
    for (const ProxyServer& server : *chain) {
        names << QByteArray::fromStdString(server.name());
    }
    return names.join(' ');
}

}  // namespace

void ProxyChoiceTest::asksTheEnvironment_data() {
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("chosen");
    const auto row = [](const QByteArray& environment, const QByteArray& url, const QByteArray& chosen) {
        QTest::newRow((environment + ' ' + url).constData()) << environment << url << chosen;
    };
    row("", "http h.test", "");
    row("http_proxy=p", "http h.test", "http://p:1080");
    row("http_proxy=p", "https h.test", "");
    row("https_proxy=p", "https h.test", "http://p:1080");
    row("https_proxy=p", "http h.test", "");
    row("HTTPS_PROXY=p", "https h.test", "http://p:1080");
    row("HTTP_PROXY=p", "http h.test", "");
    row("HTTP_PROXY=p all_proxy=a", "http h.test", "http://a:1080");
    row("https_proxy=low HTTPS_PROXY=up", "https h.test", "http://low:1080");
    row("https_proxy= HTTPS_PROXY=up", "https h.test", "http://up:1080");
    row("all_proxy=low ALL_PROXY=up", "ftp h.test", "http://low:1080");
    row("ALL_PROXY=up", "http h.test", "http://up:1080");
    row("ftp_proxy=f all_proxy=a", "ftp h.test", "http://f:1080");
    row("HTTPS_PROXY=up all_proxy=a", "https h.test", "http://up:1080");
    row("http_proxy= all_proxy=", "http h.test", "");
    row("all_proxy=socks5h://s", "HTTPS h.test", "socks5h://s:1080");
    row("http_proxy=p no_proxy=h.test", "http h.test", "");
    row("http_proxy=p NO_PROXY=h.test", "http h.test", "");
    row("http_proxy=p no_proxy=other NO_PROXY=h.test", "http h.test", "http://p:1080");
    row("http_proxy=p no_proxy=*", "http h.test", "");
}

void ProxyChoiceTest::asksTheEnvironment() {
    QFETCH(QByteArray, environment);
    QFETCH(QByteArray, url);
    const auto chain = choose_proxies({}, url.split(' ')[0].toStdString(), url.split(' ')[1].toStdString(),
                                      environment_of(environment));
    QVERIFY(chain.has_value());
    QTEST(names_of(chain), "chosen");
}

void ProxyChoiceTest::optionBeatsEnvironment() {
    const Environment environment = environment_of("http_proxy=e all_proxy=e no_proxy=h.test");
    ProxyWish wish;
    wish.proxy = "mine:1";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray());
    wish.no_proxy = "elsewhere";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray("http://mine:1"));
    QCOMPARE(names_of(choose_proxies(wish, "http", "elsewhere", environment)), QByteArray());
    wish.proxy.reset();
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray("http://e:1080"));
    wish.proxy = "mine";
    wish.type = ProxyType::socks5;
    wish.port = 9;
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray("socks5://mine:9"));
}

void ProxyChoiceTest::emptyOptionCancels() {
    const Environment environment = environment_of("http_proxy=e no_proxy=h.test");
    ProxyWish wish;
    wish.proxy = "";
    QCOMPARE(names_of(choose_proxies(wish, "http", "other", environment)), QByteArray());
    ProxyWish all;
    all.no_proxy = "";
    QCOMPARE(names_of(choose_proxies(all, "http", "h.test", environment)), QByteArray("http://e:1080"));
}

void ProxyChoiceTest::worksWithoutAnEnvironment() {
    QCOMPARE(names_of(choose_proxies({}, "http", "h.test", {})), QByteArray());
    ProxyWish wish;
    wish.proxy = "p";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", {})), QByteArray("http://p:1080"));
}

void ProxyChoiceTest::chainsAPreProxy() {
    const Environment environment = environment_of("http_proxy=e");
    ProxyWish wish;
    wish.pre_proxy = "first";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray("socks4://first:1080"));
    wish.pre_proxy = "socks5h://first";
    wish.proxy = "second:3128";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)),
             QByteArray("socks5h://first:1080 http://second:3128"));
    wish.no_proxy = "h.test";
    QCOMPARE(names_of(choose_proxies(wish, "http", "h.test", environment)), QByteArray());
}

void ProxyChoiceTest::refusesAPreProxyThatIsNotSocks() {
    ProxyWish wish;
    wish.pre_proxy = "http://me:secret@first";
    const auto chain = choose_proxies(wish, "http", "h.test", {});
    QVERIFY(!chain);
    QCOMPARE(chain.error().kind, Kind::not_supported);
    QVERIFY(chain.error().text().find("secret") == std::string::npos);
}

void ProxyChoiceTest::logsInAtTheLastOne_data() {
    QTest::addColumn<QByteArray>("pre_proxy");
    QTest::addColumn<QByteArray>("proxy");
    QTest::addColumn<QByteArray>("users");
    QTest::newRow("one") << QByteArray() << QByteArray("p") << QByteArray("option");
    QTest::newRow("one with its own") << QByteArray() << QByteArray("own:x@p") << QByteArray("own");
    QTest::newRow("pre-proxy alone") << QByteArray("socks5://s") << QByteArray() << QByteArray("option");
    QTest::newRow("both") << QByteArray("socks5://s") << QByteArray("p") << QByteArray("- option");
    QTest::newRow("both with their own") << QByteArray("socks5://a:x@s") << QByteArray("b:x@p") << QByteArray("a b");
}

void ProxyChoiceTest::logsInAtTheLastOne() {
    QFETCH(QByteArray, pre_proxy);
    QFETCH(QByteArray, proxy);
    ProxyWish wish;
    wish.pre_proxy = pre_proxy.toStdString();
    wish.proxy = proxy.toStdString();
    wish.user = "option";
    wish.password = "of options";
    const auto chain = choose_proxies(wish, "http", "h.test", {});
    QVERIFY(chain.has_value());
    QByteArrayList users;
    for (const ProxyServer& server : *chain) {
        users << QByteArray::fromStdString(server.user.value_or("-"));
        QCOMPARE(server.password == "of options", server.user == "option");
    }
    QTEST(users.join(' '), "users");
}

void ProxyChoiceTest::saysWhatCannotBeRead() {
    QVERIFY(!choose_proxies({}, "http", "h.test", environment_of("http_proxy=http://x:y")));
    ProxyWish wish;
    wish.pre_proxy = "socks5://x:y";
    QVERIFY(!choose_proxies(wish, "http", "h.test", {}));
}

SL_TEST_CLASS(ProxyChoiceTest)
#include "proxy_choice_test.moc"
