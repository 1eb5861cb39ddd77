#include "engine/http/masking.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

class MaskingTest : public QObject {
    Q_OBJECT

  private slots:
    void masksSecretsInText_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing to hide") << QByteArray("GET /a HTTP/1.1\r\n") << QByteArray("GET /a HTTP/1.1\r\n");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("user and password") << QByteArray("https://me:pw@h/x") << QByteArray("https://***@h/x");
        QTest::newRow("user alone") << QByteArray("ftp://me@h/") << QByteArray("ftp://***@h/");
        QTest::newRow("at sign in the password") << QByteArray("http://u:p@ss@h/") << QByteArray("http://***@h/");
        QTest::newRow("at sign in the path stays") << QByteArray("http://h/a@b") << QByteArray("http://h/a@b");
        QTest::newRow("at sign in the query stays") << QByteArray("http://h?m=a@b") << QByteArray("http://h?m=a@b");
        QTest::newRow("several addresses") << QByteArray("from http://a:b@c/ to https://d:e@f/, http://g/")
                                           << QByteArray("from http://***@c/ to https://***@f/, http://g/");
        QTest::newRow("basic") << QByteArray("Authorization: Basic dXNlcjpwdw==\r\n")
                               << QByteArray("Authorization: Basic ***\r\n");
        QTest::newRow("bearer, lower case")
            << QByteArray("authorization: Bearer abc.def") << QByteArray("authorization: Bearer ***");
        QTest::newRow("no scheme") << QByteArray("Authorization: token") << QByteArray("Authorization: ***");
        QTest::newRow("digest") << QByteArray("Authorization: Digest username=\"me\", response=\"1\"")
                                << QByteArray("Authorization: Digest ***");
        QTest::newRow("proxy") << QByteArray("Proxy-Authorization: Basic eA==")
                               << QByteArray("Proxy-Authorization: Basic ***");
        QTest::newRow("cookies") << QByteArray("Cookie: a=1; b=2") << QByteArray("Cookie: a=***; b=***");
        QTest::newRow("set-cookie") << QByteArray("Set-Cookie: sid=31d4; Path=/; HttpOnly")
                                    << QByteArray("Set-Cookie: sid=***; Path=***; ***");
        QTest::newRow("blank before the colon") << QByteArray("Cookie : a=1") << QByteArray("Cookie : a=***");
        QTest::newRow("in the middle of a line")
            << QByteArray("sent > Cookie: a=1") << QByteArray("sent > Cookie: a=***");
        QTest::newRow("another header of like name")
            << QByteArray("X-Cookie: a=1\nCookie2: b=1") << QByteArray("X-Cookie: a=1\nCookie2: b=1");
        QTest::newRow("a head") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1\r\nAccept: */*\r\n\r\n")
                                << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nCookie: a=***\r\nAccept: */*\r\n\r\n");
        QTest::newRow("referrer") << QByteArray("Referer: http://u:p@h/\r\n")
                                  << QByteArray("Referer: http://***@h/\r\n");
    }
    void masksSecretsInText() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const std::string once = masked(text.toStdString());
        QCOMPARE(QByteArray::fromStdString(once), expected);
        QCOMPARE(masked(once), once);
    }
    void masksFieldsOfTheCallersChoiceInHeads() {
        const std::string head =
            "GET /X-Key: 1 HTTP/1.1\r\nX-Key: abc\r\nx-key : d\r\nX-Key2: e\r\nCookie: a=1\r\n\r\n";
        QCOMPARE(
            masked_head(head, {"x-KEY"}),
            std::string("GET /X-Key: 1 HTTP/1.1\r\nX-Key: ***\r\nx-key: ***\r\nX-Key2: e\r\nCookie: a=***\r\n\r\n"));
        QCOMPARE(masked_head("x-key: d\n", {"X-Key"}), std::string("x-key: ***\n"));
        QCOMPARE(masked_head("X-Key", {"X-Key"}), std::string("X-Key"));
        QCOMPARE(masked_head("X-Key: v", {}), std::string("X-Key: v"));
        QCOMPARE(masked_head("", {"X-Key"}), std::string());
    }
    void takesCredentialsOffAndPutsThemBack() {
        std::string credentials;
        QCOMPARE(without_credentials("https://u:p%40@h:1/x@y", &credentials), std::string("https://h:1/x@y"));
        QCOMPARE(credentials, std::string("u:p%40"));
        QCOMPARE(with_credentials("https://h:1/x@y", credentials), std::string("https://u:p%40@h:1/x@y"));
        QCOMPARE(with_credentials("https://h/", ""), std::string("https://h/"));
        credentials.clear();
        QCOMPARE(without_credentials("h/x@y", &credentials), std::string("h/x@y"));
        QVERIFY(credentials.empty());
        QCOMPARE(without_credentials("u:p@h/x", &credentials), std::string("h/x"));
    }
    void knowsSecretHeaders() {
        for (const char* header :
             {"Cookie: a", "authorization:x", " Proxy-Authorization : y", "Set-Cookie", "Cookie;"}) {
            QVERIFY2(is_secret_header(header), header);
        }
        for (const char* header : {"Accept: */*", "X-Cookie: a", "", "Cookies: b"}) {
            QVERIFY2(!is_secret_header(header), header);
        }
    }
};

SL_TEST_CLASS(MaskingTest)
#include "masking_test.moc"
