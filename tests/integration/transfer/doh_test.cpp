// Names asked for over HTTPS: what is sent, what an answer leads to, trust, traces.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"
#include "tests/unit/dns/message_builder.h"

using namespace sluice;
using namespace sluice::test;

class DohTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        QVERIFY(folder_.isValid());
        ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority_.root());
    }
    void looksNamesUpOverHttps_data() { add_driver_rows(); }
    void looksNamesUpOverHttps();
    void asksForTheKindThatIsWanted_data();
    void asksForTheKindThatIsWanted();
    void oneLookupServesSeveralTransfers();
    void keepsAnswersAsLongAsTheOptionsSay();
    void saysWhyNoAddressCame_data();
    void saysWhyNoAddressCame();
    void oneKindOfAnswerIsEnough();
    void verifiesByItsOwnOptions_data();
    void verifiesByItsOwnOptions();
    void showsInTheTrace();
    void goesPastProxiesAndLimits();
    void literalsNeedNoServer();
    void refusesOtherSchemes();

  private:
    std::unique_ptr<ScriptedServer> name_server() {
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->context = make_server_context(authority_.issue({}));
        auto server = std::make_unique<ScriptedServer>(settings);
        server->on_request([](const RecordedRequest& request) { return answer(request, "\x7f\0\0\1"s); });
        return server;
    }
    void use(Fetch& fetch, const ScriptedServer& names) {
        fetch.easy.options().dns->doh_url = names.url("/dns-query", "localhost");
        fetch.easy.options().tls->ca_file = ca_;
    }
    static unsigned type_of(const RecordedRequest& request) {
        const std::string& message = request.body;
        return message.size() < 4 ? 0U : static_cast<unsigned char>(message[message.size() - 3]);
    }
    static Reply dns_reply(const std::string& message) {
        return Reply::http(200, message, {"Content-Type: application/dns-message"});
    }
    /// An answer with that address to a question for A, with none to others.
    static Reply answer(const RecordedRequest& request, const std::string& address) {
        const bool wanted = type_of(request) == (address.size() == 4 ? 1U : 28U);
        MessageBuilder message;
        message.header(0x8180, 1, wanted ? 1 : 0);
        message.bytes += request.body.substr(12);
        if (wanted) {
            message.pointer(12).record(address.size() == 4 ? 1 : 28, 60, address);
        }
        return dns_reply(message.bytes);
    }
    TestAuthority authority_;
    QTemporaryDir folder_;
    std::string ca_;
};

void DohTest::looksNamesUpOverHttps() {
    QFETCH(QString, driver);
    const auto names = name_server();
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "Some.Name.test"));
    use(fetch, *names);
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("found"));
    QCOMPARE(names->request_count(), std::size_t(2));
    unsigned types = 0;
    for (const RecordedRequest& request : names->requests()) {
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.target, std::string("/dns-query"));
        QCOMPARE(request.header("Content-Type"), std::string("application/dns-message"));
        QCOMPARE(request.header("Accept"), std::string("application/dns-message"));
        QCOMPARE(request.server_name, std::string("localhost"));
        QCOMPARE(QByteArray::fromStdString(request.body.substr(12, 16)), QByteArray("\4some\4name\4test\0", 16));
        types += type_of(request);
    }
    QCOMPARE(types, 29U);  // A and AAAA
    const Info& info = fetch.easy.info();
    QCOMPARE(info.requests.size(), std::size_t(1));
    QCOMPARE(info.requests[0].name_source, NameSource::lookup);
    QCOMPARE(info.connection.primary_ip, std::string("127.0.0.1"));
    QCOMPARE(info.connection.num_connects, 1);
    QVERIFY(!info.tls);
}

void DohTest::asksForTheKindThatIsWanted_data() {
    QTest::addColumn<int>("version");
    QTest::addColumn<unsigned>("type");
    QTest::newRow("IPv4") << int(IpVersion::v4) << 1U;
    QTest::newRow("IPv6") << int(IpVersion::v6) << 28U;
}

