#include "engine/download/address_options.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {
Options with_secrets() {
    Options options;
    options.url = "https://a.test/f";
    options.request->headers = {"Authorization: x", "cookie: x", "X-Key: x", "X-Plain: y"};
    options.redirect->sensitive_headers = {"X-Key"};
    options.auth->username = "me";
    options.auth->password = "secret";
    options.auth->bearer = "secret";
    options.cookies->cookie = "sid=1";
    options.request->target = "/other";
    return options;
}
}  // namespace

class AddressOptionsTest : public QObject {
    Q_OBJECT

  private slots:
    void secretsStayWithTheirOrigin_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("kept");
        QTest::newRow("same") << "https://a.test/f" << true;
        QTest::newRow("another path") << "https://A.test:443/g?x" << true;
        QTest::newRow("another host") << "https://b.test/f" << false;
        QTest::newRow("another port") << "https://a.test:8443/f" << false;
        QTest::newRow("another scheme") << "http://a.test/f" << false;
        QTest::newRow("unreadable") << "http://" << false;
    }
    void secretsStayWithTheirOrigin() {
        QFETCH(QString, url);
        QFETCH(bool, kept);
        Options options = with_secrets();
        aim_at(options, url.toStdString());
        QCOMPARE(options.url, url.toStdString());
        QCOMPARE(options.auth->username.has_value(), kept);
        QCOMPARE(!options.auth->bearer.empty(), kept);
        QCOMPARE(!options.cookies->cookie.empty(), kept);
        QCOMPARE(!options.request->target.empty(), kept);
        QCOMPARE(options.request->headers.size(), kept ? 4U : 1U);
        QCOMPARE(options.request->headers.back(), std::string("X-Plain: y"));
        QCOMPARE(options.request->protocols, (std::vector<std::string>{"http", "https"}));
    }
    void httpsOnlyIsKeptAtRedirects() {
        Options options = with_secrets();
        aim_at(options, "https://b.test/", Schemes::https_only);
        QCOMPARE(options.request->protocols, std::vector<std::string>{"https"});
        QCOMPARE(options.redirect->protocols, std::vector<std::string>{"https"});
    }

    void aServerMayNotLeadAnywhere_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("may");
        QTest::newRow("https to https") << "https://a/"
                                        << "https://b/" << true;
        QTest::newRow("http to https") << "http://a/"
                                       << "https://b/" << true;
        QTest::newRow("http to http") << "http://a/"
                                      << "http://b/" << true;
        QTest::newRow("https to http") << "https://a/"
                                       << "http://a/" << false;
        QTest::newRow("file") << "http://a/"
                              << "file:///etc/passwd" << false;
        QTest::newRow("ftp") << "http://a/"
                             << "ftp://a/" << false;
        QTest::newRow("with a login") << "http://a/"
                                      << "http://u:p@a/" << false;
        QTest::newRow("relative") << "http://a/"
                                  << "/f" << false;
        QTest::newRow("nothing") << "http://a/"
                                 << "" << false;
        QTest::newRow("guessed https") << "a.test/f"
                                       << "http://a/" << true;
    }
    void aServerMayNotLeadAnywhere() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QTEST(may_lead(from.toStdString(), to.toStdString()), "may");
    }
};

SL_TEST_CLASS(AddressOptionsTest)
#include "address_options_test.moc"
