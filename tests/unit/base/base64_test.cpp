#include "engine/base/base64.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace base = sluice::base;

class Base64Test : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithTheStandard_data();
    void agreesWithTheStandard();
    void everyByteSurvives();
    void refuses_data();
    void refuses();
};

void Base64Test::agreesWithTheStandard_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    // RFC 4648 10, RFC 7617 2.
    QTest::newRow("0") << QByteArray("") << QByteArray("");
    QTest::newRow("1") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("2") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("3") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("4") << QByteArray("foob") << QByteArray("Zm9vYg==");
    QTest::newRow("5") << QByteArray("fooba") << QByteArray("Zm9vYmE=");
    QTest::newRow("6") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QTest::newRow("login") << QByteArray("Aladdin:open sesame") << QByteArray("QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

void Base64Test::agreesWithTheStandard() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(base::to_base64(sluice::as_bytes(bytes.toStdString()))), text);
    const auto decoded = base::from_base64(text.toStdString());
    QVERIFY(decoded.has_value());
    QCOMPARE(std::string(sluice::as_text(*decoded)), bytes.toStdString());
    // Padding may be missing.
    QVERIFY(base::from_base64(QByteArray(text).replace("=", "").toStdString()) == decoded);
}

void Base64Test::everyByteSurvives() {
    std::string all;
    for (int i = 0; i < 256; ++i) {
        all += static_cast<char>(i);
        const auto decoded = base::from_base64(base::to_base64(sluice::as_bytes(all)));
        QVERIFY(decoded.has_value());
        QCOMPARE(std::string(sluice::as_text(*decoded)), all);
    }
}

void Base64Test::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lone character") << QByteArray("Z");
    QTest::newRow("lone character at the end") << QByteArray("Zm9vY");
    QTest::newRow("other alphabet") << QByteArray("Zm-_");
    QTest::newRow("blank") << QByteArray("Zm 9");
    QTest::newRow("line end") << QByteArray("Zm9v\n");
    QTest::newRow("padding inside") << QByteArray("Zg==Zg==");
    QTest::newRow("too much padding") << QByteArray("Z===");
    QTest::newRow("padding alone") << QByteArray("====");
    QTest::newRow("bits behind the last byte") << QByteArray("Zh==");
    QTest::newRow("NUL") << QByteArray("Zg\0=", 4);
    QTest::newRow("above ASCII") << QByteArray("Zg\xff\xff");
}

void Base64Test::refuses() {
    QFETCH(QByteArray, text);
    QVERIFY(!base::from_base64(text.toStdString()));
}

SL_TEST_CLASS(Base64Test)
#include "base64_test.moc"