void DohTest::asksForTheKindThatIsWanted() {
    QFETCH(int, version);
    QFETCH(unsigned, type);
    const auto names = name_server();
    const std::string address = type == 1 ? "\x7f\0\0\1"s : std::string(15, '\0') + "\1";
    names->on_request([&](const RecordedRequest& request) { return answer(request, address); });
    ScriptedServer::Settings settings;
    settings.ipv6 = type == 28;
    ScriptedServer server(settings);
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "name.test"));
    use(fetch, *names);
    fetch.easy.options().dns->ip_version = static_cast<IpVersion>(version);
    fetch.easy.options().dns->resolve = {"localhost:" + std::to_string(names->port()) + ":127.0.0.1,[::1]"};
    if (type == 28) {
        // The name server listens on IPv4 alone: its own name is not looked up over HTTPS.
        fetch.easy.options().dns->doh_url = names->url("/dns-query", "127.0.0.1");
    }
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(names->request_count(), std::size_t(1));
    QCOMPARE(type_of(names->requests()[0]), type);
}

void DohTest::oneLookupServesSeveralTransfers() {
    const auto names = name_server();
    ScriptedServer server;
    server.on_request([](const RecordedRequest&) { return Reply::http(200, "found"); });
    std::vector<std::unique_ptr<Fetch>> fetches;
    std::vector<Easy*> easies;
    for (int i = 0; i < 5; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i), "name.test")));
        use(*fetches.back(), *names);
        easies.push_back(&fetches.back()->easy);
    }
    QVERIFY(make_driver("multi")->run(easies));
    for (const auto& fetch : fetches) {
        QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str());
    }
    QCOMPARE(names->request_count(), std::size_t(2));
}

void DohTest::keepsAnswersAsLongAsTheOptionsSay() {
    const auto names = name_server();
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "name.test"));
    use(fetch, *names);
    fetch.easy.options().connection->forbid_reuse = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(names->request_count(), std::size_t(2));
    QCOMPARE(fetch.easy.info().requests[0].name_source, NameSource::cached);
    fetch.easy.options().dns->cache_timeout = std::chrono::seconds(0);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(names->request_count(), std::size_t(4));
}

void DohTest::saysWhyNoAddressCame_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("why");
    QTest::newRow("no such name") << "nxdomain" << int(Kind::dns_not_found) << "name.test";
    QTest::newRow("no address") << "empty" << int(Kind::dns_not_found) << "name.test";
    QTest::newRow("server failure") << "servfail" << int(Kind::dns_temporary) << "the server says 2";
    QTest::newRow("status") << "503" << int(Kind::dns_temporary) << "503";
    QTest::newRow("a page") << "html" << int(Kind::dns_temporary) << "no DNS message";
    QTest::newRow("too large") << "large" << int(Kind::dns_temporary) << "";
    QTest::newRow("no server") << "gone" << int(Kind::dns_temporary) << "refused";
}

