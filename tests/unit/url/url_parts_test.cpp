#include <sluice/url.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Url;
using sluice::UrlCode;
using sluice::UrlPart;
namespace url_flag = sluice::url_flag;

Q_DECLARE_METATYPE(sluice::UrlPart)

class UrlPartsTest : public QObject {
    Q_OBJECT

  private slots:
    void gets_data();
    void gets();
    void tellsWhatIsAbsent_data();
    void tellsWhatIsAbsent();
    void sets_data();
    void sets();
    void refusesToSet_data();
    void refusesToSet();
    void removes();
    void appendsToTheQuery();
    void buildsFromNothing();
    void assignsTheWholeOnlyIfItIsGood();
    void anUnknownPartIsToldSo();
    void anEmptyHostIsForThoseWhoAskForIt();
    void zonesOfAddressesCanBeExchanged();
};

void UrlPartsTest::gets_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<UrlPart>("part");
    QTest::addColumn<unsigned>("flags");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* url, UrlPart part, unsigned flags, const char* text) {
        QTest::addRow("%s %d %u", url, static_cast<int>(part), flags)
            << QByteArray(url) << part << flags << QByteArray(text);
    };
    const char* all = "https://u%20x:p%2fy@Host:443/a%20b/?c+d%3d#f%20g";
    row(all, UrlPart::url, 0, all);
    row(all, UrlPart::url, url_flag::no_default_port, "https://u%20x:p%2fy@Host/a%20b/?c+d%3D#f%20g");
    row(all, UrlPart::scheme, 0, "https");
    row(all, UrlPart::user, 0, "u%20x");
    row(all, UrlPart::user, url_flag::urldecode, "u x");
    row(all, UrlPart::password, url_flag::urldecode, "p/y");
    row(all, UrlPart::host, 0, "Host");
    row(all, UrlPart::port, 0, "443");
    row(all, UrlPart::path, 0, "/a%20b/");
    row(all, UrlPart::path, url_flag::urldecode, "/a b/");
    row(all, UrlPart::url, url_flag::urldecode, all);
    row(all, UrlPart::scheme, url_flag::urldecode, "https");
    row(all, UrlPart::port, url_flag::urldecode, "443");
    row(all, UrlPart::query, 0, "c+d%3D");
    row(all, UrlPart::query, url_flag::urldecode, "c d=");
    row(all, UrlPart::fragment, url_flag::urldecode, "f g");
    row("http://h", UrlPart::path, 0, "/");
    row("http://h", UrlPart::port, url_flag::default_port, "80");
    row("http://h", UrlPart::url, url_flag::default_port, "http://h:80/");
    row("http://h:8/", UrlPart::port, url_flag::no_default_port, "8");
    row("http://h/?#", UrlPart::url, 0, "http://h/");
    row("http://h/?#", UrlPart::url, url_flag::get_empty, "http://h/?#");
    row("http://h/?", UrlPart::query, url_flag::get_empty, "");
    row("http://[::1]:8/", UrlPart::host, 0, "[::1]");
    row("http://[fe80::1%25eth0]/", UrlPart::host, 0, "[fe80::1]");
    row("http://[fe80::1%25eth0]/", UrlPart::zone_id, 0, "eth0");
    row("http://b\xc3\xbc"
        "cher.example/",
        UrlPart::host, url_flag::punycode, "xn--bcher-kva.example");
    row("http://b\xc3\xbc"
        "cher.example/",
        UrlPart::url, url_flag::punycode, "http://xn--bcher-kva.example/");
    row("http://b\xc3\xbc"
        "cher.example/",
        UrlPart::url, url_flag::urlencode, "http://b%C3%BCcher.example/");
    row("http://xn--bcher-kva.example/", UrlPart::host, url_flag::puny2idn,
        "b\xc3\xbc"
        "cher.example");
    row("http://Plain/", UrlPart::host, url_flag::punycode, "Plain");
}

