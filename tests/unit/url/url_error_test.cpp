#include "engine/url/url_error.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Code;
using sluice::Kind;
using sluice::to_error;
using sluice::UrlCode;

class UrlErrorTest : public QObject {
    Q_OBJECT

  private slots:
    void choosesTheKind();
    void showsTheUrlWithoutItsLogin_data();
    void showsTheUrlWithoutItsLogin();
};

void UrlErrorTest::choosesTheKind() {
    QVERIFY(to_error(UrlCode::unsupported_scheme, "x://y").kind == Kind::url_scheme);
    QVERIFY(to_error(UrlCode::unsupported_scheme, "x://y").code == Code::unsupported_protocol);
    QVERIFY(to_error(UrlCode::bad_hostname, "x://y").kind == Kind::url_malformed);
    QVERIFY(to_error(UrlCode::bad_hostname, "x://y").code == Code::url_malformat);
    QVERIFY(to_error(UrlCode::user_not_allowed, "x://y").code == Code::login_denied);
    QVERIFY(to_error(UrlCode::out_of_memory, "x://y").kind == Kind::out_of_memory);
}

void UrlErrorTest::showsTheUrlWithoutItsLogin_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* text, const char* shown) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
    };
    row("http://u:secret@h:x/", "http://h:x/");
    row("http://u:secret@x@h:x/", "http://h:x/");
    row("u:secret@h", "h");
    row("http:u:secret@h/", "h/");
    row("http://h/a@b", "http://h/a@b");
    row("http://h?a@b", "http://h?a@b");
    row("http://h/\n", "http://h/?");
}

void UrlErrorTest::showsTheUrlWithoutItsLogin() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    const std::string message = to_error(UrlCode::malformed_input, text.toStdString()).text();
    QCOMPARE(QByteArray::fromStdString(message), "Not a valid address: " + shown + " (Malformed address)");
    QVERIFY(to_error(UrlCode::malformed_input, std::string(10000, 'x')).text().size() < 300);
}

SL_TEST_CLASS(UrlErrorTest)
#include "url_error_test.moc"
