#include "engine/http/challenge.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace http = sluice::http;

namespace {

/// "basic realm=x | digest <token68> nonce=y", one challenge behind the other.
QByteArray shown(const std::vector<http::Challenge>& challenges) {
    std::string text;
    for (const http::Challenge& challenge : challenges) {
        text += (text.empty() ? "" : " | ") + challenge.scheme;
        text += challenge.token68.empty() ? "" : " <" + challenge.token68 + ">";
        for (const http::AuthParameter& parameter : challenge.parameters) {
            text += " " + parameter.name + "='" + parameter.value + "'";
        }
    }
    return QByteArray::fromStdString(text);
}

}  // namespace

class ChallengeTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void findsTheFirstOfAName();
    void joinsTheFieldsOfAName();
    void readsParametersWithoutAScheme();
    void takesLinearTime();
};

void ChallengeTest::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("parsed");
    const auto row = [](const char* text, const char* parsed) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(parsed);
    };
    row("", "");
    row(" , ,", "");
    row("Basic", "basic");
    row("Negotiate, NTLM", "negotiate | ntlm");
    row("Basic realm=\"WallyWorld\"", "basic realm='WallyWorld'");
    // RFC 9110 11.6.1
    row("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"",
        "basic realm='simple' | newauth realm='apps' type='1' title='Login to \"apps\"'");
    row("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"",
        "newauth realm='apps' type='1' title='Login to \"apps\"' | basic realm='simple'");
    row("Digest realm=\"a, b\", qop=\"auth, auth-int\", algorithm=MD5, nonce=\"x==\"",
        "digest realm='a, b' qop='auth, auth-int' algorithm='MD5' nonce='x=='");
    row("DIGEST NONCE=\"x\",Stale=FALSE", "digest nonce='x' stale='FALSE'");
    row("NTLM TlRMTVNTUAAC==", "ntlm <TlRMTVNTUAAC==>");
    row("Negotiate YII+/a-._~==  , Basic realm=x", "negotiate <YII+/a-._~==> | basic realm='x'");
    row("Bearer realm=\"r\", error=\"invalid_token\"", "bearer realm='r' error='invalid_token'");
    row("Basic realm = \"x\" , Digest nonce =y", "basic realm='x' | digest nonce='y'");
    row("Basic\trealm=x", "basic realm='x'");
    // as servers send it
    row("Basic realm=My Own Realm", "basic realm='My Own Realm'");
    row("Basic realm=My Realm/(1) here, Digest nonce=a", "basic realm='My Realm/(1) here' | digest nonce='a'");
    row("Basic realm=a/b;c, Digest nonce=d", "basic realm='a/b;c' | digest nonce='d'");
    row("Digest realm=\"x\" nonce=\"y\"qop=auth", "digest realm='x' nonce='y' qop='auth'");
    row("Basic realm=\"open", "basic realm='open'");
    row("Basic realm=\"open\\", "basic realm='open\\'");
    row("Basic realm=\"\"", "basic realm=''");
    row("Basic realm=, charset=UTF-8", "basic <realm=> charset='UTF-8'");
    row(",,Basic,,realm=x,,", "basic realm='x'");
    row("realm=x", "");
    row("\"junk\" Basic realm=x", "basic realm='x'");
    row("@@ Basic realm=x", "basic realm='x'");
    row("Basic realm=\"x\" Digest nonce=\"y\"", "basic realm='x' | digest nonce='y'");
    row("Basic a b c", "basic | a | b <c>");
    row("Basic realm=\"\xc3\xa9\"", "basic realm='\xc3\xa9'");
}

void ChallengeTest::reads() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, parsed);
    QCOMPARE(shown(http::parse_challenges(text.toStdString())), parsed);
}

void ChallengeTest::findsTheFirstOfAName() {
    const auto challenges = http::parse_challenges("Digest Nonce=a, nonce=b");
    QCOMPARE(*challenges.at(0).find("nonce"), std::string("a"));
    QVERIFY(challenges.at(0).find("realm") == nullptr);
}

void ChallengeTest::joinsTheFieldsOfAName() {
    const http::HeaderList headers{{"WWW-Authenticate", "Digest nonce=\"open"},
                                   {"Proxy-Authenticate", "NTLM"},
                                   {"www-authenticate", "Basic realm=x, Bearer"}};
    QCOMPARE(shown(http::challenges_of(headers, "WWW-Authenticate")),
             QByteArray("digest nonce='open' | basic realm='x' | bearer"));
    QCOMPARE(shown(http::challenges_of(headers, "Proxy-Authenticate")), QByteArray("ntlm"));
}

void ChallengeTest::readsParametersWithoutAScheme() {
    const auto parameters = http::parse_auth_parameters("nextnonce=\"a b\", QOP=auth, stray rspauth=\"\"");
    QCOMPARE(parameters.size(), std::size_t{3});
    QCOMPARE(parameters[0].name + '=' + parameters[0].value, std::string("nextnonce=a b"));
    QCOMPARE(parameters[1].name + '=' + parameters[1].value, std::string("qop=auth"));
    QCOMPARE(parameters[2].name + '=' + parameters[2].value, std::string("rspauth="));
    QVERIFY(http::parse_auth_parameters("").empty());
}

void ChallengeTest::takesLinearTime() {
    // Each of these would take minutes if any part were read again for each of its characters.
    for (const std::string piece : {"a ", "a,", "a=b,", "a=\"b\" ", "\"", "a=b c ", "a    ", "@"}) {
        std::string text;
        while (text.size() < 300'000) {
            text += piece;
        }
        QVERIFY(http::parse_challenges(text).size() <= text.size());
    }
}

SL_TEST_CLASS(ChallengeTest)
#include "challenge_test.moc"
