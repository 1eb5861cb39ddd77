// Hosts that want https are asked over https; alternative services stand in for their origins; .netrc logs in.
#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

QByteArray content_of(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class HstsFlowTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase();
    void isOffUnlessAskedFor();
    void learnsAndUpgrades();
    void movesTheUsualPort_data();
    void movesTheUsualPort();
    void upgradesRedirectsAndKeepsSecrets();
    void learnsNothingWithoutTrust();
    void keepsItsFile();
    void leavesAReadOnlyFileAlone();
    void readsSeveralAndWritesTheLast();
    void copiesKnowWhatTheOriginalKnew();
    void takesHostsFromACallbackAndGivesThemBack();
    void endsWhereTheCallbackGivesNoHost_data();
    void endsWhereTheCallbackGivesNoHost();
    void usesLoginsOfNetrc_data();
    void usesLoginsOfNetrc();
    void failsOnlyWhereNetrcIsRequired();

  private:
    std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
    std::string http_url(const std::string& host, const std::string& rest = "/") const {
        return "http://" + host + ':' + std::to_string(server_->port()) + rest;
    }
    std::string https_url(const std::string& host, const std::string& rest = "/") const {
        return "https://" + host + ':' + std::to_string(server_->port()) + rest;
    }
    void prepare(Fetch& fetch) const {
        Options& options = fetch.easy.options();
        options.tls->ca_file = ca_;
        options.connection->connect_to = {"::127.0.0.1:" + std::to_string(server_->port())};
        options.redirect->follow = Follow::all;
        options.hsts->enabled = true;
    }
    TestAuthority authority_;
    QTemporaryDir folder_;
    std::string ca_;
    std::unique_ptr<ScriptedServer> server_;
};

void HstsFlowTest::initTestCase() {
    QVERIFY(folder_.isValid());
    ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority_.root());
    LeafOptions leaf;
    leaf.names = {"a.test", "*.a.test", "b.test"};
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority_.issue(leaf));
    server_ = std::make_unique<ScriptedServer>(settings);
    server_->on("/", Reply::http(200, "safe", {"Strict-Transport-Security: max-age=1000; includeSubDomains"}));
    server_->on("/plain", Reply::http(200, "plain"));
    server_->on("/forget", Reply::http(200, "bye", {"Strict-Transport-Security: max-age=0"}));
    server_->on_request([this](const RecordedRequest& request) {
        if (request.path() == "/to-http") {
            return Reply::http(302, "", {"Location: " + http_url("a.test", "/plain")});
        }
        return Reply::http(404);
    });
}

void HstsFlowTest::isOffUnlessAskedFor() {
    Fetch fetch(https_url("a.test"));
    prepare(fetch);
    fetch.easy.options().hsts->enabled = false;
    QVERIFY2(fetch.easy.perform() == Code::ok, fetch.easy.error().text().c_str());
    fetch.easy.options().url = http_url("a.test");
    QVERIFY(fetch.easy.perform() != Code::ok);  // cleartext to a TLS server
}

void HstsFlowTest::learnsAndUpgrades() {
    Fetch fetch(https_url("a.test"));
    prepare(fetch);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    for (const char* host : {"a.test", "A.TEST", "www.a.test"}) {
        fetch.easy.options().url = http_url(host, "/plain");
        QVERIFY2(fetch.easy.perform() == Code::ok, host);
        const Info& info = fetch.easy.info();
        QVERIFY(info.http.effective_url.starts_with("https://"));
        QCOMPARE(info.http.redirect_count, 0);
        QCOMPARE(info.requests.size(), std::size_t(1));
        QCOMPARE(info.connection.scheme, std::string("https"));
    }
    fetch.easy.options().url = https_url("a.test", "/forget");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = http_url("a.test", "/plain");
    QVERIFY(fetch.easy.perform() != Code::ok);
}

void HstsFlowTest::movesTheUsualPort_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("none") << QByteArray("http://a.test/plain") << QByteArray("https://a.test/plain");
    QTest::newRow("80") << QByteArray("http://a.test:80/plain") << QByteArray("https://a.test/plain");
    QTest::newRow("443") << QByteArray("http://a.test:443/plain") << QByteArray("https://a.test:443/plain");
    QTest::newRow("another") << QByteArray("http://a.test:8080/plain") << QByteArray("https://a.test:8080/plain");
    QTest::newRow("login") << QByteArray("http://u:p@a.test/plain?x#y") << QByteArray("https://u:p@a.test/plain?x#y");
    QTest::newRow("https") << QByteArray("https://a.test:80/plain") << QByteArray("https://a.test:80/plain");
}