void UrlPartsTest::gets() {
    QFETCH(QByteArray, url);
    QFETCH(UrlPart, part);
    QFETCH(unsigned, flags);
    QFETCH(QByteArray, text);
    const auto value = Url::parse(url.toStdString())->get(part, flags);
    QVERIFY(value.has_value());
    // Only escapes of path, query and fragment are normalised.
    QCOMPARE(QByteArray::fromStdString(*value).replace("%3d", "%3D"), text.replace("%3d", "%3D"));
}

void UrlPartsTest::tellsWhatIsAbsent_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<UrlPart>("part");
    QTest::addColumn<unsigned>("flags");
    QTest::addColumn<int>("code");
    const auto row = [](const char* url, UrlPart part, UrlCode code, unsigned flags = 0) {
        QTest::addRow("%s %d %u", url, static_cast<int>(part), flags)
            << QByteArray(url) << part << flags << static_cast<int>(code);
    };
    row("http://h", UrlPart::user, UrlCode::no_user);
    row("http://h", UrlPart::password, UrlCode::no_password);
    row("http://h", UrlPart::options, UrlCode::no_options);
    row("http://h", UrlPart::port, UrlCode::no_port);
    row("http://h:80", UrlPart::port, UrlCode::no_port, url_flag::no_default_port);
    row("http://h", UrlPart::query, UrlCode::no_query);
    row("http://h/?", UrlPart::query, UrlCode::no_query);
    row("http://h", UrlPart::fragment, UrlCode::no_fragment);
    row("http://h/#", UrlPart::fragment, UrlCode::no_fragment);
    row("http://h", UrlPart::zone_id, UrlCode::no_zoneid);
    row("http://h/%01", UrlPart::path, UrlCode::urldecode, url_flag::urldecode);
    row("http://h/?%0a", UrlPart::query, UrlCode::urldecode, url_flag::urldecode);
}

void UrlPartsTest::tellsWhatIsAbsent() {
    QFETCH(QByteArray, url);
    QFETCH(UrlPart, part);
    QFETCH(unsigned, flags);
    QFETCH(int, code);
    const auto value = Url::parse(url.toStdString())->get(part, flags);
    QVERIFY(!value);
    QCOMPARE(static_cast<int>(value.error()), code);
}

void UrlPartsTest::sets_data() {
    QTest::addColumn<UrlPart>("part");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<unsigned>("flags");
    QTest::addColumn<QByteArray>("url");
    const auto row = [](UrlPart part, const char* value, unsigned flags, const char* url) {
        QTest::addRow("%d '%s' %u", static_cast<int>(part), value, flags)
            << part << QByteArray(value) << flags << QByteArray(url);
    };
    row(UrlPart::scheme, "HTTPS", 0, "https://h/p?q");
    row(UrlPart::scheme, "gopher", url_flag::non_support_scheme, "gopher://h/p?q");
    row(UrlPart::user, "me", 0, "http://me@h/p?q");
    row(UrlPart::user, "m@e", url_flag::urlencode, "http://m%40e@h/p?q");
    row(UrlPart::password, "pw", 0, "http://:pw@h/p?q");
    row(UrlPart::options, "o", 0, "http://;o@h/p?q");
    row(UrlPart::host, "other", 0, "http://other/p?q");
    row(UrlPart::host, "[::0001]", 0, "http://[::1]/p?q");
    row(UrlPart::host, "0x7f.1", 0, "http://127.0.0.1/p?q");
    row(UrlPart::port, "8080", 0, "http://h:8080/p?q");
    row(UrlPart::path, "x/y z", url_flag::urlencode, "http://h/x/y%20z?q");
    row(UrlPart::path, "/a%2fb", 0, "http://h/a%2Fb?q");
    row(UrlPart::query, "a=b&c", 0, "http://h/p?a=b&c");
    row(UrlPart::query, "a=b c", url_flag::urlencode, "http://h/p?a%3Db+c");
    row(UrlPart::query, "a=b c=d", url_flag::urlencode | url_flag::append_query, "http://h/p?q&a=b+c%3Dd");
    row(UrlPart::zone_id, "eth0", 0, "http://h/p?q");  // only IPv6 addresses have one to show
    row(UrlPart::fragment, "f", 0, "http://h/p?q#f");
    row(UrlPart::fragment, "f g", url_flag::urlencode, "http://h/p?q#f%20g");
}

