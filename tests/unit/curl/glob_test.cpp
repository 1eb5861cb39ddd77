#include "engine/curl/glob.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class GlobTest : public QObject {
    Q_OBJECT

  private slots:
    void expandsToUrls_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("urls");
        QTest::newRow("plain") << "http://a/b" << QStringList{"http://a/b"};
        QTest::newRow("set") << "h/{a,b,}" << QStringList{"h/a", "h/b", "h/"};
        QTest::newRow("range") << "h/[1-3]" << QStringList{"h/1", "h/2", "h/3"};
        QTest::newRow("zeros") << "h/[08-10]" << QStringList{"h/08", "h/09", "h/10"};
        QTest::newRow("step") << "h/[1-10:4]" << QStringList{"h/1", "h/5", "h/9"};
        QTest::newRow("letters") << "h/[a-e:2]" << QStringList{"h/a", "h/c", "h/e"};
        QTest::newRow("one") << "h/[5-5]" << QStringList{"h/5"};
        QTest::newRow("last varies fastest") << "{x,y}/[1-2]" << QStringList{"x/1", "x/2", "y/1", "y/2"};
        QTest::newRow("IPv6 address") << "http://[::1]:80/[1-2]"
                                      << QStringList{"http://[::1]:80/1", "http://[::1]:80/2"};
        QTest::newRow("scoped address") << "http://[fe80::1%25eth0]/" << QStringList{"http://[fe80::1%25eth0]/"};
        QTest::newRow("escaped") << "h/\\{a\\}\\[1\\]" << QStringList{"h/{a}[1]"};
        QTest::newRow("escaped in a set") << "{a\\,b,c}" << QStringList{"a,b", "c"};
        QTest::newRow("empty") << "" << QStringList{""};
    }
    void expandsToUrls() {
        QFETCH(QString, pattern);
        QFETCH(QStringList, urls);
        Glob glob;
        QVERIFY(!Glob::parse(pattern.toStdString(), true, glob));
        QCOMPARE(glob.count(), std::uint64_t(urls.size()));
        for (int i = 0; i < urls.size(); ++i) {
            QCOMPARE(QString::fromStdString(glob.url(std::uint64_t(i))), urls[i]);
        }
    }

    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("open set") << "http://127.0.0.1:1/{a"
                                  << "unmatched brace" << 20;
        QTest::newRow("open range") << "http://127.0.0.1:1/[1-"
                                    << "bad range" << 21;
        QTest::newRow("empty set") << "h/{}"
                                   << "empty string within braces" << 4;
        QTest::newRow("nested") << "h/{a,{b}}"
                                << "nested brace" << 6;
        QTest::newRow("close") << "h/a}"
                               << "unmatched close brace/bracket" << 4;
        QTest::newRow("backwards") << "h/[3-1]"
                                   << "bad range" << 4;
        QTest::newRow("step too large") << "h/[1-3:5]"
                                        << "bad range" << 4;
        QTest::newRow("step zero") << "h/[1-3:0]"
                                   << "bad range" << 4;
        QTest::newRow("mixed") << "h/[a-3]"
                               << "bad range" << 4;
        QTest::newRow("mixed case") << "h/[A-z]"
                                    << "bad range" << 4;
        QTest::newRow("huge number") << "h/[1-99999999999999999999]"
                                     << "bad range" << 4;
        QTest::newRow("too many") << "h/[1-9000000000000000000][1-9000000000000000000]"
                                  << "range overflow" << 48;
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(int, position);
        Glob glob;
        const auto mistake = Glob::parse(pattern.toStdString(), true, glob);
        QVERIFY(mistake);
        QCOMPARE(QString::fromStdString(mistake->text), text);
        QCOMPARE(int(mistake->position), position);
    }

    void takesTextAsItIsWhenOff() {
        Glob glob;
        QVERIFY(!Glob::parse("h/{a,b}[1", false, glob));
        QCOMPARE(glob.url(0), std::string("h/{a,b}[1"));
    }

    void namesFilesAfterItsParts_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("third");
        QTest::newRow("both") << "#1_#2.txt"
                              << "b_1.txt";
        QTest::newRow("unknown number stays") << "#3#0#"
                                              << "#3#0#";
        QTest::newRow("plain") << "x"
                               << "x";
    }
    void namesFilesAfterItsParts() {
        QFETCH(QString, name);
        QFETCH(QString, third);
        Glob glob;
        QVERIFY(!Glob::parse("h/{a,b}/[1-2]", true, glob));
        QCOMPARE(QString::fromStdString(glob.name(name.toStdString(), 2)), third);
    }
};
SL_TEST_CLASS(GlobTest)

}  // namespace sluice::curl

#include "glob_test.moc"
