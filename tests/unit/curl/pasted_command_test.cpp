#include "engine/curl/pasted_command.h"

#include <QtTest>

#include "engine/curl/command_writer.h"
#include "tests/support/test_class.h"

namespace sluice::curl {

class PastedCommandTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatBrowsersCopy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("Chromium, bash") << QByteArray(
            "curl 'https://example.org/f?a=1&b=%20' \\\n  -H 'accept: */*' \\\n  -H 'x-it: it'\\''s' \\\n"
            "  -b 'c=d; e=f' \\\n  --data-raw $'{\"a\":\"\\u0021\"}' \\\n  --compressed \\\n  --insecure");
        QTest::newRow("Chromium, cmd") << QByteArray(
            "curl ^\"https://example.org/f?a=1^&b=^%^20^\" ^\r\n  -H ^\"accept: */*^\" ^\r\n"
            "  -H ^\"x-it: it's^\" ^\r\n  -b ^\"c=d; e=f^\" ^\r\n"
            "  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"^!^\\^\"^}^\" ^\r\n  --compressed ^\r\n  --insecure");
        QTest::newRow("PowerShell") << QByteArray(
            "curl.exe 'https://example.org/f?a=1&b=%20' `\r\n  -H 'accept: */*' `\r\n  -H 'x-it: it''s' `\r\n"
            "  -b 'c=d; e=f' `\r\n  --data-raw '{\\\"a\\\":\\\"!\\\"}' `\r\n  --compressed `\r\n  --insecure");
        QTest::newRow("with a prompt") << QByteArray(
            "$ FOO=1 /usr/bin/curl -kH 'accept: */*' -H \"x-it: it's\" -b 'c=d; e=f' --compressed "
            "-d '{\"a\":\"!\"}' 'https://example.org/f?a=1&b=%20'");
    }
    void readsWhatBrowsersCopy() {
        QFETCH(QByteArray, text);
        const PastedText pasted = read_pasted(text.toStdString());
        QCOMPARE(pasted.error, std::string());
        QCOMPARE(pasted.transfers.size(), std::size_t(1));
        QVERIFY(pasted.notes.empty());
        const Options& options = pasted.transfers[0].options;
        QCOMPARE(options.url, std::string("https://example.org/f?a=1&b=%20"));
        QCOMPARE(options.request->headers.size(), std::size_t(2));
        QCOMPARE(options.request->headers[1], std::string("x-it: it's"));
        QCOMPARE(options.cookies->cookie, std::string("c=d; e=f"));
        QCOMPARE(options.upload->body.value(), std::string("{\"a\":\"!\"}"));
        QCOMPARE(options.http->accept_encoding, std::string("all"));
        QVERIFY(!options.tls->verify_peer);
    }

    void saysWhatItLeavesOut_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("notes");
        QTest::newRow("terminal") << QByteArray("curl -sv http://a/")
                                  << "-s: concerns the program curl, not the transfer;"
                                     "-v: concerns the program curl, not the transfer;";
        QTest::newRow("file") << QByteArray("curl --cacert x -d @y -T z http://a/")
                              << "--cacert: names a file;-d: Failed to open y\nerror encountered when reading a file;"
                                 "-T: names a file;";
        QTest::newRow("config") << QByteArray("curl -K x http://a/") << "-K: names a file;";
        QTest::newRow("cookies") << QByteArray("curl -b x -c y http://a/") << "-b: names a file;-c: names a file;";
        QTest::newRow("form") << QByteArray("curl -F a=@/etc/passwd -F b=c http://a/") << "-F: names a file;";
        QTest::newRow("environment") << QByteArray("curl --variable %HOME http://a/")
                                     << "--variable: concerns the program curl, not the transfer;";
        QTest::newRow("refused") << QByteArray("curl --ntlm http://a/")
                                 << "--ntlm: this way of authentication or protection is not supported;";
        QTest::newRow("unknown") << QByteArray("curl --foo http://a/") << "--foo: is unknown;";
        QTest::newRow("pipe") << QByteArray("curl http://a/ | jq .") << "curl: what follows the pipe '|' is left out;";
        QTest::newRow("other command") << QByteArray("cd x\ncurl http://a/") << "cd: is no command line for curl;";
        QTest::newRow("glob") << QByteArray("curl http://a/ 'http://b/['") << "URL: bad range in URL position 10;";
    }
    void saysWhatItLeavesOut() {
        QFETCH(QByteArray, text);
        QFETCH(QString, notes);
        const PastedText pasted = read_pasted(text.toStdString());
        QCOMPARE(pasted.error, std::string());
        QCOMPARE(pasted.transfers.size(), std::size_t(1));
        QCOMPARE(pasted.transfers[0].options.url, std::string("http://a/"));
        QString shown;
        for (const FlagNote& note : pasted.notes) {
            const std::string first = note.reason.substr(0, note.reason.find(":\n"));
            shown += QString::fromStdString(note.flag + ": " + first) + ";";
        }
        if (notes.startsWith("URL")) {
            QVERIFY(shown.startsWith("URL: ") && shown.contains("in URL position"));
            return;
        }
        QCOMPARE(shown, notes);
    }

    void takesNamesWithoutFolders() {
        const auto output = [](const char* text) {
            const PastedText pasted = read_pasted(text);
            return pasted.transfers.at(0).output;
        };
        QCOMPARE(output("curl http://a/ -o ../../etc/x"), std::string("x"));
        QCOMPARE(output("curl http://a/ -o .."), std::string());
        QCOMPARE(output("curl http://a/ > /tmp/f"), std::string("f"));
        QVERIFY(read_pasted("curl -O http://a/b").transfers.at(0).remote_name);
    }

    void takesEveryTransfer() {
        const PastedText pasted = read_pasted("curl 'http://a/[1-3]' ;\ncurl -X PUT http://b/ --next http://c/");
        QCOMPARE(pasted.transfers.size(), std::size_t(5));
        QCOMPARE(pasted.transfers[2].options.url, std::string("http://a/3"));
        QCOMPARE(pasted.transfers[3].options.request->method, std::string("PUT"));
        QVERIFY(pasted.transfers[4].options.request->method.empty());
    }

    void endlessGlobsEnd() {
        const PastedText pasted = read_pasted("curl 'http://a/[1-999999999999]'");
        QCOMPARE(pasted.transfers.size(), most_pasted);
        QCOMPARE(pasted.notes.size(), std::size_t(1));
    }

    void takesHereDocumentsAsBody() {
        const PastedText pasted = read_pasted("curl --data-binary @- http://a/ <<'E'\n{\"x\": 1}\nE\n");
        QCOMPARE(pasted.transfers.at(0).options.upload->body.value(), std::string("{\"x\": 1}\n"));
    }

    void saysWhyNothingCanBeTaken() {
        QVERIFY(read_pasted("hello").error.find("Nothing can be transferred") == 0);
        QVERIFY(!read_pasted("").error.empty());
        QVERIFY(!read_pasted("curl 'http://a/").error.empty());
        QVERIFY(!read_pasted("curl -s").error.empty());
        QVERIFY(!read_pasted("curl -I -d x http://a/").error.empty());
    }

    void knowsItsLikeness() {
        QVERIFY(looks_like_curl("curl http://a/"));
        QVERIFY(looks_like_curl("$ curl.exe -O x"));
        QVERIFY(!looks_like_curl("curl"));
        QVERIFY(!looks_like_curl("http://a/ curl"));
        QVERIFY(!looks_like_curl(""));
    }
};
SL_TEST_CLASS(PastedCommandTest)

}  // namespace sluice::curl

#include "pasted_command_test.moc"
