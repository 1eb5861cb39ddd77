// Cookies over the wire: learned, sent, withheld; files and jars.
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

Reply redirect(const std::string& to, const std::vector<std::string>& cookies = {}) {
    std::vector<std::string> lines{"Location: " + to};
    for (const std::string& cookie : cookies) {
        lines.push_back("Set-Cookie: " + cookie);
    }
    return Reply::http(302, "moved", lines);
}

Reply setting(const std::vector<std::string>& cookies) {
    std::vector<std::string> lines;
    for (const std::string& cookie : cookies) {
        lines.push_back("Set-Cookie: " + cookie);
    }
    return Reply::http(200, "ok", lines);
}

void send_all_to(Easy& easy, const ScriptedServer& server) {
    easy.options().connection->connect_to = {"::127.0.0.1:" + std::to_string(server.port())};
}

std::string cookie_of(const ScriptedServer& server, std::size_t request) {
    return server.requests().at(request).header("Cookie");
}

QByteArray content_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class CookieFlowTest : public QObject {
    Q_OBJECT
  private slots:
    void init() { QVERIFY(folder_.isValid()); }
    void isOffUnlessAskedFor();
    void logsInAndStaysLoggedIn();
    void overEveryDriver_data() { add_driver_rows(); }
    void overEveryDriver();
    void sendsTheCallersOwnWordsToTheirOriginOnly();
    void keepsCookiesWithTheirHosts();
    void keepsSecureCookiesFromCleartext();
    void namesThemByTheCallersHostHeader();
    void readsFilesAndWritesTheJar();
    void opensNoJarForNothing();
    void dropsSessionCookiesOfFiles();
    void survivesFilesThatCannotBeRead();
    void listsAndTakesCookies();
    void obeysCommands();
    void keepsThemOverResetAndNotInCopies();
    void takesFiftyOfOneResponse();
    void canBeRemovedWhileItsFilesAreRead();
    void doesNotOverwriteWhatWasLearned();

  private:
    std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
    QTemporaryDir folder_;
};

void CookieFlowTest::isOffUnlessAskedFor() {
    ScriptedServer server;
    server.on("/", setting({"a=1"}));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    fetch.easy.perform();
    QVERIFY(!server.requests().at(1).has("Cookie"));
    QVERIFY(fetch.easy.cookies().empty());
}

void CookieFlowTest::logsInAndStaysLoggedIn() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        if (request.method == "POST") {
            return request.body == "user=me&pass=word" ? redirect("/home", {"session=42; HttpOnly"}) : Reply::http(403);
        }
        return request.header("Cookie") == "session=42" ? Reply::http(200, "welcome") : Reply::http(401, "who?");
    });
    Fetch fetch(server.url("/login"));
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.options().redirect->follow = Follow::all;
    fetch.easy.options().upload->body = "user=me&pass=word";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("welcome"));
    fetch.body.clear();
    fetch.easy.options().upload.reset();
    fetch.easy.options().url = server.url("/more");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("welcome"));
}

void CookieFlowTest::overEveryDriver() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/a", redirect("/b", {"one=1; Path=/", "two=2; Path=/b"}));
    server.on("/b", Reply::http(200, "end"));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().cookies->files = {path("missing")};
    fetch.easy.options().redirect->follow = Follow::all;
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(cookie_of(server, 1), std::string("two=2; one=1"));
}

void CookieFlowTest::sendsTheCallersOwnWordsToTheirOriginOnly() {
    ScriptedServer other;
    other.on("/c", setting({"theirs=1"}));
    ScriptedServer server;
    server.on("/a", redirect("/b", {"own=2; Path=/"}));
    server.on("/b", redirect(other.url("/c")));
    Fetch fetch(server.url("/a"));
    fetch.easy.options().cookies->cookie = "own=1; raw";
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.options().redirect->follow = Follow::all;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(cookie_of(server, 0), std::string("own=1; raw"));
    QCOMPARE(cookie_of(server, 1), std::string("own=2; own=1; raw"));
    // The same host, another port: another origin, but cookies do not know of ports.
    QCOMPARE(cookie_of(other, 0), std::string("own=2"));
    Fetch raw(server.url("/a"));
    raw.easy.options().cookies->cookie = "raw=1";
    raw.easy.options().redirect->follow = Follow::all;
    QCOMPARE(raw.easy.perform(), Code::ok);
    QCOMPARE(cookie_of(server, 3), std::string("raw=1"));
    QVERIFY(!other.requests().at(1).has("Cookie"));
}

void CookieFlowTest::keepsCookiesWithTheirHosts() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        const std::string host = request.header("Host");
        if (request.path() == "/start") {
            return redirect("http://b.test/x",
                            {"mine=1; Path=/", "foreign=1; Domain=b.test; Path=/", "all=1; Domain=test; Path=/"});
        }
        return host == "b.test" ? redirect("http://www.a.test/y", {"theirs=1; Path=/"}) : Reply::http(200, "end");
    });
    Fetch fetch("http://www.a.test/start");
    send_all_to(fetch.easy, server);
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.options().redirect->follow = Follow::all;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(!server.requests().at(1).has("Cookie"));
    QCOMPARE(cookie_of(server, 2), std::string("mine=1"));
}