void HstsFlowTest::movesTheUsualPort() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    Fetch fetch(from.toStdString());
    prepare(fetch);
    fetch.easy.options().hsts->files = {write_file(folder_.path().toStdString(), "known", "a.test \"unlimited\"\n")};
    fetch.easy.options().hsts->read_only = true;
    QVERIFY2(fetch.easy.perform() == Code::ok, fetch.easy.error().text().c_str());
    QCOMPARE(QByteArray::fromStdString(fetch.easy.info().http.effective_url), to);
}

void HstsFlowTest::upgradesRedirectsAndKeepsSecrets() {
    Fetch fetch(https_url("a.test"));
    prepare(fetch);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = "https://user:word@a.test:" + std::to_string(server_->port()) + "/to-http";
    const std::size_t before = server_->request_count();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    // To http it would have been another origin; by the upgrade it is the same again.
    QVERIFY(server_->requests().at(before + 1).has("Authorization"));
    QCOMPARE(fetch.easy.info().http.redirect_count, 1);
    QCOMPARE(fetch.easy.info().http.redirect_url, http_url("a.test", "/plain"));
}

void HstsFlowTest::learnsNothingWithoutTrust() {
    Fetch fetch(https_url("a.test"));
    prepare(fetch);
    fetch.easy.options().tls->verify_peer = false;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = http_url("a.test");
    QVERIFY(fetch.easy.perform() != Code::ok);
}

