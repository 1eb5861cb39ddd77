#include "engine/http/auth_choice.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace http = sluice::http;
namespace auth = sluice::auth;

namespace {

using auth::any;
using auth::any_safe;
constexpr const char* digest = "Digest realm=r, nonce=n, qop=auth";

http::Login both() {
    return {.user = "u", .password = "p", .bearer = "t"};
}
http::Login user() {
    return {.user = "u", .password = "p", .bearer = {}};
}

/// One party's login, with the words of what was sent.
struct Party {
    Party(unsigned methods, http::Login login) : rounds(methods, std::move(login), kept) {}

    /// The scheme of what is sent next, "-" for nothing.
    QByteArray send(std::optional<sluice::Bytes> body = sluice::Bytes()) {
        last = rounds.authorization("GET", "/", body);
        return last.empty() ? QByteArray("-") : QByteArray::fromStdString(last.substr(0, last.find(' ')));
    }
    bool refused(const std::string& challenges) { return rounds.heed(http::parse_challenges(challenges), "c"); }
    bool sent(const char* text) const { return last.find(text) != std::string::npos; }

    std::shared_ptr<http::DigestState> kept = std::make_shared<http::DigestState>();
    http::AuthRounds rounds;
    std::string last;
};

}  // namespace

class AuthChoiceTest : public QObject {
    Q_OBJECT

  private slots:
    void chooses_data();
    void chooses();
    void sendsTheSecretItself();
    void tellsWhatIsOffered();
    void givesUpARefusedLogin_data();
    void givesUpARefusedLogin();
    void asksAgainWithAFreshNonce();
    void endsWithAServerThatCallsAllStale();
    void answersAtOnceWithAKeptNonce();
    void keepsANonceForTheNextRequest();
    void takesUpTheNextNonce();
    void survivesANonceThatOthersForgot();
    void fallsBackFromADigestItCannotAnswer();
    void givesUpWhereTheBodyIsNotKnown();
    void isInactiveWithoutALogin();
};

void AuthChoiceTest::chooses_data() {
    QTest::addColumn<unsigned>("methods");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<bool>("probes");
    QTest::addColumn<QByteArray>("second");
    const auto row = [](const char* name, unsigned methods, const char* offered, const char* first, bool probes,
                        const char* second) {
        QTest::newRow(name) << methods << QByteArray(offered) << QByteArray(first) << probes << QByteArray(second);
    };
    const QByteArray all = "Basic realm=r, Negotiate, " + QByteArray(digest) + ", Bearer";
    row("basic", auth::basic, all, "Basic", false, "gives up");
    row("bearer", auth::bearer, all, "Bearer", false, "gives up");
    row("digest", auth::digest, all, "-", true, "Digest");
    row("any: bearer is the safest", any, all, "-", false, "Bearer");
    row("any: digest before basic", any, QByteArray("Basic realm=r, ") + digest, "-", false, "Digest");
    row("any: basic alone", any, "Basic realm=r", "-", false, "Basic");
    row("any safe: no basic", any_safe, "Basic realm=r", "-", false, "gives up");
    row("any safe: digest", any_safe, QByteArray("Basic realm=r, ") + digest, "-", false, "Digest");
    row("basic and digest", auth::basic | auth::digest, all, "-", false, "Digest");
    row("basic and bearer", auth::basic | auth::bearer, all, "-", false, "Bearer");
    row("only basic", auth::only | auth::basic, all, "-", false, "Basic");
    row("only basic, not offered", auth::only | auth::basic, digest, "-", false, "gives up");
    row("only digest", auth::only | auth::digest, all, "-", false, "Digest");
    row("only bearer", auth::only | auth::bearer, all, "-", false, "Bearer");
    row("digest, not offered", auth::digest, "Basic realm=r, Bearer", "-", true, "gives up");
    row("nothing known offered", any, "Negotiate, NTLM", "-", false, "gives up");
    row("nothing offered", any, "", "-", false, "gives up");
}

void AuthChoiceTest::chooses() {
    QFETCH(unsigned, methods);
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, first);
    QFETCH(bool, probes);
    QFETCH(QByteArray, second);
    Party party(methods, both());
    QVERIFY(party.rounds.active());
    QCOMPARE(party.rounds.probes(), probes);
    QCOMPARE(party.send(), first);
    const bool again = party.refused(offered.toStdString());
    QCOMPARE(again, second != "gives up");
    if (again) {
        QVERIFY(!party.rounds.probes());
        QCOMPARE(party.send(), second);
        QVERIFY(!party.refused(offered.toStdString()));
    }
}

void AuthChoiceTest::sendsTheSecretItself() {
    Party basic(auth::basic, both());
    basic.send();
    QCOMPARE(basic.last, std::string("Basic dTpw"));
    QCOMPARE(basic.rounds.used(), auth::basic);
    Party bearer(auth::bearer, both());
    bearer.send();
    QCOMPARE(bearer.last, std::string("Bearer t"));
    Party anonymous(auth::basic, {.user = "", .password = {}, .bearer = {}});
    anonymous.send();
    QCOMPARE(anonymous.last, std::string("Basic Og=="));
}

void AuthChoiceTest::tellsWhatIsOffered() {
    Party party(any, user());
    party.send();
    QCOMPARE(party.rounds.used(), 0U);
    QCOMPARE(party.rounds.available(), 0U);
    QVERIFY(party.refused("NTLM, Basic realm=r, Odd x=y, Negotiate, Bearer, " + std::string(digest)));
    QCOMPARE(party.rounds.available(), auth::basic | auth::digest | auth::bearer | auth::negotiate | auth::ntlm);
    QCOMPARE(party.send(), QByteArray("Digest"));  // no token: Bearer is not to be had
    QCOMPARE(party.rounds.used(), auth::digest);
}

