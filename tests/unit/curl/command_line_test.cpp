#include "engine/curl/command_line.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

#include "engine/curl/flag.h"
#include "tests/support/test_class.h"

namespace sluice::curl {
namespace {

CommandLine parse(const QStringList& words) {
    std::vector<std::string> arguments;
    for (const QString& word : words) {
        arguments.push_back(word.toStdString());
    }
    return parse_command_line(arguments, false);
}

const Operation& only(const CommandLine& line) {
    return line.operations.front();
}

}  // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

  private slots:
    void refusesWithCurlsWords_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("code");
        QTest::newRow("unknown") << QStringList{"--foo"} << "option --foo: is unknown" << 2;
        QTest::newRow("unknown letter") << QStringList{"-s?"} << "option -s?: is unknown" << 2;
        QTest::newRow("prefix") << QStringList{"--verb", "u"} << "option --verb: is unknown" << 2;
        QTest::newRow("dash") << QStringList{"-"} << "option -: is unknown" << 2;
        QTest::newRow("equals sign") << QStringList{"--output=foo"} << "option --output=foo: is unknown" << 2;
        QTest::newRow("no value") << QStringList{"-o"} << "option -o: requires parameter" << 2;
        QTest::newRow("no value in a cluster") << QStringList{"-sSo"} << "option -sSo: requires parameter" << 2;
        QTest::newRow("no- of a value") << QStringList{"--no-output", "x"}
                                        << "option --no-output: used '--no-' for option that isn't a boolean" << 2;
        QTest::newRow("not a number") << QStringList{"-m", "abc", "u"}
                                      << "option -m: expected a proper numerical parameter" << 2;
        QTest::newRow("negative") << QStringList{"--max-time", "-1", "u"}
                                  << "option --max-time: expected a positive numerical parameter" << 2;
        QTest::newRow("bad offset") << QStringList{"-C", "x", "u"} << "option -C: expected a proper numerical parameter"
                                    << 2;
        QTest::newRow("bad rate") << QStringList{"--limit-rate", "10x", "u"}
                                  << "option --limit-rate: is badly used here" << 2;
        QTest::newRow("bad version") << QStringList{"--tls-max", "1.5", "u"} << "option --tls-max: is badly used here"
                                     << 2;
        QTest::newRow("no config file") << QStringList{"-K", "/nonexistent/x"}
                                        << "option -K: error encountered when reading a file" << 26;
        QTest::newRow("no data file") << QStringList{"-d", "@/nonexistent/x", "u"}
                                      << "option -d: error encountered when reading a file" << 26;
        QTest::newRow("refused") << QStringList{"--proxy", "p", "u"} << "option --proxy: proxies are not supported yet"
                                 << 2;
        QTest::newRow("refused letter") << QStringList{"-x", "p", "u"} << "option -x: proxies are not supported yet"
                                        << 2;
        QTest::newRow("no URL") << QStringList{"-s"} << "no URL specified" << 2;
        QTest::newRow("next without URL")
            << QStringList{"--next", "u"} << "option --next: missing URL before --next" << 2;
        QTest::newRow("interface name")
            << QStringList{"--interface", "eth0", "u"}
            << "option --interface: takes an IP address; names of interfaces and hosts are not supported" << 2;
        QTest::newRow("easy and parallel")
            << QStringList{"--driver", "easy", "-Z", "u"} << "--parallel needs the driver multi or socket" << 2;
        QTest::newRow("fail twice") << QStringList{"-f", "--fail-with-body", "u"}
                                    << "--fail and --fail-with-body are mutually exclusive" << 2;
        QTest::newRow("HEAD with data") << QStringList{"-I", "-d", "x", "u"}
                                        << "only one HTTP request method can be selected" << 2;
    }
    void refusesWithCurlsWords() {
        QFETCH(QStringList, words);
        const CommandLine line = parse(words);
        QTEST(QString::fromStdString(line.error), "error");
        QTEST(line.exit_code, "code");
    }

    void readsClustersAndGluedValues() {
        const CommandLine line = parse({"-sSLofile", "http://a/", "-A", "me", "--", "-b"});
        QVERIFY(line.error.empty());
        QVERIFY(line.globals.silent);
        QVERIFY(line.globals.show_error);
        QVERIFY(only(line).options.redirect->follow == sluice::Follow::all);
        QCOMPARE(only(line).options.request->user_agent, std::string("me"));
        QCOMPARE(only(line).words.size(), std::size_t(2));
        QCOMPARE(only(line).words[0].output->file, std::string("file"));
        QCOMPARE(*only(line).words[1].url, std::string("-b"));
    }

    void pairsOutputsWithUrlsInOrder() {
        const CommandLine line = parse({"-o", "1", "u1", "u2", "-O", "--url", "u3"});
        QCOMPARE(only(line).words.size(), std::size_t(3));
        QCOMPARE(only(line).words[0].output->file, std::string("1"));
        QVERIFY(only(line).words[1].output->remote_name);
        QVERIFY(!only(line).words[2].output);
    }

    void nextBeginsWithDefaults() {
        const CommandLine line = parse({"-L", "-X", "PUT", "u1", "--next", "u2"});
        QCOMPARE(line.operations.size(), std::size_t(2));
        QCOMPARE(line.operations[0].options.request->method, std::string("PUT"));
        QVERIFY(line.operations[1].options.request->method.empty());
        QVERIFY(line.operations[1].options.redirect->follow == sluice::Follow::none);
        QCOMPARE(line.operations[1].options.redirect->max_redirs, 50);
    }

    void noTurnsOff() {
        const CommandLine line =
            parse({"-L", "--no-location", "--no-keepalive", "--no-sessionid", "-k", "--no-insecure", "u"});
        QVERIFY(only(line).options.redirect->follow == sluice::Follow::none);
        QVERIFY(!only(line).options.socket->tcp_keep_alive);
        QVERIFY(!only(line).options.tls->session_reuse);
        QVERIFY(only(line).options.tls->verify_peer);
    }

    void joinsDataAsEachFlagMeansIt() {
        QTemporaryDir folder;
        QFile file(folder.filePath("body"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("one\r\ntwo\n");
        file.close();
        const QString at = "@" + file.fileName();
        QCOMPARE(only(parse({"-d", "a=1", "-d", at, "u"})).options.upload->body.value(), std::string("a=1&onetwo"));
        QCOMPARE(only(parse({"--data-binary", at, "u"})).options.upload->body.value(), std::string("one\r\ntwo\n"));
        QCOMPARE(only(parse({"--data-raw", "@x", "u"})).options.upload->body.value(), std::string("@x"));
        QCOMPARE(only(parse({"--data-urlencode", "n=a b&", "u"})).options.upload->body.value(),
                 std::string("n=a+b%26"));
        QCOMPARE(only(parse({"--data-urlencode", "=a b", "u"})).options.upload->body.value(), std::string("a+b"));
        QCOMPARE(only(parse({"--data-urlencode", "n" + at, "u"})).options.upload->body.value(),
                 std::string("n=one%0D%0Atwo%0A"));
    }

    void jsonSetsItsHeadersUnlessGiven() {
        const CommandLine line = parse({"--json", "{\"a\":", "--json", "1}", "-H", "accept: text/x", "u"});
        const Options& options = only(line).options;
        const RequestOptions& request = *options.request;
        QCOMPARE(options.upload->body.value(), std::string("{\"a\":1}"));
        QCOMPARE(request.headers.size(), std::size_t(2));
        QCOMPARE(request.headers[1], std::string("Content-Type: application/json"));
    }

    void getMovesDataToTheUrl() {
        const CommandLine line = parse({"-G", "-d", "a=1", "u"});
        QVERIFY(only(line).data_in_url);
        QVERIFY(!only(line).options.upload->body);
    }

    void readsNumbersWithUnitsAndFractions() {
        const CommandLine line = parse(
            {"--limit-rate", "2k", "--max-filesize", "1M", "-m", "1.25", "--connect-timeout", ".5", "-Y", "9", "u"});
        const Options& options = only(line).options;
        QCOMPARE(options.limits->max_receive_speed, std::int64_t(2048));
        QCOMPARE(options.limits->max_file_size, std::int64_t(1048576));
        QCOMPARE(int(options.timeouts->total.count()), 1250);
        QCOMPARE(int(options.timeouts->connect.count()), 500);
        QCOMPARE(options.timeouts->low_speed_limit, std::int64_t(9));
        QCOMPARE(int(options.timeouts->low_speed_time.count()), 30);
    }

    void splitsCertificateAndPassword() {
        const Options options = only(parse({"-E", "a\\:b.pem:secret:x", "u"})).options;
        const sluice::ClientCertificate& client = options.tls->client;
        QCOMPARE(client.certificate, std::string("a:b.pem"));
        QCOMPARE(client.password, std::string("secret:x"));
    }

    void rangeWithoutDashGetsOne() {
        const CommandLine line = parse({"-r", "5", "u"});
        QCOMPARE(only(line).options.request->range, std::string("5-"));
        QCOMPARE(line.warnings.size(), std::size_t(1));
    }

    void readsConfigFilesAndNamesTheLineOfAMistake() {
        QTemporaryDir folder;
        QFile file(folder.filePath("config"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("url = http://a/\n-s\n");
        file.close();
        const CommandLine good = parse({"-K", file.fileName()});
        QVERIFY(good.error.empty());
        QVERIFY(good.globals.silent);
        QCOMPARE(*only(good).words[0].url, std::string("http://a/"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("silent\nwhatever\n");
        file.close();
        const CommandLine bad = parse({"-K", file.fileName()});
        QCOMPARE(QString::fromStdString(bad.error), file.fileName() + ":2: option --whatever: is unknown");
        QCOMPARE(bad.exit_code, 2);
    }

    void configFilesThatCallThemselvesEnd() {
        QTemporaryDir folder;
        QFile file(folder.filePath("config"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("config = " + file.fileName().toUtf8() + "\n");
        file.close();
        QVERIFY(!parse({"-K", file.fileName()}).error.empty());
    }

    void defaultUserAgentComesFromTheEnvironment() {
        qputenv("SLUICE_USER_AGENT", "curl/8");
        QCOMPARE(only(parse({"u"})).options.request->user_agent, std::string("curl/8"));
        QCOMPARE(only(parse({"-A", "", "u"})).options.request->user_agent, std::string());
        qunsetenv("SLUICE_USER_AGENT");
        QVERIFY(only(parse({"u"})).options.request->user_agent.rfind("sluice/", 0) == 0);
    }

    void everyFlagOfTheTableIsWhole() {
        std::set<std::string> names;
        std::set<char> letters;
        for (const Flag& flag : all_flags()) {
            QVERIFY2(names.insert(flag.name).second, flag.name);
            QVERIFY2(flag.letter == 0 || letters.insert(flag.letter).second, flag.name);
            QVERIFY2(flag.help[0] != '\0', flag.name);
            QVERIFY2(flag.apply == nullptr || flag.kind != FlagKind::value || flag.argument[0] == '<', flag.name);
            QVERIFY2(flag.apply == nullptr || flag.category[0] != '\0', flag.name);
        }
    }

    void knowsEveryFlagOfTheReference() {
        // Names that a command line written for curl may hold: each is carried out or refused by name.
        for (const char* name : {"abstract-unix-socket",
                                 "anyauth",
                                 "aws-sigv4",
                                 "cookie",
                                 "cookie-jar",
                                 "doh-url",
                                 "form",
                                 "ftp-port",
                                 "hsts",
                                 "http2",
                                 "http3",
                                 "libcurl",
                                 "mail-from",
                                 "netrc",
                                 "noproxy",
                                 "ntlm",
                                 "oauth2-bearer",
                                 "proxy",
                                 "raw",
                                 "remote-header-name",
                                 "socks5",
                                 "time-cond",
                                 "unix-socket",
                                 "upload-file",
                                 "user",
                                 "url-query",
                                 "xattr"}) {
            const CommandLine line = parse({QString("--") + name, "x", "u"});
            QVERIFY2(!line.error.empty(), name);
            QVERIFY2(line.error.find("is unknown") == std::string::npos, name);
            QCOMPARE(line.exit_code, 2);
        }
    }

    void asksForHelpAndVersion() {
        QCOMPARE(parse({"-h", "all"}).help_topic, std::string("all"));
        QVERIFY(parse({"--version"}).wanted == CommandLine::Wanted::version);
    }
};
SL_TEST_CLASS(CommandLineTest)

}  // namespace sluice::curl

#include "command_line_test.moc"