void UrlPartsTest::sets() {
    QFETCH(UrlPart, part);
    QFETCH(QByteArray, value);
    QFETCH(unsigned, flags);
    QFETCH(QByteArray, url);
    Url changed = *Url::parse("http://h/p?q");
    QVERIFY(changed.set(part, value.toStdString(), flags) == UrlCode::ok);
    QCOMPARE(QByteArray::fromStdString(changed.to_string()), url);
}

void UrlPartsTest::refusesToSet_data() {
    QTest::addColumn<UrlPart>("part");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("code");
    const auto row = [](UrlPart part, const QByteArray& value, UrlCode code) {
        QTest::addRow("%d '%s'", static_cast<int>(part), value.left(50).constData())
            << part << value << static_cast<int>(code);
    };
    row(UrlPart::scheme, "", UrlCode::bad_scheme);
    row(UrlPart::scheme, "1x", UrlCode::bad_scheme);
    row(UrlPart::scheme, "a b", UrlCode::bad_scheme);
    row(UrlPart::scheme, "http:", UrlCode::bad_scheme);
    row(UrlPart::scheme, QByteArray(41, 'x'), UrlCode::bad_scheme);
    row(UrlPart::scheme, QByteArray(40, 'x'), UrlCode::unsupported_scheme);
    row(UrlPart::host, "", UrlCode::bad_hostname);
    row(UrlPart::host, "a/b", UrlCode::bad_hostname);
    row(UrlPart::host, "a:80", UrlCode::bad_hostname);
    row(UrlPart::host, "[::x]", UrlCode::bad_ipv6);
    row(UrlPart::port, "", UrlCode::bad_port_number);
    row(UrlPart::port, "65536", UrlCode::bad_port_number);
    row(UrlPart::port, "-1", UrlCode::bad_port_number);
    row(UrlPart::port, "8x", UrlCode::bad_port_number);
    row(UrlPart::zone_id, "a]b", UrlCode::bad_hostname);
    row(UrlPart::query, QByteArray(8'000'001, 'x'), UrlCode::too_large);
    row(UrlPart::user, "a\rb", UrlCode::bad_user);
    row(UrlPart::password, "a\nb", UrlCode::bad_password);
    row(UrlPart::options, "a\x01", UrlCode::bad_login);
    row(UrlPart::path, "/a HTTP/1.1\r\nX: y", UrlCode::bad_path);
    row(UrlPart::query, "a=\x7f", UrlCode::bad_query);
    row(UrlPart::fragment, QByteArray("a\0b", 3), UrlCode::bad_fragment);
}

void UrlPartsTest::refusesToSet() {
    QFETCH(UrlPart, part);
    QFETCH(QByteArray, value);
    QFETCH(int, code);
    Url url = *Url::parse("http://[fe80::1%25e]:8/p");
    QCOMPARE(static_cast<int>(url.set(part, value.toStdString())), code);
    QCOMPARE(url.to_string(), std::string("http://[fe80::1%25e]:8/p"));
}

void UrlPartsTest::removes() {
    Url url = *Url::parse("http://u:p@[fe80::1%25e]:8/p?q#f");
    for (const UrlPart part : {UrlPart::user, UrlPart::password, UrlPart::options, UrlPart::port, UrlPart::path,
                               UrlPart::query, UrlPart::fragment, UrlPart::zone_id}) {
        QVERIFY(url.set(part, std::nullopt) == UrlCode::ok);
    }
    QCOMPARE(url.to_string(), std::string("http://[fe80::1]/"));
    QVERIFY(url.set(UrlPart::host, std::nullopt) == UrlCode::ok);
    QVERIFY(url.get(UrlPart::host).error() == UrlCode::no_host);
    QVERIFY(url.get(UrlPart::url).error() == UrlCode::no_host);
    QVERIFY(url.set(UrlPart::scheme, std::nullopt) == UrlCode::ok);
    QVERIFY(url.get(UrlPart::scheme).error() == UrlCode::no_scheme);
    QVERIFY(url.empty());
    url = *Url::parse("http://h/");
    QVERIFY(url.set(UrlPart::url, std::nullopt) == UrlCode::ok);
    QVERIFY(url == Url());
}

