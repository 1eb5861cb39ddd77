#include "engine/curl/body_data.h"

#include <QtTest>

#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {

class BodyDataTest : public QObject {
    Q_OBJECT

  private slots:
    void takesTextAsItsMannerSays() {
        std::string file;
        FakeHost host;
        host.files["f"] = "a\r\nb\n";
        QCOMPARE(data_of("a b", DataManner::text, host, file).value(), std::string("a b"));
        QCOMPARE(data_of("", DataManner::text, host, file).value(), std::string());
        QCOMPARE(data_of("@a", DataManner::raw, host, file).value(), std::string("@a"));
        QCOMPARE(data_of("n=a b&", DataManner::urlencode, host, file).value(), std::string("n=a+b%26"));
        QCOMPARE(data_of("a b", DataManner::urlencode, host, file).value(), std::string("a+b"));
        QCOMPARE(data_of("@f", DataManner::text, host, file).value(), std::string("ab"));
        QCOMPARE(data_of("@f", DataManner::binary, host, file).value(), std::string("a\r\nb\n"));
        QCOMPARE(data_of("@f", DataManner::urlencode, host, file).value(), std::string("a%0D%0Ab%0A"));
    }
    void namesTheFileThatCannotBeRead() {
        std::string file;
        FakeHost host;
        host.files["f"] = "a\r\nb\n";
        QVERIFY(!data_of("@/nonexistent/x", DataManner::binary, host, file));
        QCOMPARE(file, std::string("/nonexistent/x"));
        QVERIFY(!data_of("n@/nonexistent/y", DataManner::urlencode, host, file));
        QCOMPARE(file, std::string("/nonexistent/y"));
    }
};
SL_TEST_CLASS(BodyDataTest)

}  // namespace sluice::curl

#include "body_data_test.moc"
