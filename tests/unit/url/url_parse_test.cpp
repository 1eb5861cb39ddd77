#include <sluice/url.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Url;
using sluice::UrlCode;
namespace url_flag = sluice::url_flag;

class UrlParseTest : public QObject {
    Q_OBJECT

  private slots:
    void normalizes_data();
    void normalizes();
    void refuses_data();
    void refuses();
    void splitsEveryPart();
    void keepsDotSegmentsOnRequest();
    void takesAnyTextWithoutCrash();
};

void UrlParseTest::normalizes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<unsigned>("flags");
    QTest::addColumn<QByteArray>("normal");
    const auto row = [](const char* text, const char* normal, unsigned flags = 0) {
        QTest::addRow("%s %u", text, flags) << QByteArray(text) << flags << QByteArray(normal);
    };
    row("http://example.org", "http://example.org/");
    row("HTTP://Example.org/", "http://Example.org/");
    row("http:/example.org/x", "http://example.org/x");
    row("http:///example.org/x", "http://example.org/x");
    row("http://example.org?q", "http://example.org/?q");
    row("http://example.org#f", "http://example.org/#f");
    row("http://example.org/?", "http://example.org/?");
    row("http://example.org:/", "http://example.org/");
    row("http://example.org:080/", "http://example.org:80/");
    row("http://example.org:0/", "http://example.org:0/");
    row("http://example.org:65535/", "http://example.org:65535/");
    row("http://a/%7e%aF%zz", "http://a/%7E%AF%zz");
    row("http://a/?%7e#%aa", "http://a/?%7E#%AA");
    row("http://a/./b/../c", "http://a/c");
    row("http://a/%2e/b/%2E%2e/c", "http://a/c");
    row("http://a/b/..", "http://a/");
    row("http://a/../../b", "http://a/b");
    row("http://a//b///c", "http://a//b///c");
    row("http://a/?x=/../y", "http://a/?x=/../y");
    row("http://a/#/../y?z", "http://a/#/../y?z");
    row("http://u@a/", "http://u@a/");
    row("http://u:@a/", "http://u:@a/");
    row("http://:p@a/", "http://:p@a/");
    row("http://u:p@q@a/", "http://u:p@q@a/");
    row("http://u%40x:p%3a@a/", "http://u%40x:p%3a@a/");
    row("http://ex%61mple.org/", "http://example.org/");
    row("http://127.1/", "http://127.0.0.1/");
    row("http://0x7f000001/", "http://127.0.0.1/");
    row("http://017700000001/", "http://127.0.0.1/");
    row("http://2130706433/", "http://127.0.0.1/");
    row("http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.1/", "http://127.0.0.1/");
    row("http://1.2.3.4.5/", "http://1.2.3.4.5/");
    row("http://256.1.1.1/", "http://256.1.1.1/");
    row("http://[::1]/", "http://[::1]/");
    row("http://[0:0:0:0:0:0:0:1]:8080/", "http://[::1]:8080/");
    row("http://[2001:DB8:0:0:1:0:0:1]/", "http://[2001:db8::1:0:0:1]/");
    row("http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/");
    row("http://[fe80::1%eth0]/", "http://[fe80::1%25eth0]/");
    row("http://[fe80::1%25]/", "http://[fe80::1%2525]/");
    row("http://b\xc3\xbc"
        "cher.example/",
        "http://b\xc3\xbc"
        "cher.example/");
    row("example.org/x", "https://example.org/x", url_flag::default_scheme);
    row("example.org:8080/x", "https://example.org:8080/x", url_flag::default_scheme);
    row("example.org", "http://example.org/", url_flag::guess_scheme);
    row("ftp.example.org", "http://ftp.example.org/", url_flag::guess_scheme);
    row("localhost:80/x", "http://localhost:80/x", url_flag::guess_scheme);
    row("example.org", "https://example.org/", url_flag::guess_scheme | url_flag::default_scheme);
    row("http://a/b c?d e", "http://a/b c?d e", url_flag::allow_space);
    row("http://a/b c?d e", "http://a/b%20c?d+e", url_flag::allow_space | url_flag::urlencode);
    row("magnet://x/y", "magnet://x/y", url_flag::non_support_scheme);
    row("imap://u;AUTH=x:p@h/", "imap://u;AUTH=x:p@h/", url_flag::non_support_scheme);
    row("file:///etc/hosts", "file:///etc/hosts");
    row("file://localhost/etc/hosts", "file:///etc/hosts", url_flag::non_support_scheme);
    row("file:/etc/../x", "file:///x", url_flag::non_support_scheme);
    row("http:///path", "http://path/", 0);
    row("custom://?q", "custom:///?q", url_flag::non_support_scheme | url_flag::no_authority);
}

void UrlParseTest::normalizes() {
    QFETCH(QByteArray, text);
    QFETCH(unsigned, flags);
    QFETCH(QByteArray, normal);
    const auto parsed = Url::parse(text.toStdString(), flags);
    QVERIFY2(parsed.has_value(), parsed ? "" : text_of(parsed.error()));
    QCOMPARE(QByteArray::fromStdString(parsed->to_string()), normal);
    // What was normalised stays as it is.
    const auto again = Url::parse(parsed->to_string(), flags | url_flag::non_support_scheme);
    QVERIFY(again.has_value());
    QCOMPARE(again->to_string(), parsed->to_string());
}

void UrlParseTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<unsigned>("flags");
    QTest::addColumn<int>("code");
    const auto row = [](const QByteArray& text, UrlCode code, unsigned flags = 0) {
        QTest::addRow("%s %u", text.constData(), flags) << text << flags << static_cast<int>(code);
    };
    row("", UrlCode::malformed_input);
    row("http://a/\n", UrlCode::malformed_input);
    row("http://a/\x7f", UrlCode::malformed_input);
    row(QByteArray("http://a/\0x", 11), UrlCode::malformed_input);
    row("http://a/b c", UrlCode::malformed_input);
    row("http://a b/", UrlCode::bad_hostname, url_flag::allow_space);
    row("example.org", UrlCode::bad_scheme);
    row("://example.org", UrlCode::bad_scheme);
    row("1http://example.org", UrlCode::bad_scheme);
    row("http:example.org", UrlCode::bad_slashes);
    row("http:////example.org", UrlCode::bad_slashes);
    row("http:\\\\example.org\\", UrlCode::backslash);
    row("http:/\\example.org", UrlCode::backslash);
    row("http://example.org\\@evil/", UrlCode::backslash);
    row("gopher://a/", UrlCode::unsupported_scheme);
    row("ftp://a/", UrlCode::unsupported_scheme);
    row("magnet:?xt=urn", UrlCode::unsupported_scheme);
    row("http://", UrlCode::no_host);
    row("http:///", UrlCode::no_host);
    row("http://:80/", UrlCode::no_host);
    row("http://u@/", UrlCode::no_host);
    row("http://a:b/", UrlCode::bad_port_number);
    row("http://a:65536/", UrlCode::bad_port_number);
    row("http://a:-1/", UrlCode::bad_port_number);
    row("http://a:+1/", UrlCode::bad_port_number);
    row("http://a:80:81/", UrlCode::bad_port_number);
    row("http://a:99999999999999999999/", UrlCode::bad_port_number);
    row("http://[::1]x/", UrlCode::bad_port_number);
    row("a:", UrlCode::bad_port_number, url_flag::guess_scheme);
    row("http://[::1/", UrlCode::bad_ipv6);
    row("http://[]/", UrlCode::bad_ipv6);
    row("http://[1]/", UrlCode::bad_ipv6);
    row("http://[::g]/", UrlCode::bad_ipv6);
    row("http://[1:2:3:4:5:6:7:8:9]/", UrlCode::bad_ipv6);
    row("http://[fe80::1%]/", UrlCode::bad_ipv6);
    row("http://[fe80::1%25a/b]/", UrlCode::bad_ipv6);
    row("http://a%0ab/", UrlCode::bad_hostname);
    row("http://a%2fb/", UrlCode::bad_hostname);
    row("http://a%40b/", UrlCode::bad_hostname);
    row("http://a%00b/", UrlCode::bad_hostname);
    row("http://a%zz/", UrlCode::bad_hostname);
    row("http://a{b}/", UrlCode::bad_hostname);
    row("http://a<b>/", UrlCode::bad_hostname);
    row("http://a|b/", UrlCode::bad_hostname);
    row("http://\xff\xfe/", UrlCode::bad_hostname);
    row("http://u@a/", UrlCode::user_not_allowed, url_flag::disallow_user);
    row("file://other/x", UrlCode::bad_file_url, url_flag::non_support_scheme);
    row("file://localhostx/", UrlCode::bad_file_url, url_flag::non_support_scheme);
    row("file:x", UrlCode::bad_file_url, url_flag::non_support_scheme);
    row("http://a/" + QByteArray(8'000'000, 'x'), UrlCode::malformed_input);
}

void UrlParseTest::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(unsigned, flags);
    QFETCH(int, code);
    const auto parsed = Url::parse(text.toStdString(), flags);
    QVERIFY2(!parsed, parsed ? parsed->to_string().c_str() : "");
    QCOMPARE(static_cast<int>(parsed.error()), code);
}

void UrlParseTest::splitsEveryPart() {
    const auto url = Url::parse("https://us%65r:p%40ss@Host.Example:8443/a/b;c?d=e&f#g?h");
    QVERIFY(url.has_value());
    QCOMPARE(url->scheme(), std::string("https"));
    QCOMPARE(url->user(), std::string("user"));
    QCOMPARE(url->password(), std::string("p@ss"));
    QCOMPARE(url->host(), std::string("host.example"));
    QCOMPARE(url->port_or_default(), std::uint16_t(8443));
    QCOMPARE(*url->get(sluice::UrlPart::path), std::string("/a/b;c"));
    QCOMPARE(*url->get(sluice::UrlPart::query), std::string("d=e&f"));
    QCOMPARE(*url->get(sluice::UrlPart::fragment), std::string("g?h"));
}

void UrlParseTest::keepsDotSegmentsOnRequest() {
    const auto url = Url::parse("http://a/b/../c", url_flag::path_as_is);
    QCOMPARE(url->to_string(), std::string("http://a/b/../c"));
    QCOMPARE(url->request_target(true), std::string("/b/../c"));
    QCOMPARE(url->request_target(), std::string("/c"));
}

void UrlParseTest::takesAnyTextWithoutCrash() {
    // Each byte value in each place of a URL that has all parts.
    const std::string base = "http://u:p@[fe80::1%25e]:8/a/../b?c#d";
    for (std::size_t place = 0; place < base.size(); ++place) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string text = base;
            text[place] = static_cast<char>(byte);
            const auto url = Url::parse(text, url_flag::non_support_scheme);
            if (url) {
                const auto again = Url::parse(url->to_string(), url_flag::non_support_scheme);
                QVERIFY2(again.has_value(), text.c_str());
                QCOMPARE(again->to_string(), url->to_string());
            }
        }
    }
}

SL_TEST_CLASS(UrlParseTest)
#include "url_parse_test.moc"
