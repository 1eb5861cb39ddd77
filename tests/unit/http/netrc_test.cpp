#include "engine/http/netrc.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {

/// "user:password" for a host, "-" for what is missing, "none" without an entry.
std::string look_up(std::string_view file, std::string_view host, std::optional<std::string> user = {}) {
    const auto entries = parse_netrc(file);
    if (!entries) {
        return std::string("fault: ") + text_of(entries.error().what);
    }
    const NetrcEntry* entry = find_netrc_entry(*entries, host, user);
    return entry == nullptr ? "none" : entry->login.value_or("-") + ':' + entry->password.value_or("-");
}

}  // namespace

class NetrcTest : public QObject {
    Q_OBJECT

  private slots:
    void findsLogins_data();
    void findsLogins();
    void findsTheLoginOfAUser();
    void readsWords_data();
    void readsWords();
    void saysWhereItIsWrong();
};

void NetrcTest::findsLogins_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("login");
    const auto row = [](const char* host, const char* login) {
        QTest::newRow(host) << QByteArray(host) << QByteArray(login);
    };
    row("a.test", "alice:secret");
    row("A.TEST", "alice:secret");
    row("b.test", "bob:pass word");
    row("macro.test", "mac:ro");
    row("inside.test", "other:default");
    row("nologin.test", "-:only");
    row("nopass.test", "only:-");
    row("elsewhere.test", "other:default");
    row("late.test", "other:default");
}

void NetrcTest::findsLogins() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, login);
    constexpr std::string_view file =
        "# logins\r\n"
        "machine a.test login alice password secret\r\n"
        "machine b.test\n\tlogin bob\n\taccount money password \"pass word\" # a comment login x\n"
        "machine macro.test login mac password ro\n"
        "macdef init\n machine inside.test login bad password bad\n\n"
        "machine nologin.test password only\n"
        "MACHINE nopass.test LOGIN only\n"
        "default login other password default\n"
        "machine late.test login late password late\n";
    QCOMPARE(QByteArray::fromStdString(look_up(file, host.toStdString())), login);
}

void NetrcTest::findsTheLoginOfAUser() {
    constexpr std::string_view file =
        "machine h.test login one password 1\nmachine h.test login two password 2\nmachine h.test password 3\n"
        "default login three password 3\n";
    QCOMPARE(look_up(file, "h.test"), std::string("one:1"));
    QCOMPARE(look_up(file, "h.test", "two"), std::string("two:2"));
    QCOMPARE(look_up(file, "h.test", "three"), std::string("three:3"));
    QCOMPARE(look_up(file, "h.test", "One"), std::string("none"));
    QCOMPARE(look_up("machine \"\" login a password b", "h.test"), std::string("none"));
    QCOMPARE(look_up("", "h.test"), std::string("none"));
}

void NetrcTest::readsWords_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* written, const char* means) {
        QTest::newRow(written) << QByteArray(written) << QByteArray(means);
    };
    row("plain", "plain");
    row("with#hash", "with#hash");
    row("\"#hash\"", "#hash");
    row("back\\slash", "back\\slash");
    row("\"a\\\"b\\\\c\\nd\\re\\tf\\g\"", "a\"b\\c\nd\re\tfg");
    row("\"\"", "");
    row("qu\"ote", "qu\"ote");
    row("\"login x\"", "login x");
}

void NetrcTest::readsWords() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, means);
    const std::string file = "machine h login u password " + written.toStdString();
    QCOMPARE(QByteArray::fromStdString(look_up(file, "h")), "u:" + means);
}

void NetrcTest::saysWhereItIsWrong() {
    const auto open = parse_netrc("machine h\nlogin \"u\npassword p\n");
    QVERIFY(!open && open.error().line == 2 && open.error().what == NetrcFault::What::open_quote);
    const auto backslash = parse_netrc("machine h login \"u\\");
    QVERIFY(!backslash && backslash.error().line == 1 && backslash.error().what == NetrcFault::What::open_quote);
    const auto cut = parse_netrc("machine h login u password\n");
    QVERIFY(!cut && cut.error().line == 1 && cut.error().what == NetrcFault::What::missing_value);
    QVERIFY(parse_netrc("login early password early machine h word"));
    QVERIFY(parse_netrc(std::string(longest_netrc, ' ')));
    const auto large = parse_netrc(std::string(longest_netrc + 1, ' '));
    QVERIFY(!large && large.error().what == NetrcFault::What::too_large);
    for (int i = 0; i <= static_cast<int>(NetrcFault::What::too_large); ++i) {
        QVERIFY(*text_of(static_cast<NetrcFault::What>(i)) != '\0');
    }
}

SL_TEST_CLASS(NetrcTest)
#include "netrc_test.moc"
