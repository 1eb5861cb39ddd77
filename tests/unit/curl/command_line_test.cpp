#include "engine/curl/command_line.h"

#include <QtTest>

#include <set>

#include "engine/curl/flag.h"
#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {
namespace {

CommandLine parse(const QStringList& words, FakeHost host = {}, bool default_config = false) {
    std::vector<std::string> arguments;
    for (const QString& word : words) {
        arguments.push_back(word.toStdString());
    }
    StrictRules rules;
    rules.default_config = default_config;
    rules.user_agent = "agent/1";
    return read_command_line(arguments, host, rules);
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
        QTest::newRow("no config file")
            << QStringList{"-K", "/nonexistent/x"}
            << "cannot read config from '/nonexistent/x'\noption -K: error encountered when reading a file" << 26;
        QTest::newRow("no data file")
            << QStringList{"-d", "@/nonexistent/x", "u"}
            << "Failed to open /nonexistent/x\noption -d: error encountered when reading a file" << 26;
        QTest::newRow("refused") << QStringList{"--ftp-port", "p", "u"} << "option --ftp-port: FTP is not supported yet"
                                 << 2;
        QTest::newRow("refused letter") << QStringList{"-P", "p", "u"} << "option -P: FTP is not supported yet" << 2;
        QTest::newRow("too large") << QStringList{"--retry", "99999999999999999999", "u"}
                                   << "option --retry: too large number" << 2;
        QTest::newRow("bad protocol") << QStringList{"--proto-default", "gopher", "u"}
                                      << "option --proto-default: a specified protocol is unsupported by libcurl" << 2;
        QTest::newRow("bad port") << QStringList{"--local-port", "5-3", "u"}
                                  << "option --local-port: is badly used here" << 2;
        QTest::newRow("bad mode") << QStringList{"--create-file-mode", "9", "u"}
                                  << "option --create-file-mode: expected a proper numerical parameter" << 2;
        QTest::newRow("bad pace") << QStringList{"--rate", "5/y", "u"} << "option --rate: is badly used here" << 2;
        QTest::newRow("bad form") << QStringList{"-F", "a", "u"} << "option -F: is badly used here" << 2;
        QTest::newRow("name and resume") << QStringList{"-J", "-C", "-", "u"}
                                         << "--continue-at and --remote-header-name cannot be combined" << 2;
        QTest::newRow("name and headers")
            << QStringList{"-iJ", "u"} << "showing headers and --remote-header-name cannot be combined" << 2;
        QTest::newRow("two methods") << QStringList{"-I", "-d", "x", "u"} << "" << 2;
        QTest::newRow("two bodies") << QStringList{"-F", "a=b", "-d", "x", "u"} << "" << 2;
        QTest::newRow("open multipart") << QStringList{"-F", "a=(", "u"}
                                        << "a multipart of --form is not closed by \"=)\"" << 2;
        QTest::newRow("expand of a toggle")
            << QStringList{"--expand-silent", "u"} << "option --expand-silent: expansion failure" << 2;
        QTest::newRow("unset variable") << QStringList{"--variable", "%NOPE", "u"}
                                        << "Variable 'NOPE' import fail, not set\noption --variable: expansion failure"
                                        << 2;
        QTest::newRow("no URL") << QStringList{"-s"} << "no URL specified" << 2;
        QTest::newRow("next without URL")
            << QStringList{"--next", "u"} << "option --next: missing URL before --next" << 2;
        QTest::newRow("easy and parallel")
            << QStringList{"--driver", "easy", "-Z", "u"} << "--parallel needs the driver multi or socket" << 2;
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
        QCOMPARE(only(line).words[0].output->name, std::string("file"));
        QCOMPARE(*only(line).words[1].url, std::string("-b"));
    }

