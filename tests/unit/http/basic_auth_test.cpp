#include "engine/http/basic_auth.h"

#include <QTest>

#include "tests/support/test_class.h"

class BasicAuthTest : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithTheStandard();
};

void BasicAuthTest::agreesWithTheStandard() {
    // RFC 7617 2 and 2.1.
    using sluice::http::basic_authorization;
    QCOMPARE(basic_authorization("Aladdin", "open sesame"), std::string("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    QCOMPARE(basic_authorization("test", "123\xc2\xa3"), std::string("Basic dGVzdDoxMjPCow=="));
    QCOMPARE(basic_authorization("", ""), std::string("Basic Og=="));
}

SL_TEST_CLASS(BasicAuthTest)
#include "basic_auth_test.moc"
