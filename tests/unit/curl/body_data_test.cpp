#include "engine/curl/body_data.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class BodyDataTest : public QObject {
    Q_OBJECT

  private slots:
    void takesTextAsItsMannerSays() {
        std::string file;
        QCOMPARE(data_of("a b", DataManner::text, file).value(), std::string("a b"));
        QCOMPARE(data_of("", DataManner::text, file).value(), std::string());
        QCOMPARE(data_of("@a", DataManner::raw, file).value(), std::string("@a"));
        QCOMPARE(data_of("n=a b&", DataManner::urlencode, file).value(), std::string("n=a+b%26"));
        QCOMPARE(data_of("a b", DataManner::urlencode, file).value(), std::string("a+b"));
    }
    void namesTheFileThatCannotBeRead() {
        std::string file;
        QVERIFY(!data_of("@/nonexistent/x", DataManner::binary, file));
        QCOMPARE(file, std::string("/nonexistent/x"));
        QVERIFY(!data_of("n@/nonexistent/y", DataManner::urlencode, file));
        QCOMPARE(file, std::string("/nonexistent/y"));
        QVERIFY(!read_file("/"));
    }
};
SL_TEST_CLASS(BodyDataTest)

}  // namespace sluice::curl

#include "body_data_test.moc"
