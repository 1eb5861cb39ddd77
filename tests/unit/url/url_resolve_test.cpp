#include <sluice/url.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Url;
using sluice::UrlCode;

class UrlResolveTest : public QObject {
    Q_OBJECT

  private slots:
    void resolvesAsTheStandardSays_data();
    void resolvesAsTheStandardSays();
    void resolvesFromOtherBases_data();
    void resolvesFromOtherBases();
    void refuses_data();
    void refuses();
    void keepsDotSegmentsOnRequest();
};

void UrlResolveTest::resolvesAsTheStandardSays_data() {
    QTest::addColumn<QByteArray>("relative");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* relative, const char* target) {
        QTest::addRow("'%s'", relative) << QByteArray(relative) << QByteArray(target);
    };
    // RFC 3986 5.4.1, normal examples, and 5.4.2, abnormal ones; those with other schemes are in refuses().
    row("g", "http://a/b/c/g");
    row("./g", "http://a/b/c/g");
    row("g/", "http://a/b/c/g/");
    row("/g", "http://a/g");
    row("//g", "http://g/");
    row("?y", "http://a/b/c/d;p?y");
    row("g?y", "http://a/b/c/g?y");
    row("#s", "http://a/b/c/d;p?q#s");
    row("g#s", "http://a/b/c/g#s");
    row("g?y#s", "http://a/b/c/g?y#s");
    row(";x", "http://a/b/c/;x");
    row("g;x", "http://a/b/c/g;x");
    row("g;x?y#s", "http://a/b/c/g;x?y#s");
    row("", "http://a/b/c/d;p?q");
    row(".", "http://a/b/c/");
    row("./", "http://a/b/c/");
    row("..", "http://a/b/");
    row("../", "http://a/b/");
    row("../g", "http://a/b/g");
    row("../..", "http://a/");
    row("../../", "http://a/");
    row("../../g", "http://a/g");
    row("../../../g", "http://a/g");
    row("../../../../g", "http://a/g");
    row("/./g", "http://a/g");
    row("/../g", "http://a/g");
    row("g.", "http://a/b/c/g.");
    row(".g", "http://a/b/c/.g");
    row("g..", "http://a/b/c/g..");
    row("..g", "http://a/b/c/..g");
    row("./../g", "http://a/b/g");
    row("./g/.", "http://a/b/c/g/");
    row("g/./h", "http://a/b/c/g/h");
    row("g/../h", "http://a/b/c/h");
    row("g;x=1/./y", "http://a/b/c/g;x=1/y");
    row("g;x=1/../y", "http://a/b/c/y");
    row("g?y/./x", "http://a/b/c/g?y/./x");
    row("g?y/../x", "http://a/b/c/g?y/../x");
    row("g#s/./x", "http://a/b/c/g#s/./x");
    row("g#s/../x", "http://a/b/c/g#s/../x");
    row("https://h/x", "https://h/x");
}

void UrlResolveTest::resolvesAsTheStandardSays() {
    QFETCH(QByteArray, relative);
    QFETCH(QByteArray, target);
    const auto base = Url::parse("http://a/b/c/d;p?q#fragment");
    const auto resolved = base->resolve(relative.toStdString());
    QVERIFY(resolved.has_value());
    QCOMPARE(QByteArray::fromStdString(resolved->to_string()), target);
    // Setting the whole URL is the same.
    Url changed = *base;
    QVERIFY(changed.set(sluice::UrlPart::url, relative.toStdString()) == UrlCode::ok);
    QCOMPARE(changed.to_string(), resolved->to_string());
}

void UrlResolveTest::resolvesFromOtherBases_data() {
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("relative");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* base, const char* relative, const char* target) {
        QTest::addRow("%s + '%s'", base, relative) << QByteArray(base) << QByteArray(relative) << QByteArray(target);
    };
    row("http://a", "g", "http://a/g");
    row("http://a", "?q", "http://a/?q");
    row("https://u:p@a:8443/x", "/y", "https://u:p@a:8443/y");
    row("https://u:p@a:8443/x", "//b/y", "https://b/y");
    row("http://[fe80::1%25e]:8/x/y", "z", "http://[fe80::1%25e]:8/x/z");
    row("http://a/b?x/y", "c", "http://a/c");
    row("http://a/b#x/y", "c", "http://a/c");
    row("http://a/b", "%41?%aa", "http://a/%41?%AA");
    row("http://a/b", "./c:d", "http://a/c:d");
    row("http://a/b", "///h/x", "http://h/x");
}

void UrlResolveTest::resolvesFromOtherBases() {
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, relative);
    QFETCH(QByteArray, target);
    const auto resolved = Url::parse(base.toStdString())->resolve(relative.toStdString());
    QVERIFY(resolved.has_value());
    QCOMPARE(QByteArray::fromStdString(resolved->to_string()), target);
}

void UrlResolveTest::refuses_data() {
    QTest::addColumn<QByteArray>("relative");
    QTest::addColumn<int>("code");
    const auto row = [](const char* relative, UrlCode code) {
        QTest::addRow("%s", relative) << QByteArray(relative) << static_cast<int>(code);
    };
    row("http:g", UrlCode::bad_slashes);
    row("g:h", UrlCode::unsupported_scheme);
    row("javascript:alert(1)", UrlCode::unsupported_scheme);
    row("data:,x", UrlCode::unsupported_scheme);
    row("sftp://h/etc/passwd", UrlCode::unsupported_scheme);
    row("//", UrlCode::no_host);
    row("//a b/", UrlCode::malformed_input);
    row("a b", UrlCode::malformed_input);
    row("a\nb", UrlCode::malformed_input);
    row("\\\\evil/x", UrlCode::backslash);
    row("/\\evil/x", UrlCode::backslash);
    row("//x:99999/", UrlCode::bad_port_number);
}

void UrlResolveTest::refuses() {
    QFETCH(QByteArray, relative);
    QFETCH(int, code);
    Url base = *Url::parse("http://a/b");
    const auto resolved = base.resolve(relative.toStdString());
    QVERIFY(!resolved);
    QCOMPARE(static_cast<int>(resolved.error()), code);
    QCOMPARE(static_cast<int>(base.set(sluice::UrlPart::url, relative.toStdString())), code);
    QCOMPARE(base.to_string(), std::string("http://a/b"));
}

void UrlResolveTest::keepsDotSegmentsOnRequest() {
    const auto base = Url::parse("http://a/b/c");
    QCOMPARE(base->resolve("../d", sluice::url_flag::path_as_is)->to_string(), std::string("http://a/b/../d"));
}

SL_TEST_CLASS(UrlResolveTest)
#include "url_resolve_test.moc"