void AuthChoiceTest::givesUpARefusedLogin_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("basic") << QByteArray("Basic realm=r") << QByteArray("Basic realm=r");
    QTest::newRow("no weaker way after digest") << QByteArray(digest) << QByteArray("Basic realm=r");
    QTest::newRow("digest") << QByteArray(digest) << QByteArray("Digest realm=r, nonce=m");
    QTest::newRow("no other way after basic") << QByteArray("Basic realm=r") << QByteArray(digest);
}

void AuthChoiceTest::givesUpARefusedLogin() {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    Party party(any, user());
    party.send();
    QVERIFY(party.refused(first.toStdString()));
    QVERIFY(party.send() != "-");
    QVERIFY(!party.refused(second.toStdString()));
    QVERIFY(!party.kept->ready());
}

void AuthChoiceTest::asksAgainWithAFreshNonce() {
    Party party(auth::digest, user());
    party.send();
    QVERIFY(party.refused(digest));
    party.send();
    QVERIFY(party.sent("nonce=\"n\"") && party.sent("nc=00000001"));
    QVERIFY(party.refused("Digest realm=r, nonce=m, qop=auth, stale=true"));
    party.send();
    QVERIFY(party.sent("nonce=\"m\"") && party.sent("nc=00000001"));
    QVERIFY(!party.refused("Digest realm=r, nonce=o, qop=auth"));
}

void AuthChoiceTest::endsWithAServerThatCallsAllStale() {
    Party party(auth::digest, user());
    int requests = 1;
    party.send();
    while (party.refused("Digest realm=r, nonce=m, stale=true")) {
        QVERIFY(++requests < 10);
        QCOMPARE(party.send(), QByteArray("Digest"));
    }
    QCOMPARE(requests, 5);
}

void AuthChoiceTest::answersAtOnceWithAKeptNonce() {
    for (const unsigned methods : {auth::digest, any}) {
        Party party(methods, user());
        party.kept->accept(*http::choose_digest(http::parse_challenges(digest)), "c");
        QVERIFY(!party.rounds.probes());
        QCOMPARE(party.send(), QByteArray("Digest"));
        // It may have expired: one more round, whether it is called stale or not.
        QVERIFY(party.refused("Digest realm=r, nonce=m, qop=auth"));
        party.send();
        QVERIFY(party.sent("nonce=\"m\""));
        QVERIFY(!party.refused("Digest realm=r, nonce=o, qop=auth"));
    }
    Party only(auth::only | auth::digest, user());
    only.kept->accept(*http::choose_digest(http::parse_challenges(digest)), "c");
    QCOMPARE(only.send(), QByteArray("-"));
}

void AuthChoiceTest::keepsANonceForTheNextRequest() {
    Party party(any, user());
    party.send();
    QVERIFY(party.refused(digest));
    party.send();
    party.rounds.served("");
    QCOMPARE(party.send(), QByteArray("Digest"));
    QVERIFY(party.sent("nc=00000002"));
    QVERIFY(party.refused("Digest realm=r, nonce=m"));
    party.send();
    QVERIFY(party.sent("nonce=\"m\""));
}

void AuthChoiceTest::takesUpTheNextNonce() {
    Party party(auth::digest, user());
    party.send();
    party.rounds.served("nextnonce=x");  // for a request that was not answered for: nothing to go with
    QVERIFY(!party.kept->ready());
    QVERIFY(party.refused(digest));
    party.send();
    party.rounds.served("nextnonce=x");
    party.send();
    QVERIFY(party.sent("nonce=\"x\""));
}

void AuthChoiceTest::survivesANonceThatOthersForgot() {
    Party party(auth::digest, user());
    party.send();
    QVERIFY(party.refused(digest));
    party.send();
    party.rounds.served("");
    party.kept->forget();
    QVERIFY(party.rounds.probes());
    QCOMPARE(party.send(), QByteArray("-"));
    QVERIFY(party.refused(digest));
    QCOMPARE(party.send(), QByteArray("Digest"));
}

void AuthChoiceTest::fallsBackFromADigestItCannotAnswer() {
    Party party(any, user());
    party.send();
    QVERIFY(party.refused("Basic realm=r, Digest realm=r, nonce=n, algorithm=SHA-3"));
    QCOMPARE(party.send(), QByteArray("Basic"));
    Party safe(any_safe, user());
    safe.send();
    QVERIFY(!safe.refused("Basic realm=r, Digest realm=r, nonce=n, algorithm=SHA-3"));
}

void AuthChoiceTest::givesUpWhereTheBodyIsNotKnown() {
    Party party(auth::digest, user());
    party.send(std::nullopt);
    QVERIFY(party.refused("Digest realm=r, nonce=n, qop=auth-int"));
    QCOMPARE(party.send(std::nullopt), QByteArray("-"));
    QVERIFY(!party.refused("Digest realm=r, nonce=n, qop=auth-int"));
}

void AuthChoiceTest::isInactiveWithoutALogin() {
    Party nobody(any, {});
    QVERIFY(!nobody.rounds.active());
    QCOMPARE(nobody.send(), QByteArray("-"));
    QVERIFY(!nobody.refused("Basic realm=r"));
    Party token(auth::basic, {.user = std::nullopt, .password = {}, .bearer = "t"});
    QVERIFY(!token.rounds.active());
    Party name(auth::bearer, user());
    QVERIFY(!name.rounds.active());
    QCOMPARE(name.send(), QByteArray("-"));
}

SL_TEST_CLASS(AuthChoiceTest)
#include "auth_choice_test.moc"