void DohTest::saysWhyNoAddressCame() {
    QFETCH(QString, what);
    QFETCH(QString, why);
    const auto names = name_server();
    names->on_request([&](const RecordedRequest& request) {
        const std::string question = request.body.substr(12);
        if (what == "503") {
            return Reply::http(503, "busy");
        }
        if (what == "html") {
            return Reply::http(200, "<html>sign in to this network first, please</html>");
        }
        if (what == "large") {
            return Reply::http(200, std::string(70'000, '\0'));
        }
        const unsigned code = what == "nxdomain" ? 3U : what == "servfail" ? 2U : 0U;
        return dns_reply(MessageBuilder().header(0x8180U | code, 1, 0).bytes + question);
    });
    if (what == "gone") {
        names->stop_listening();
    }
    Fetch fetch("http://name.test/");
    use(fetch, *names);
    QCOMPARE(fetch.easy.perform(), Code::couldnt_resolve_host);
    const Error& error = fetch.easy.error();
    QTEST(int(error.kind), "kind");
    QVERIFY2(error.text().find(why.toStdString()) != std::string::npos, error.text().c_str());
    QVERIFY(error.text().find("name.test") != std::string::npos);
}

void DohTest::oneKindOfAnswerIsEnough() {
    const auto names = name_server();
    names->on_request([&](const RecordedRequest& request) {
        return type_of(request) == 28 ? Reply::http(500) : answer(request, "\x7f\0\0\1"s);
    });
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "name.test"));
    use(fetch, *names);
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void DohTest::verifiesByItsOwnOptions_data() {
    QTest::addColumn<bool>("verify_server");
    QTest::addColumn<bool>("verify_doh");
    QTest::addColumn<bool>("good");
    QTest::newRow("both") << true << true << false;
    QTest::newRow("the server's alone is off") << false << true << false;
    QTest::newRow("its own off") << true << false << true;
}

void DohTest::verifiesByItsOwnOptions() {
    QFETCH(bool, verify_server);
    QFETCH(bool, verify_doh);
    QFETCH(bool, good);
    const auto names = name_server();
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "name.test"));
    fetch.easy.options().dns->doh_url = names->url("/", "localhost");  // of an authority that nobody trusts
    fetch.easy.options().tls->verify_peer = fetch.easy.options().tls->verify_host = verify_server;
    fetch.easy.options().dns->doh_verify_peer = fetch.easy.options().dns->doh_verify_host = verify_doh;
    QCOMPARE(fetch.easy.perform(), good ? Code::ok : Code::couldnt_resolve_host);
}

void DohTest::showsInTheTrace() {
    const auto names = name_server();
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/", "name.test"));
    use(fetch, *names);
    fetch.easy.options().verbose = true;
    std::set<std::int64_t> transfers;
    std::string sent;
    fetch.easy.callbacks().trace = [&](const TraceEvent& event) {
        transfers.insert(event.transfer_id);
        if (event.kind == TraceKind::header_out) {
            sent.append(reinterpret_cast<const char*>(event.data.data()), event.data.size());
        }
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(transfers.size(), std::size_t(3));  // its own, and two questions
    QVERIFY(transfers.count(fetch.easy.info().connection.transfer_id) == 1);
    QVERIFY(sent.find("POST /dns-query HTTP/1.1\r\n") != std::string::npos);
    QVERIFY(sent.find("GET / HTTP/1.1\r\n") != std::string::npos);
}

void DohTest::goesPastProxiesAndLimits() {
    const auto names = name_server();
    ScriptedServer server;
    server.on_request([](const RecordedRequest&) { return Reply::http(200, "found"); });
    Fetch fetch(server.url("/", "name.test"));
    use(fetch, *names);
    // With one connection in all, which the transfer holds while it waits for the name.
    Multi multi;
    MultiLimits limits;
    limits.max_total_connections = 1;
    multi.set_limits(limits);
    QCOMPARE(multi.add(fetch.easy), MultiCode::ok);
    for (int running = 1; running > 0;) {
        multi.perform(running);
        if (running > 0) {
            multi.poll(std::chrono::milliseconds(100));
        }
    }
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    multi.remove(fetch.easy);
    // The proxy's own name is asked for over HTTPS, what the proxy is asked for is not.
    fetch.easy.options().proxy->url = "http://proxy.test:" + std::to_string(server.port());
    fetch.easy.options().url = "http://other.test/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().back().target, std::string("http://other.test/"));
    for (const RecordedRequest& request : names->requests()) {
        QCOMPARE(request.method, std::string("POST"));
        QVERIFY(request.body.find("other") == std::string::npos);
    }
}

void DohTest::literalsNeedNoServer() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "found"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().dns->doh_url = "https://127.0.0.1:1/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = server.url("/", "localhost");
    fetch.easy.options().dns->ip_version = IpVersion::v4;
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void DohTest::refusesOtherSchemes() {
    Fetch fetch("http://name.test/");
    fetch.easy.options().dns->doh_url = "http://127.0.0.1/";
    QCOMPARE(fetch.easy.perform(), Code::bad_function_argument);
    QVERIFY(fetch.easy.error().text().find("doh_url") != std::string::npos);
}

SL_TEST_CLASS(DohTest)
#include "doh_test.moc"