void CookieFlowTest::keepsSecureCookiesFromCleartext() {
    TestAuthority authority;
    LeafOptions leaf;
    leaf.names = {"a.test"};
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue(leaf));
    ScriptedServer secure(settings);
    ScriptedServer plain;
    const std::string plain_url = "http://a.test:" + std::to_string(plain.port()) + "/";
    const std::string secure_url = "https://a.test:" + std::to_string(secure.port()) + "/";
    secure.on("/", redirect(plain_url, {"locked=1; Secure", "open=1"}));
    plain.on("/", setting({"locked=stolen", "evil=1; Secure"}));
    Fetch fetch(secure_url);
    fetch.easy.options().tls->ca_file = write_file(folder_.path().toStdString(), "ca.pem", authority.root());
    fetch.easy.options().dns->resolve = {"a.test:" + std::to_string(secure.port()) + ":127.0.0.1",
                                         "a.test:" + std::to_string(plain.port()) + ":127.0.0.1"};
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.options().redirect->follow = Follow::all;
    QVERIFY2(fetch.easy.perform() == Code::ok, fetch.easy.error().text().c_str());
    QCOMPARE(cookie_of(plain, 0), std::string("open=1"));
    fetch.easy.options().url = secure_url;
    fetch.easy.options().redirect->follow = Follow::none;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(cookie_of(secure, 1), std::string("locked=1; open=1"));
}

void CookieFlowTest::namesThemByTheCallersHostHeader() {
    ScriptedServer server;
    server.on("/", setting({"a=1; Domain=h.test"}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.options().request->headers = {"Host: www.h.test:8080"};
    fetch.easy.perform();
    QCOMPARE(fetch.easy.cookies(), std::vector<std::string>{".h.test\tTRUE\t/\tFALSE\t0\ta\t1"});
    fetch.easy.perform();
    QCOMPARE(cookie_of(server, 1), std::string("a=1"));
    fetch.easy.options().request->headers.clear();
    fetch.easy.perform();
    QVERIFY(!server.requests().at(2).has("Cookie"));
}

void CookieFlowTest::readsFilesAndWritesTheJar() {
    ScriptedServer server;
    server.on("/", setting({"new=1; HttpOnly", "lasting=1; Max-Age=1000", "gone=; Max-Age=0"}));
    const std::string one = write_file(folder_.path().toStdString(), "one",
                                       "127.0.0.1\tFALSE\t/\tFALSE\t0\tgone\t1\n127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\n");
    const std::string two = write_file(folder_.path().toStdString(), "two",
                                       "Set-Cookie: b=2; domain=127.0.0.1\nother.test\tFALSE\t/\tFALSE\t0\tc\t3\n");
    const std::string jar = path("jar");
    {
        Fetch fetch(server.url("/"));
        fetch.easy.options().cookies->files = {one, two, ""};
        fetch.easy.options().cookies->jar = jar;
        QCOMPARE(fetch.easy.perform(), Code::ok);
        QCOMPARE(cookie_of(server, 0), std::string("gone=1; b=2; a=1"));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(jar)));
    }
    const QByteArray written = content_of(QString::fromStdString(jar));
    QVERIFY(written.startsWith("# Netscape HTTP Cookie File\n"));
    QVERIFY(written.contains("\n#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tnew\t1\n"));
    QVERIFY(written.contains("\nother.test\tFALSE\t/\tFALSE\t0\tc\t3\n"));
    QVERIFY(!written.contains("gone"));
    const auto mode = QFileInfo(QString::fromStdString(jar)).permissions();
    QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    QCOMPARE(QDir(folder_.path()).entryList({"jar*"}, QDir::Files).size(), 1);
    Fetch again(server.url("/"));
    again.easy.options().cookies->files = {jar};
    again.easy.perform();
    QCOMPARE(cookie_of(server, 1), std::string("lasting=1; new=1; a=1; b=2"));
}

void CookieFlowTest::opensNoJarForNothing() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string missing = path("no-jar");
    const std::string old = write_file(folder_.path().toStdString(), "old-jar", "something old\n");
    for (const std::string& jar : {missing, old, path("no/such/folder/jar")}) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().cookies->jar = jar;
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QVERIFY(!QFileInfo::exists(QString::fromStdString(missing)));
    QVERIFY(!content_of(QString::fromStdString(old)).contains("something old"));
}

void CookieFlowTest::dropsSessionCookiesOfFiles() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string file =
        write_file(folder_.path().toStdString(), "mixed",
                   "127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t1\n127.0.0.1\tFALSE\t/\tFALSE\t4000000000\tlasting\t1\n");
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->files = {file};
    fetch.easy.options().cookies->new_session = true;
    fetch.easy.perform();
    QCOMPARE(cookie_of(server, 0), std::string("lasting=1"));
}