void UrlPartsTest::appendsToTheQuery() {
    Url url = *Url::parse("http://h/");
    constexpr unsigned append = url_flag::append_query;
    QVERIFY(url.set(UrlPart::query, "a=b", append) == UrlCode::ok);
    QVERIFY(url.set(UrlPart::query, "c d=e f=g&h", append | url_flag::urlencode) == UrlCode::ok);
    QCOMPARE(*url.get(UrlPart::query), std::string("a=b&c+d=e+f%3Dg%26h"));
    QVERIFY(url.set(UrlPart::query, "x&") == UrlCode::ok);
    QVERIFY(url.set(UrlPart::query, "y", append) == UrlCode::ok);
    QCOMPARE(*url.get(UrlPart::query), std::string("x&y"));
}

void UrlPartsTest::buildsFromNothing() {
    Url url;
    QVERIFY(url.empty());
    QCOMPARE(url.to_string(), std::string());
    QVERIFY(url.get(UrlPart::url).error() == UrlCode::no_scheme);
    QVERIFY(url.set(UrlPart::host, "example.org") == UrlCode::ok);
    QVERIFY(url.get(UrlPart::url).error() == UrlCode::no_scheme);
    QCOMPARE(*url.get(UrlPart::url, url_flag::default_scheme), std::string("https://example.org/"));
    QCOMPARE(*url.get(UrlPart::scheme, url_flag::default_scheme), std::string("https"));
    QVERIFY(url.set(UrlPart::scheme, "http") == UrlCode::ok);
    QVERIFY(url.set(UrlPart::port, "81") == UrlCode::ok);
    QCOMPARE(*url.get(UrlPart::url), std::string("http://example.org:81/"));
}

void UrlPartsTest::assignsTheWholeOnlyIfItIsGood() {
    Url url;
    QVERIFY(url.set(UrlPart::url, "relative") == UrlCode::bad_scheme);
    QVERIFY(url.empty());
    QVERIFY(url.set(UrlPart::url, "http://h/x") == UrlCode::ok);
    QVERIFY(url.set(UrlPart::url, "http://[") == UrlCode::bad_ipv6);
    QCOMPARE(url.to_string(), std::string("http://h/x"));
    QVERIFY(url.set(UrlPart::url, "h2", url_flag::guess_scheme) == UrlCode::ok);
    QCOMPARE(url.to_string(), std::string("http://h/h2"));
    Url guessed = *Url::parse("h.example", url_flag::guess_scheme);
    QVERIFY(guessed.get(UrlPart::scheme, url_flag::no_guess_scheme).error() == UrlCode::no_scheme);
    QCOMPARE(*guessed.get(UrlPart::url, url_flag::no_guess_scheme), std::string("h.example/"));
}

void UrlPartsTest::anUnknownPartIsToldSo() {
    Url url = *Url::parse("http://h/");
    const auto part = static_cast<UrlPart>(99);
    QVERIFY(url.get(part).error() == UrlCode::unknown_part);
    QVERIFY(url.set(part, "x") == UrlCode::unknown_part);
    QCOMPARE(url.to_string(), std::string("http://h/"));
}

void UrlPartsTest::anEmptyHostIsForThoseWhoAskForIt() {
    Url url = *Url::parse("http://h/");
    QVERIFY(url.set(UrlPart::host, "") == UrlCode::bad_hostname);
    QVERIFY(url.set(UrlPart::host, "", url_flag::no_authority) == UrlCode::ok);
    QVERIFY(url.get(UrlPart::host).error() == UrlCode::no_host);
}

void UrlPartsTest::zonesOfAddressesCanBeExchanged() {
    Url url = *Url::parse("http://[fe80::1%25eth0]/");
    QVERIFY(url.set(UrlPart::zone_id, "wlan1") == UrlCode::ok);
    QCOMPARE(url.to_string(), std::string("http://[fe80::1%25wlan1]/"));
    QCOMPARE(*url.get(UrlPart::zone_id), std::string("wlan1"));
}

SL_TEST_CLASS(UrlPartsTest)
#include "url_parts_test.moc"
