// The program itself against a scripted server; where the real curl is installed, beside it: same request bytes, same
// output, same exit code.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

namespace sluice::test {
namespace {

using namespace std::chrono_literals;

struct Ran {
    int code = -1;
    QByteArray out, err;
};

Ran run_program(const QString& program, const QStringList& arguments, const QString& folder) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("SLUICE_USER_AGENT", "agent/1");
    environment.insert("HOME", folder);
    environment.insert("XDG_CONFIG_HOME", folder);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    Ran ran;
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return ran;
    }
    ran.code = process.exitCode();
    ran.out = process.readAllStandardOutput();
    ran.err = process.readAllStandardError();
    return ran;
}

QString own_program() {
    return QString(SLUICE_BIN_DIR) + "/sluice-transfer";
}

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<no file>");
}

}  // namespace

class TransferCliTest : public QObject {
    Q_OBJECT

    ScriptedServer server_;
    QTemporaryDir folder_;

    QString url(const char* path) const { return QString::fromStdString(server_.url(path)); }
    Ran own(const QStringList& arguments) { return run_program(own_program(), arguments, folder_.path()); }

  private slots:
    void initTestCase() {
        QVERIFY2(server_.error().empty(), server_.error().c_str());
        server_.on("/hello",
                   Reply::http(200, "hello", {"ETag: \"a\"", "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT"}));
        server_.on("/a", Reply::http(200, "AAA"));
        server_.on("/b", Reply::http(200, "BBBB"));
        server_.on("/moved", Reply::http(302, "elsewhere", {"Location: /hello"}));
        server_.on("/missing", Reply::http(404, "not here"));
        server_.on("/empty", Reply::http(200));
        server_.on("/big", Reply::http(200, std::string(3'000'000, 'x')));
        server_.on("/stalls", Reply::http(200, std::string(100, 'x')).stall());
        server_.on("/cut", Reply::head(200, {"Content-Length: 10"}).send("abc").close());
        server_.on("/hangs", Reply().stall());
    }

