#include "engine/cli/get_documents.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class GetDocumentsTest : public QObject {
    Q_OBJECT

  private slots:
    void loginsGoToTheOriginTheyAreFor_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("loginOf");
        QTest::addColumn<bool>("sent");
        QTest::newRow("the user's own") << "https://a/f"
                                        << "" << true;
        QTest::newRow("same origin") << "https://a/SUMS"
                                     << "https://a/f" << true;
        QTest::newRow("another host") << "https://b/SUMS"
                                      << "https://a/f" << false;
        QTest::newRow("another scheme") << "http://a/SUMS"
                                        << "https://a/f" << false;
    }
    void loginsGoToTheOriginTheyAreFor() {
        QFETCH(QString, url);
        QFETCH(QString, loginOf);
        QFETCH(bool, sent);
        GetRequestPlan plan;
        plan.user = "me";
        plan.password = "secret";
        plan.headers = {"Authorization: secret", "X-Plain: y"};
        plan.user_agent = "test";
        const auto options = get_options(plan, url.toStdString(), loginOf.toStdString());
        QCOMPARE(options->url, url.toStdString());
        QCOMPARE(options->auth->username.has_value(), sent);
        QCOMPARE(options->request->headers.size(), sent ? 2U : 1U);
        QCOMPARE(options->request->user_agent, std::string("test"));
    }
    void addressesAreToldFromFiles() {
        QVERIFY(is_address("http://a/") && is_address("HTTPS://a/"));
        QVERIFY(!is_address("a/http") && !is_address("ftp://a/") && !is_address("-") && !is_address("https:/a"));
    }
};
SL_TEST_CLASS(GetDocumentsTest)

}  // namespace sluice::cli

#include "get_documents_test.moc"
