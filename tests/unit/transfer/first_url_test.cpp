#include "engine/transfer/first_url.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using sluice::transfer::first_url;

class FirstUrlTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatIsAskedFor_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<QByteArray>("url");
        const auto row = [](const char* text, const char* scheme, const char* url) {
            QTest::addRow("%s %s", text, scheme) << QByteArray(text) << QByteArray(scheme) << QByteArray(url);
        };
        row("http://h/a", "", "http://h/a");
        row("h/a b", "", "http://h/a b");
        row("h/a", "https", "https://h/a");
        row("http://h/a", "https", "http://h/a");
        row("h:8080", "https", "https://h:8080/");
        row("file:///etc/hosts", "", "file:///etc/hosts");
        row("file:/etc/hosts", "https", "file:///etc/hosts");
        row("/etc/hosts", "file", "file:///etc/hosts");
    }
    void readsWhatIsAskedFor() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, scheme);
        Options options;
        options.url = text.toStdString();
        options.request->default_scheme = scheme.toStdString();
        const auto url = first_url(options);
        QVERIFY2(url.has_value(), url ? "" : url.error().text().c_str());
        QTEST(QByteArray::fromStdString(url->to_string()), "url");
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("allowed");
        QTest::addColumn<int>("code");
        const auto row = [](const char* text, const char* allowed, Code code) {
            QTest::addRow("%s %s", text, allowed) << QByteArray(text) << QByteArray(allowed) << static_cast<int>(code);
        };
        row("", "", Code::url_malformat);
        row("http://", "", Code::url_malformat);
        row("gopher://h/", "", Code::unsupported_protocol);
        row("magnet:?xt=1", "", Code::url_malformat);
        row("http://h/", "https", Code::unsupported_protocol);
        row("file:///etc/hosts", "https", Code::unsupported_protocol);
        row("file://elsewhere/etc/hosts", "", Code::url_malformat);
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, allowed);
        Options options;
        options.url = text.toStdString();
        if (!allowed.isEmpty()) {
            options.request->protocols = {allowed.toStdString()};
        }
        const auto url = first_url(options);
        QVERIFY(!url);
        QTEST(static_cast<int>(url.error().code), "code");
    }

    void comparesSchemesWithoutCase() {
        QVERIFY(transfer::allows_scheme({}, "ftp"));
        QVERIFY(transfer::allows_scheme({"HTTP", "ftp"}, "http"));
        QVERIFY(!transfer::allows_scheme({"https"}, "http"));
    }
};

SL_TEST_CLASS(FirstUrlTest)
#include "first_url_test.moc"