    void sendsTheSameRequestAndPrintsTheSameAsCurl_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("plain") << QStringList{"-s", "U/hello"};
        QTest::newRow("include") << QStringList{"-si", "U/hello"};
        QTest::newRow("head") << QStringList{"-sI", "U/hello"};
        QTest::newRow("head with a query") << QStringList{"-sI", "U/hello?x=1"};
        QTest::newRow("location") << QStringList{"-sL", "U/moved"};
        QTest::newRow("not followed") << QStringList{"-s", "U/moved"};
        QTest::newRow("include all heads") << QStringList{"-siL", "U/moved"};
        QTest::newRow("fail") << QStringList{"-sf", "U/missing"};
        QTest::newRow("fail with body") << QStringList{"-s", "--fail-with-body", "U/missing"};
        QTest::newRow("not found is no failure") << QStringList{"-s", "U/missing"};
        QTest::newRow("data") << QStringList{"-s", "-d", "a=1", "--data-urlencode", "b=x y", "U/hello"};
        QTest::newRow("json") << QStringList{"-s", "--json", "{}", "U/hello"};
        QTest::newRow("get with data") << QStringList{"-sG", "-d", "a=1", "U/hello"};
        QTest::newRow("put") << QStringList{"-s", "-X", "PUT", "-d", "x", "U/hello"};
        QTest::newRow("headers") << QStringList{"-s", "-H", "X-A: b", "-H", "Accept:", "-H", "X-E;", "U/hello"};
        QTest::newRow("agent and referer") << QStringList{"-s", "-A", "me", "-e", "http://r/", "U/hello"};
        QTest::newRow("no agent") << QStringList{"-s", "-A", "", "U/hello"};
        QTest::newRow("range") << QStringList{"-s", "-r", "1-2", "U/hello"};
        QTest::newRow("http 1.0") << QStringList{"-s0", "U/hello"};
        QTest::newRow("two URLs") << QStringList{"-s", "U/a", "U/b"};
        QTest::newRow("glob") << QStringList{"-s", "U/{a,b}"};
        QTest::newRow("next") << QStringList{"-s", "-A", "me", "U/a", "--next", "-s", "U/b"};
        QTest::newRow("write-out") << QStringList{
            "-s", "-w", "%{http_code} %{size_download} %{num_redirects} %{content_type}\\n", "-L", "U/moved"};
        QTest::newRow("dump header") << QStringList{"-s", "-D", "-", "U/hello"};
        QTest::newRow("path as is") << QStringList{"-s", "--path-as-is", "U/x/../hello"};
        QTest::newRow("dots removed") << QStringList{"-s", "U/x/../hello"};
        QTest::newRow("cut short") << QStringList{"-s", "U/cut"};
        QTest::newRow("too large") << QStringList{"-s", "--max-filesize", "4", "U/hello"};
        QTest::newRow("too many redirects") << QStringList{"-sL", "--max-redirs", "0", "U/moved"};
        QTest::newRow("post kept") << QStringList{"-sL", "--post302", "-d", "x", "U/moved"};
        QTest::newRow("post becomes get") << QStringList{"-sL", "-d", "x", "U/moved"};
        QTest::newRow("timeout") << QStringList{"-s", "-m", "0.3", "U/hangs"};
        QTest::newRow("refused") << QStringList{"-s", "http://127.0.0.1:1/"};
        QTest::newRow("bad scheme") << QStringList{"-s", "nonsense://a/"};
        QTest::newRow("unknown flag") << QStringList{"--foo"};
        QTest::newRow("connect-to") << QStringList{"-s", "--connect-to", "a.test:80:127.0.0.1:P",
                                                   "http://a.test/hello"};
        QTest::newRow("resolve") << QStringList{"-s", "--resolve", "a.test:P:127.0.0.1", "http://a.test:P/hello"};
        QTest::newRow("unresolvable") << QStringList{"-s", "http://nowhere.invalid/"};
    }
    void sendsTheSameRequestAndPrintsTheSameAsCurl() {
        const QString curl = QStandardPaths::findExecutable("curl");
        if (curl.isEmpty()) {
            QSKIP("curl is not installed");
        }
        QFETCH(QStringList, arguments);
        for (QString& argument : arguments) {
            argument.replace("U/", url("/"));
            argument.replace(":P", ":" + QString::number(server_.port()));
        }
        const auto requests_from = [this](std::size_t first) {
            std::string bytes;
            const auto all = server_.requests();
            for (std::size_t i = first; i < all.size(); ++i) {
                bytes += all[i].bytes + "\n----\n";
            }
            return QByteArray::fromStdString(bytes);
        };
        const auto same_name = [](QByteArray text) { return text.replace("curl: ", "sluice-transfer: "); };
        const std::size_t first = server_.request_count();
        const bool no_agent = arguments.contains("-A") || arguments.contains("--foo");
        const Ran theirs =
            run_program(curl, no_agent ? arguments : QStringList{"-A", "agent/1"} + arguments, folder_.path());
        const std::size_t second = server_.request_count();
        const Ran ours = own(arguments);
        QByteArray their_requests = requests_from(first);
        their_requests = their_requests.left(their_requests.size() - requests_from(second).size());
        QByteArray our_requests = requests_from(second);
        if (arguments.contains("--next")) {  // its second part has the default agent of each program
            our_requests.replace("agent/1", "X");
            const auto at = their_requests.indexOf("User-Agent: curl/");
            their_requests.replace(at, their_requests.indexOf("\r\n", at) - at, "User-Agent: X");
        }
        QCOMPARE(our_requests, their_requests);
        QCOMPARE(same_name(ours.out), same_name(theirs.out));
        QCOMPARE(ours.code, theirs.code);
    }

    void everyDriverWritesTheSameFile_data() {
        QTest::addColumn<QString>("driver");
        for (const char* driver : {"easy", "multi", "socket"}) {
            QTest::newRow(driver) << driver;
        }
    }
    void everyDriverWritesTheSameFile() {
        QFETCH(QString, driver);
        const QString file = folder_.filePath("big-" + driver);
        const Ran ran = own({"-sS", "--driver", driver, "-o", file, url("/big"), "-o", file + "2", url("/a")});
        QCOMPARE(ran.err, QByteArray());
        QCOMPARE(ran.code, 0);
        QVERIFY(content(file) == QByteArray(3'000'000, 'x'));
        QCOMPARE(content(file + "2"), QByteArray("AAA"));
    }

    void reusesTheConnectionForTheNextUrl_data() { everyDriverWritesTheSameFile_data(); }
    void reusesTheConnectionForTheNextUrl() {
        QFETCH(QString, driver);
        const std::size_t before = server_.connection_count();
        QCOMPARE(own({"-s", "--driver", driver, url("/a"), url("/b"), url("/hello")}).out, QByteArray("AAABBBBhello"));
        QCOMPARE(server_.connection_count(), before + 1);
    }

    void parallelTransfersAllArrive() {
        QStringList arguments{"-sZ"};
        for (int i = 0; i < 20; ++i) {
            arguments << "-o" << folder_.filePath("z" + QString::number(i)) << url("/big");
        }
        QCOMPARE(own(arguments).code, 0);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(QFile(folder_.filePath("z" + QString::number(i))).size(), qint64(3'000'000));
        }
    }

    void namesFiles() {
        QCOMPARE(own({"-s", "-O", "--output-dir", "new/sub", "--create-dirs", url("/hello")}).code, 0);
        QCOMPARE(content(folder_.filePath("new/sub/hello")), QByteArray("hello"));
        QCOMPARE(own({"-s", "-o", "g_#1", url("/{a,b}")}).code, 0);
        QCOMPARE(content(folder_.filePath("g_b")), QByteArray("BBBB"));
        QCOMPARE(own({"-s", "--no-clobber", "-o", "g_b", url("/a")}).code, 0);
        QCOMPARE(content(folder_.filePath("g_b")), QByteArray("BBBB"));
        QCOMPARE(content(folder_.filePath("g_b.1")), QByteArray("AAA"));
    }

    void emptyBodyStillMakesItsFile() {
        QCOMPARE(own({"-s", "-o", "nothing", url("/empty")}).code, 0);
        QCOMPARE(content(folder_.filePath("nothing")), QByteArray());
    }

    void failedTransferMakesNoFile() {
        QCOMPARE(own({"-sf", "-o", "no-file", url("/missing")}).code, 22);
        QVERIFY(!QFile::exists(folder_.filePath("no-file")));
        QCOMPARE(own({"-s", "--remove-on-error", "-o", "cut", url("/cut")}).code, 18);
        QVERIFY(!QFile::exists(folder_.filePath("cut")));
        QCOMPARE(own({"-s", "-o", "cut", url("/cut")}).code, 18);
        QCOMPARE(content(folder_.filePath("cut")), QByteArray("abc"));
    }

    void continuesFromTheSizeOfTheFile() {
        server_.on_request([](const RecordedRequest& request) {
            return request.path() != "/resume" ? Reply::http(404)
                   : request.has("Range")      ? Reply::http(206, "defg", {"Content-Range: bytes 3-6/7"})
                                               : Reply::http(200, "abcdefg");
        });
        QFile file(folder_.filePath("resumed"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("abc");
        file.close();
        QCOMPARE(own({"-s", "-C", "-", "-o", "resumed", url("/resume")}).code, 0);
        QCOMPARE(content(file.fileName()), QByteArray("abcdefg"));
        QCOMPARE(server_.requests().back().header("Range"), std::string("bytes=3-"));
        QCOMPARE(own({"-s", "-C", "-", "-o", "fresh", url("/resume")}).code, 0);
        QCOMPARE(content(folder_.filePath("fresh")), QByteArray("abcdefg"));
    }

    void setsTheTimeOfTheFile() {
        QCOMPARE(own({"-sR", "-o", "timed", url("/hello")}).code, 0);
        QCOMPARE(QFileInfo(folder_.filePath("timed")).lastModified().toUTC(), QDateTime({2024, 1, 1}, {0, 0}, Qt::UTC));
    }

    void triesAgainAfterAPassingFailure() {
        server_.enqueue(Reply::http(503, "busy", {"Retry-After: 1"}));
        const Ran ran =
            own({"-S", "--no-progress-meter", "--retry", "2", "-o", "again", "-w", "%{num_retries}", url("/hello")});
        QCOMPARE(ran.out, QByteArray("1"));
        QCOMPARE(ran.err, QByteArray("Warning: Problem: HTTP error. Will retry in 1.000 second. 2 retries left.\n"));
        QCOMPARE(content(folder_.filePath("again")), QByteArray("hello"));
    }

    void messagesGoWhereTheyShould() {
        QVERIFY(own({url("/hello"), "-o", "x"}).err.contains("% Total"));
        QCOMPARE(own({"-s", url("/hello"), "-o", "x"}).err, QByteArray());
        QCOMPARE(own({"-s", "http://127.0.0.1:1/"}).err, QByteArray());
        QVERIFY(own({"-sS", "http://127.0.0.1:1/"}).err.startsWith("sluice-transfer: (7) "));
        const Ran elsewhere = own({"-sS", "--stderr", "messages", "http://127.0.0.1:1/"});
        QCOMPARE(elsewhere.err, QByteArray());
        QVERIFY(content(folder_.filePath("messages")).startsWith("sluice-transfer: (7) "));
        QVERIFY(own({"-#", url("/hello"), "-o", "x"}).err.contains("100.0%"));
    }

    void traces() {
        const Ran verbose = own({"-sv", url("/hello"), "-o", "x"});
        QVERIFY(verbose.err.contains("\n> GET /hello HTTP/1.1\r\n"));
        QVERIFY(verbose.err.contains("\n< HTTP/1.1 200 OK\r\n"));
        QCOMPARE(own({"-s", "--trace-ascii", "trace", url("/hello"), "-o", "x"}).code, 0);
        QVERIFY(content(folder_.filePath("trace")).contains("=> Send header, "));
        QVERIFY(content(folder_.filePath("trace")).contains("<= Recv data, 5 bytes (0x5)\n0000: hello\n"));
        QCOMPARE(own({"-s", "--trace", "trace", url("/hello"), "-o", "x"}).code, 0);
        QVERIFY(content(folder_.filePath("trace")).contains("0000: 68 65 6c 6c 6f "));
    }

    void inspects() {
        const Ran text = own({"-sL", "--inspect", "text", url("/moved")});
        QVERIFY(text.err.contains("HTTP/1.1 302 Found"));
        QVERIFY(text.err.contains("(reused)"));
        const Ran json = own({"-sL", "--inspect", "json", "-H", "Authorization: secret", url("/moved")});
        QVERIFY(json.err.startsWith("{\"url\":"));
        QVERIFY(!json.err.contains("secret"));
    }

    void readsTheDefaultConfigUnlessTold() {
        QFile file(folder_.filePath(".curlrc"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("user-agent = from-config\n");
        file.close();
        own({"-s", url("/hello")});
        QCOMPARE(server_.requests().back().header("User-Agent"), std::string("from-config"));
        own({"-q", "-s", url("/hello")});
        QCOMPARE(server_.requests().back().header("User-Agent"), std::string("agent/1"));
        QVERIFY(file.remove());
    }
};
SL_TEST_CLASS(TransferCliTest)

}  // namespace sluice::test

#include "transfer_cli_test.moc"