    void pairsOutputsWithUrlsInOrder() {
        const CommandLine line = parse({"-o", "1", "u1", "u2", "-O", "--url", "u3"});
        QCOMPARE(only(line).words.size(), std::size_t(3));
        QCOMPARE(only(line).words[0].output->name, std::string("1"));
        QVERIFY(only(line).words[1].output->kind == OutputTarget::Kind::remote_name);
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
        FakeHost host;
        host.files["f"] = "one\r\ntwo\n";
        const QString at = "@f";
        QCOMPARE(only(parse({"-d", "a=1", "-d", at, "u"}, host)).options.upload->body.value(),
                 std::string("a=1&onetwo"));
        QCOMPARE(only(parse({"--data-binary", at, "u"}, host)).options.upload->body.value(),
                 std::string("one\r\ntwo\n"));
        QCOMPARE(only(parse({"--data-raw", "@x", "u"})).options.upload->body.value(), std::string("@x"));
        QCOMPARE(only(parse({"--data-urlencode", "n=a b&", "u"})).options.upload->body.value(),
                 std::string("n=a+b%26"));
        QCOMPARE(only(parse({"--data-urlencode", "=a b", "u"})).options.upload->body.value(), std::string("a+b"));
        QCOMPARE(only(parse({"--data-urlencode", "n" + at, "u"}, host)).options.upload->body.value(),
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
        QVERIFY(only(line).body.in_url);
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
        FakeHost host;
        host.files["c"] = "url = http://a/\n-s\n";
        const CommandLine good = parse({"-K", "c"}, host);
        QVERIFY(good.error.empty());
        QVERIFY(good.globals.silent);
        QCOMPARE(*only(good).words[0].url, std::string("http://a/"));
        host.files["c"] = "silent\nwhatever\n";
        const CommandLine bad = parse({"-K", "c"}, host);
        QCOMPARE(bad.error, std::string("c:2: option --whatever: is unknown"));
        QCOMPARE(bad.exit_code, 2);
        host.files["c"] = "silent yes\n";
        QCOMPARE(parse({"-K", "c", "u"}, host).error,
                 std::string("c:1: option --silent: had unsupported trailing garbage"));
        host.files["c"] = "output = a b\n";
        QCOMPARE(parse({"-K", "c", "u"}, host).warnings.size(), std::size_t(1));
    }

    void configFilesThatCallThemselvesEnd() {
        FakeHost host;
        host.files["c"] = "config = c\n";
        QVERIFY(!parse({"-K", "c"}, host).error.empty());
    }

    void readsTheFirstDefaultConfigUnlessTheFirstFlagForbidsIt() {
        FakeHost host;
        host.variables = {{"HOME", "/h"}, {"XDG_CONFIG_HOME", "/x"}};
        host.files = {{"/x/curlrc", "-A x"}, {"/h/.curlrc", "-A h"}};
        QCOMPARE(only(parse({"u"}, host, true)).options.request->user_agent, std::string("x"));
        QCOMPARE(only(parse({"-q", "u"}, host, true)).options.request->user_agent, std::string("agent/1"));
        QCOMPARE(only(parse({"-s", "-q", "u"}, host, true)).options.request->user_agent, std::string("x"));
        host.variables["CURL_HOME"] = "/h";
        QCOMPARE(only(parse({"u"}, host, true)).options.request->user_agent, std::string("h"));
    }

    void defaultUserAgentYieldsToTheFlag() {
        QCOMPARE(only(parse({"u"})).options.request->user_agent, std::string("agent/1"));
        QCOMPARE(only(parse({"-A", "", "u"})).options.request->user_agent, std::string());
    }

    void takesUrlsOfAFileWithRemoteNames() {
        FakeHost host;
        host.files["list"] = "# comment\nhttp://a/[1-3]\n\nhttp://b/x\r\n";
        const CommandLine line = parse({"--url", "@list", "-o", "f", "http://c/"}, host);
        QCOMPARE(only(line).words.size(), std::size_t(3));
        QVERIFY(!only(line).words[0].glob);
        QVERIFY(only(line).words[1].output->kind == OutputTarget::Kind::remote_name);
        QCOMPARE(*only(line).words[1].url, std::string("http://b/x"));
        QCOMPARE(only(line).words[2].output->name, std::string("f"));
    }

    void expandsVariables() {
        FakeHost host;
        host.variables["WHO"] = "me";
        const CommandLine line = parse({"--variable", "%WHO", "--variable", "x= a b ", "--expand-user-agent",
                                        "{{WHO}}/{{x:trim:url}}", "-b", "{{WHO}}=1", "u"},
                                       host);
        QCOMPARE(line.error, std::string());
        QCOMPARE(only(line).options.request->user_agent, std::string("me/a%20b"));
        QCOMPARE(only(line).options.cookies->cookie, std::string("{{WHO}}=1"));
    }

    void gathersLogins() {
        const auto options = [](const QStringList& words) { return only(parse(words)).options; };
        QCOMPARE(options({"-u", "a:b:c", "u"}).auth->password.value(), std::string("b:c"));
        QVERIFY(only(parse({"-u", "a", "u"})).login.ask_password);
        QCOMPARE(options({"--digest", "u"}).auth->methods, auth::digest);
        QCOMPARE(options({"--digest", "--basic", "u"}).auth->methods, auth::digest | auth::basic);
        QCOMPARE(options({"--anyauth", "--no-anyauth", "u"}).auth->methods, auth::basic);
        QCOMPARE(options({"--oauth2-bearer", "t", "u"}).auth->methods, auth::bearer);
        QVERIFY(options({"-n", "u"}).auth->netrc == Netrc::required);
        QVERIFY(options({"--netrc-file", "f", "u"}).auth->netrc == Netrc::required);
        QVERIFY(options({"--netrc-file", "f", "--netrc-optional", "u"}).auth->netrc == Netrc::optional);
        const Options cookies = options({"-b", "a=1", "-b", "b=2", "-b", "file", "-c", "jar", "u"});
        QCOMPARE(cookies.cookies->cookie, std::string("a=1;b=2"));
        QCOMPARE(cookies.cookies->files.at(0), std::string("file"));
        QCOMPARE(cookies.cookies->jar, std::string("jar"));
    }

    void choosesProxies() {
        const Options socks = only(parse({"-x", "http://p", "--socks5-hostname", "q:1", "u"})).options;
        QCOMPARE(socks.proxy->url.value(), std::string("q:1"));
        QVERIFY(socks.proxy->type == ProxyType::socks5h);
        QVERIFY(only(parse({"--socks4", "q", "-x", "p", "u"})).options.proxy->type == ProxyType::http);
    }

    void lastOfTheFailFlagsCounts() {
        const CommandLine body = parse({"-f", "--fail-with-body", "u"});
        QVERIFY(!only(body).options.request->fail_on_error);
        QVERIFY(only(body).fail_with_body);
        const CommandLine none = parse({"--fail-with-body", "-f", "u"});
        QVERIFY(only(none).options.request->fail_on_error);
        QVERIFY(!only(none).fail_with_body);
    }

    void timeConditionIsADateOrAFile() {
        FakeHost host;
        host.times["f"] = 77;
        const Options date = only(parse({"-z", "-1 Jan 2024", "u"}, host)).options;
        QVERIFY(date.request->time_condition == TimeCondition::if_unmodified_since);
        QCOMPARE(date.request->time_value, std::int64_t(1'704'067'200));
        const Options file = only(parse({"-z", "f", "u"}, host)).options;
        QVERIFY(file.request->time_condition == TimeCondition::if_modified_since);
        QCOMPARE(file.request->time_value, std::int64_t(77));
        const CommandLine neither = parse({"-z", "nothing", "u"}, host);
        QVERIFY(only(neither).options.request->time_condition == TimeCondition::none);
        QCOMPARE(neither.warnings.size(), std::size_t(1));
    }

    void verboseTwiceAddsTimesAndNumbers() {
        QVERIFY(!parse({"-v", "u"}).globals.trace.time);
        QVERIFY(parse({"-vv", "u"}).globals.trace.time);
        QVERIFY(parse({"-vv", "u"}).globals.trace.ids);
        QVERIFY(parse({"-vv", "--no-verbose", "u"}).globals.trace.style == TraceStyle::none);
        QVERIFY(parse({"--trace-config", "-time,+IDS", "u"}).globals.trace.ids);
    }

    void secretsAreKnown() {
        QVERIFY(holds_secret("-u"));
        QVERIFY(holds_secret("--proxy-user"));
        QVERIFY(!holds_secret("--url"));
    }

    void everyFlagOfTheTableIsWhole() {
        std::set<std::string> names;
        std::set<char> letters;
        QVERIFY(std::is_sorted(all_flags().begin(), all_flags().end(),
                               [](const Flag& a, const Flag& b) { return std::string_view(a.name) < b.name; }));
        for (const Flag& flag : all_flags()) {
            QVERIFY2(names.insert(flag.name).second, flag.name);
            QVERIFY2(flag.letter == 0 || letters.insert(flag.letter).second, flag.name);
            QVERIFY2(find_flag(flag.name) == &flag, flag.name);
            QVERIFY2(flag.letter == 0 || find_flag(flag.letter) == &flag, flag.name);
            QVERIFY2(flag.help[0] != '\0', flag.name);
            QVERIFY2(flag.apply == nullptr || !flag.takes_value() || flag.argument[0] == '<', flag.name);
            QVERIFY2(flag.apply == nullptr || flag.categories[0] != '\0', flag.name);
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
