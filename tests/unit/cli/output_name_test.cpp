#include "engine/cli/output_name.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class OutputNameTest : public QObject {
    Q_OBJECT

  private slots:
    void remoteNameIsTheLastPartOfThePath_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "http://a/b/c.txt?x/y#z"
                               << "c.txt";
        QTest::newRow("no scheme") << "a/b"
                                   << "b";
        QTest::newRow("encoded stays") << "http://a/b%20c"
                                       << "b%20c";
        QTest::newRow("none") << "http://a/"
                              << "curl_response";
        QTest::newRow("host only") << "http://a"
                                   << "curl_response";
        QTest::newRow("slash at the end") << "http://a/b/"
                                          << "b";
        QTest::newRow("dots") << "http://a/b/.."
                              << "curl_response";
    }
    void remoteNameIsTheLastPartOfThePath() {
        QFETCH(QString, url);
        QTEST(QString::fromStdString(remote_name(url.toStdString())), "name");
    }

    void dispositionsNameFiles_data() {
        QTest::addColumn<QString>("name");
        const auto row = [](const char* value, const char* name) { QTest::newRow(value) << name; };
        row("attachment; filename=a.txt", "a.txt");
        row("attachment; filename=\"a b;c\"; size=3", "a b;c");
        row("inline;FILENAME='x'", "x");
        row("filename=first; filename=second", "first");
        row("attachment; filename=\"/etc/passwd\"", "passwd");
        row("attachment; filename=..\\..\\x", "x");
        row("attachment; filename=\"..\"", "(none)");
        row("attachment; filename=\"a/\"", "(none)");
        row("attachment; filename=", "(none)");
        row("attachment; filename*=UTF-8''x", "(none)");
        row("attachment", "(none)");
        row("", "(none)");
    }
    void dispositionsNameFiles() {
        QTEST(QString::fromStdString(disposition_name(QTest::currentDataTag()).value_or("(none)")), "name");
    }

    void foldersGoBeforeNames() {
        QCOMPARE(in_folder("", "a"), std::string("a"));
        QCOMPARE(in_folder("d/e", "a"), std::string("d/e/a"));
        QCOMPARE(folder_of("d/e/a"), std::string("d/e"));
        QCOMPARE(folder_of("a"), std::string());
    }
};
SL_TEST_CLASS(OutputNameTest)

}  // namespace sluice::cli

#include "output_name_test.moc"
