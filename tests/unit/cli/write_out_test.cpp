#include "engine/cli/write_out.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {
namespace {

struct Printed {
    std::string out, error;
    std::vector<std::string> files;  // "name", ">>name" and what was written
};

Printed print(const std::string& format, Code code = Code::ok) {
    Info info;
    info.http.response_code = 7;
    info.http.http_version = 11;
    info.http.effective_url = "http://b.test:81/q?x";
    info.times.total = 1'234'567;
    info.sizes.download = 42;
    Headers headers;
    headers.set_requests(2);
    headers.add_section("HTTP/1.1 302 Found\r\nX-A: old\r\n\r\n", header_origin::header, 0);
    headers.add_section("HTTP/1.1 200 OK\r\nX-A: one\r\nx-a: two\r\nB:3\r\n\r\n", header_origin::header, 1);
    Error error;
    error.code = code;
    error.kind = code == Code::ok ? Kind::none : Kind::net_refused;
    Printed printed;
    const WriteOutFacts facts{info, error, headers, "http://u@a.test/p", "", 3, 1, 1'700'000'000'000'123};
    WriteOutTargets targets;
    targets.standard_output = [&](std::string_view text) { printed.out += text; };
    targets.standard_error = [&](std::string_view text) { printed.error += text; };
    targets.file = [&](const std::string& name, bool append, std::string_view text) {
        printed.files.push_back((append ? ">>" : "") + name + "=" + std::string(text));
    };
    write_out(format, facts, targets);
    return printed;
}

}  // namespace

class WriteOutTest : public QObject {
    Q_OBJECT

  private slots:
    void printsVariables_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << "plain"
                              << "plain";
        QTest::newRow("escapes") << "a\\n\\t\\r\\x%%"
                                 << "a\n\t\r\\x%";
        QTest::newRow("code has three digits") << "%{http_code}"
                                               << "007";
        QTest::newRow("version") << "%{http_version}"
                                 << "1.1";
        QTest::newRow("times have six digits") << "%{time_total}"
                                               << "1.234567";
        QTest::newRow("size") << "%{size_download}"
                              << "42";
        QTest::newRow("number") << "%{urlnum} %{num_retries} %{exitcode}"
                                << "3 1 0";
        QTest::newRow("empty") << "[%{content_type}]"
                               << "[]";
        QTest::newRow("header of the last response") << "%header{x-a}"
                                                     << "one";
        QTest::newRow("all of a header") << "%header{x-a:all:, }"
                                         << "one, two";
        QTest::newRow("absent header") << "[%header{nope}]"
                                       << "[]";
        QTest::newRow("url part") << "%{url.host} %{urle.port} %{url.user}"
                                  << "a.test 81 u";
        QTest::newRow("time") << "%time{%Y-%m-%d %f}"
                              << "2023-11-14 000123";
        QTest::newRow("literal in a time") << "%time{%%f}"
                                           << "%f";
        QTest::newRow("no variable") << "%x %"
                                     << "%x %";
        QTest::newRow("open") << "%{http_code"
                              << "%{http_code";
        QTest::newRow("stops unless it failed") << "a%{onerror}b"
                                                << "a";
    }
    void printsVariables() {
        QFETCH(QString, format);
        QTEST(QString::fromStdString(print(format.toStdString()).out), "text");
    }

    void goesOnAfterOnerrorWhenItFailed() {
        QCOMPARE(print("a%{onerror}b", Code::couldnt_connect).out, std::string("ab"));
    }

    void changesWhereItWrites() {
        const Printed printed = print("a%{stderr}b%{stdout}c%output{f}d%output{>>g}e");
        QCOMPARE(printed.out, std::string("ac"));
        QCOMPARE(printed.error, std::string("b"));
        QCOMPARE(printed.files.size(), std::size_t(2));
        QCOMPARE(printed.files[0], std::string("f=d"));
        QCOMPARE(printed.files[1], std::string(">>g=e"));
    }

    void unknownVariableIsNamed() {
        QCOMPARE(print("%{foo}x").error, std::string("sluice-transfer: unknown --write-out variable: 'foo'\n"));
    }

    void allAsJson() {
        const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(print("%{json}").out)).object();
        QCOMPARE(json["http_code"].toInt(), 7);
        QCOMPARE(json["http_version"].toString(), QString("1.1"));
        QVERIFY(json["content_type"].isNull());
        QCOMPARE(json["time_total"].toDouble(), 1.234567);
        const QJsonObject headers =
            QJsonDocument::fromJson(QByteArray::fromStdString(print("%{header_json}").out)).object();
        QCOMPARE(headers["x-a"].toArray().size(), 2);
        QCOMPARE(headers["b"].toArray()[0].toString(), QString("3"));
    }
};
SL_TEST_CLASS(WriteOutTest)

}  // namespace sluice::cli

#include "write_out_test.moc"