void CookieFlowTest::survivesFilesThatCannotBeRead() {
    ScriptedServer server;
    server.on("/", setting({"a=1"}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->files = {path("nowhere"), folder_.path().toStdString(), "/dev/null"};
    fetch.easy.options().verbose = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(fetch.trace_text.find("Could not read " + path("nowhere")) != std::string::npos);
    QCOMPARE(fetch.easy.cookies().size(), std::size_t(1));
}

void CookieFlowTest::listsAndTakesCookies() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.add_cookie("127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1"), Code::ok);
    QCOMPARE(fetch.easy.add_cookie("Set-Cookie: anywhere=1"), Code::ok);
    QCOMPARE(fetch.easy.add_cookie("127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t2"), Code::ok);
    QCOMPARE(fetch.easy.add_cookie("nonsense"), Code::bad_function_argument);
    QCOMPARE(fetch.easy.add_cookie(""), Code::bad_function_argument);
    fetch.easy.perform();
    QCOMPARE(cookie_of(server, 0), std::string("a=2; anywhere=1"));
    const auto lines = fetch.easy.cookies();
    QCOMPARE(lines.size(), std::size_t(2));
    Fetch other(server.url("/"));
    for (const std::string& line : lines) {
        QCOMPARE(other.easy.add_cookie(line), Code::ok);
    }
    other.easy.perform();
    QCOMPARE(cookie_of(server, 1), std::string("a=2"));  // the other's domain is "unknown" now
}

void CookieFlowTest::obeysCommands() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string file =
        write_file(folder_.path().toStdString(), "again", "127.0.0.1\tFALSE\t/\tFALSE\t0\tfile\t1\n");
    Fetch fetch(server.url("/"));
    Easy& easy = fetch.easy;
    QCOMPARE(easy.cookies(CookieCommand::write_jar), Code::bad_function_argument);
    easy.add_cookie("127.0.0.1\tFALSE\t/\tFALSE\t4000000000\tlasting\t1");
    easy.add_cookie("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t1");
    QCOMPARE(easy.cookies(CookieCommand::clear_session), Code::ok);
    QCOMPARE(easy.cookies().size(), std::size_t(1));
    easy.options().cookies->jar = path("flushed");
    QCOMPARE(easy.cookies(CookieCommand::write_jar), Code::ok);
    QVERIFY(content_of(folder_.filePath("flushed")).contains("lasting"));
    QCOMPARE(easy.cookies(CookieCommand::clear), Code::ok);
    QVERIFY(easy.cookies().empty());
    easy.options().cookies->files = {file};
    easy.perform();
    QCOMPARE(cookie_of(server, 0), std::string("file=1"));
    easy.cookies(CookieCommand::clear);
    easy.perform();  // files are read once
    QVERIFY(!server.requests().at(1).has("Cookie"));
    QCOMPARE(easy.cookies(CookieCommand::read_files), Code::ok);
    QCOMPARE(easy.cookies().size(), std::size_t(1));
    easy.options().cookies->jar = path("no/such/folder/jar");
    QCOMPARE(easy.cookies(CookieCommand::write_jar), Code::write_error);
}

void CookieFlowTest::keepsThemOverResetAndNotInCopies() {
    ScriptedServer server;
    server.on("/", setting({"a=1"}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->jar = path("reset-jar");
    fetch.easy.perform();
    const Easy copy(fetch.easy);
    QVERIFY(copy.cookies().empty());
    QCOMPARE(copy.options().cookies->jar, path("reset-jar"));
    QCOMPARE(fetch.easy.reset(), Code::ok);
    fetch.easy.options().url = server.url("/");
    fetch.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::taken; };
    fetch.easy.perform();
    QCOMPARE(cookie_of(server, 1), std::string("a=1"));
    QVERIFY(fetch.easy.options().cookies->jar.empty());
}

void CookieFlowTest::takesFiftyOfOneResponse() {
    std::vector<std::string> many;
    for (int i = 0; i < 60; ++i) {
        many.push_back('c' + std::to_string(i) + "=1");
    }
    ScriptedServer server;
    server.on("/", setting(many));
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.perform();
    QCOMPARE(fetch.easy.cookies().size(), std::size_t(50));
}

void CookieFlowTest::canBeRemovedWhileItsFilesAreRead() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string file = write_file(folder_.path().toStdString(), "early", "Set-Cookie: a=1\n");
    Multi multi;
    for (int rounds = 0; rounds < 4; ++rounds) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().cookies->files = {file};
        fetch.easy.options().timeouts->total = std::chrono::seconds(20);
        QCOMPARE(multi.add(fetch.easy), MultiCode::ok);
        int running = 0;
        for (int i = 0; i < rounds; ++i) {
            multi.perform(running);
        }
        QCOMPARE(multi.remove(fetch.easy), MultiCode::ok);
    }
}

void CookieFlowTest::doesNotOverwriteWhatWasLearned() {
    ScriptedServer server;
    server.on("/", setting({"a=new"}));
    const std::string file =
        write_file(folder_.path().toStdString(), "stale", "127.0.0.1\tFALSE\t/\tFALSE\t0\ta\told\n");
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.perform();
    fetch.easy.options().cookies->files = {file};
    fetch.easy.perform();
    QCOMPARE(cookie_of(server, 1), std::string("a=new"));
}

SL_TEST_CLASS(CookieFlowTest)
#include "cookie_flow_test.moc"
