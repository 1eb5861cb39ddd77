#include "engine/curl/config_file.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class ConfigFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsOneFlagALine_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("flag");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("hasValue");
        QTest::newRow("equals") << QByteArray("url = http://a/") << QByteArray("--url") << QByteArray("http://a/")
                                << true;
        QTest::newRow("colon") << QByteArray("user-agent: me") << QByteArray("--user-agent") << QByteArray("me")
                               << true;
        QTest::newRow("blank") << QByteArray("  output file") << QByteArray("--output") << QByteArray("file") << true;
        QTest::newRow("dashes") << QByteArray("--max-time 3") << QByteArray("--max-time") << QByteArray("3") << true;
        QTest::newRow("letter") << QByteArray("-o x") << QByteArray("-o") << QByteArray("x") << true;
        QTest::newRow("quotes") << QByteArray("-H \"A: \\\"b\\\"\\t\\n\\\\c\" rest") << QByteArray("-H")
                                << QByteArray("A: \"b\"\t\n\\c") << true;
        QTest::newRow("empty quotes") << QByteArray("-A \"\"") << QByteArray("-A") << QByteArray("") << true;
        QTest::newRow("none") << QByteArray("silent\r") << QByteArray("--silent") << QByteArray("") << false;
        QTest::newRow("value with equals")
            << QByteArray("data a=b") << QByteArray("--data") << QByteArray("a=b") << true;
        QTest::newRow("url with colon") << QByteArray("-x http://p:1") << QByteArray("-x") << QByteArray("http://p:1")
                                        << true;
        QTest::newRow("comment behind") << QByteArray("silent # yes") << QByteArray("--silent") << QByteArray("")
                                        << false;
    }
    void readsOneFlagALine() {
        QFETCH(QByteArray, line);
        const auto lines = parse_config(line.toStdString());
        QCOMPARE(lines.size(), std::size_t(1));
        QTEST(QByteArray::fromStdString(lines[0].flag), "flag");
        QTEST(QByteArray::fromStdString(lines[0].value), "value");
        QTEST(lines[0].has_value, "hasValue");
    }

    void countsLinesAndSkipsCommentsAndBlankOnes() {
        const auto lines = parse_config("# one\n\n  # two\nsilent\n\nfail");
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].number, 4);
        QCOMPARE(lines[1].number, 6);
    }
};
SL_TEST_CLASS(ConfigFileTest)

}  // namespace sluice::curl

#include "config_file_test.moc"