void HstsFlowTest::keepsItsFile() {
    const std::string file = path("hsts");
    {
        Fetch fetch(https_url("a.test"));
        prepare(fetch);
        fetch.easy.options().hsts->enabled = false;
        fetch.easy.options().hsts->files = {file};
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QVERIFY(content_of(file).contains("\n.a.test \"20"));
    QVERIFY(!(QFileInfo(QString::fromStdString(file)).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    Fetch fetch(http_url("www.a.test", "/plain"));
    prepare(fetch);
    fetch.easy.options().hsts->files = {file};
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void HstsFlowTest::leavesAReadOnlyFileAlone() {
    const std::string file = write_file(folder_.path().toStdString(), "fixed", "other.test \"unlimited\"\n");
    {
        Fetch fetch(https_url("a.test"));
        prepare(fetch);
        fetch.easy.options().hsts->files = {file};
        fetch.easy.options().hsts->read_only = true;
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(content_of(file), QByteArray("other.test \"unlimited\"\n"));
}

void HstsFlowTest::readsSeveralAndWritesTheLast() {
    const std::string one = write_file(folder_.path().toStdString(), "one", "one.test \"unlimited\"\n");
    const std::string two = write_file(folder_.path().toStdString(), "two", "two.test \"unlimited\"\n");
    {
        Fetch fetch(https_url("a.test"));
        prepare(fetch);
        fetch.easy.options().hsts->files = {one, two};
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(content_of(one), QByteArray("one.test \"unlimited\"\n"));
    for (const char* host : {"one.test", "two.test", ".a.test"}) {
        QVERIFY2(content_of(two).contains(QByteArray("\n") + host + " \""), host);
    }
}

void HstsFlowTest::copiesKnowWhatTheOriginalKnew() {
    Fetch fetch(https_url("a.test"));
    prepare(fetch);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    Easy copy(fetch.easy);
    copy.options().url = http_url("a.test", "/plain");
    QCOMPARE(copy.perform(), Code::ok);
    QCOMPARE(fetch.easy.reset(), Code::ok);
    QVERIFY(fetch.easy.options().hsts->enabled);
}

void HstsFlowTest::takesHostsFromACallbackAndGivesThemBack() {
    std::vector<HstsHost> given{
        {"b.test", false, std::nullopt}, {"old.test", true, 1000}, {"Z.test.", true, 4'000'000'000}};
    int asked = 0;
    std::vector<std::string> kept;
    {
        Fetch fetch(http_url("b.test", "/plain"));
        prepare(fetch);
        fetch.easy.callbacks().hsts->read = [&, at = std::size_t(0)](HstsHost& host) mutable {
            ++asked;
            if (at == given.size()) {
                return HstsVerdict::done;
            }
            host = given[at++];
            return HstsVerdict::ok;
        };
        fetch.easy.callbacks().hsts->write = [&](const HstsHost& host, std::size_t index, std::size_t total) {
            kept.push_back(std::to_string(index) + '/' + std::to_string(total) + ' ' +
                           (host.include_subdomains ? "." : "") + host.name + ' ' +
                           (host.expires ? std::to_string(*host.expires) : "never"));
            return index == 1 ? HstsVerdict::done : HstsVerdict::ok;
        };
        QVERIFY2(fetch.easy.perform() == Code::ok, fetch.easy.error().text().c_str());
        QCOMPARE(fetch.body, std::string("plain"));
        QCOMPARE(fetch.easy.info().connection.scheme, std::string("https"));
        fetch.easy.options().url = https_url("a.test", "/plain");
        QCOMPARE(fetch.easy.perform(), Code::ok);
        QCOMPARE(asked, 4);  // three hosts and the end, once
        QVERIFY(kept.empty());
    }
    QCOMPARE(kept, (std::vector<std::string>{"0/2 b.test never", "1/2 .z.test 4000000000"}));
}

void HstsFlowTest::endsWhereTheCallbackGivesNoHost_data() {
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("code");
    QTest::newRow("fails") << 2 << QByteArray("b.test") << 42;
    QTest::newRow("throws") << -1 << QByteArray("b.test") << 42;
    QTest::newRow("no name") << 0 << QByteArray("") << 43;
    QTest::newRow("an address") << 0 << QByteArray("127.0.0.1") << 43;
}

void HstsFlowTest::endsWhereTheCallbackGivesNoHost() {
    QFETCH(int, verdict);
    QFETCH(QByteArray, name);
    QFETCH(int, code);
    Fetch fetch(https_url("b.test", "/plain"));
    prepare(fetch);
    fetch.easy.callbacks().hsts->read = [&](HstsHost& host) {
        if (verdict < 0) {
            throw std::runtime_error("no");
        }
        host.name = name.toStdString();
        return static_cast<HstsVerdict>(verdict);
    };
    const std::size_t before = server_->request_count();
    QCOMPARE(static_cast<int>(fetch.easy.perform()), code);
    QCOMPARE(server_->request_count(), before);
    fetch.easy.options().hsts->enabled = false;  // nobody asks
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void HstsFlowTest::usesLoginsOfNetrc_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<QByteArray>("login");  // in the URL
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char* name, Netrc mode, const char* login, const char* sent) {
        QTest::newRow(name) << static_cast<int>(mode) << QByteArray(login) << QByteArray(sent);
    };
    row("ignored", Netrc::ignored, "", "");
    row("optional", Netrc::optional, "", "first:one");
    row("optional, URL wins", Netrc::optional, "me:mine@", "me:mine");
    row("optional, user in the URL", Netrc::optional, "second@", "second:two");
    row("optional, unknown user", Netrc::optional, "third@", "third:");
    row("required", Netrc::required, "", "first:one");
    row("required, URL ignored", Netrc::required, "me:mine@", "first:one");
}

void HstsFlowTest::usesLoginsOfNetrc() {
    QFETCH(int, mode);
    QFETCH(QByteArray, login);
    QFETCH(QByteArray, sent);
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    Fetch fetch("http://" + login.toStdString() + "127.0.0.1:" + std::to_string(server.port()) + "/");
    fetch.easy.options().auth->netrc = static_cast<Netrc>(mode);
    fetch.easy.options().auth->netrc_file =
        write_file(folder_.path().toStdString(), "netrc",
                   "machine other.test login x password y\nmachine 127.0.0.1 login first password one\n"
                   "machine 127.0.0.1 login second password two\n");
    QVERIFY2(fetch.easy.perform() == Code::ok, fetch.easy.error().text().c_str());
    const std::string value = server.requests().at(0).header("Authorization");
    const QByteArray basic = "Basic " + sent.toBase64();
    QCOMPARE(QByteArray::fromStdString(value), sent.isEmpty() ? QByteArray() : basic);
}

void HstsFlowTest::failsOnlyWhereNetrcIsRequired() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string wrong = write_file(folder_.path().toStdString(), "wrong", "machine h login \"open\n");
    for (const std::string& file : {path("no-netrc"), wrong}) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().auth->netrc_file = file;
        fetch.easy.options().auth->netrc = Netrc::optional;
        QCOMPARE(fetch.easy.perform(), Code::ok);
        fetch.easy.options().auth->netrc = Netrc::required;
        QCOMPARE(fetch.easy.perform(), Code::read_error);
        QVERIFY(fetch.easy.error().text().find(file) != std::string::npos);
    }
    QCOMPARE(server.request_count(), std::size_t(2));
}

SL_TEST_CLASS(HstsFlowTest)
#include "hsts_flow_test.moc"
