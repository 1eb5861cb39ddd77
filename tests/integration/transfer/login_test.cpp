// Logging in to servers: what is sent first, what is answered to a refusal, what goes where.
#include <QTest>

#include "engine/http/challenge.h"
#include "engine/http/digest_auth.h"
#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class LoginTest : public QObject {
    Q_OBJECT
  private slots:
    void sendsBasicAtOnce();
    void takesTheLoginFrom_data();
    void takesTheLoginFrom();
    void sendsABearerToken();
    void dancesDigest_data();
    void dancesDigest();
    void probesBeforeItUploads_data();
    void probesBeforeItUploads();
    void choosesTheSafest_data();
    void choosesTheSafest();
    void givesUpARefusedLogin_data();
    void givesUpARefusedLogin();
    void asksAgainForAStaleNonce();
    void keepsTheNonceForTheNextTransfer();
    void takesUpTheNextNonce();
    void answersForTheBody();
    void cannotAnswerForABodyItDoesNotKnow();
    void uploadsAgainWhenItIsRefused_data();
    void uploadsAgainWhenItIsRefused();
    void carriesTheLoginAlongRedirects();
    void withholdsTheLoginFromAnotherOrigin_data();
    void withholdsTheLoginFromAnotherOrigin();
    void usesTheLoginOfARedirect();
    void comesBackToTheFirstOrigin();
    void letsTheCallersHeaderAlone();
    void refusesALoginInTheAddress();
    void refusesWhatIsNotSpoken();
    void failsOnErrorOnlyInTheEnd();
    void tellsWhatIsOfferedWithoutALogin();
    void recordsEveryRound();
};

namespace {

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

void log_in(Fetch& fetch, unsigned methods, const char* user = "user", const char* password = "secret") {
    AuthOptions& auth = *fetch.easy.options().auth;
    auth.username = user;
    auth.password = password;
    auth.methods = methods;
}

Reply refuse(const std::vector<std::string>& challenges) {
    std::vector<std::string> lines;
    for (const std::string& challenge : challenges) {
        lines.push_back("WWW-Authenticate: " + challenge);
    }
    return Reply::http(401, "refused", lines);
}

const std::string digest = "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"";

/// A server that knows one user and checks every Digest answer by computing it itself.
struct DigestGate {
    explicit DigestGate(std::string the_challenge) : challenge(std::move(the_challenge)) {}

    Reply operator()(const RecordedRequest& request) {
        const auto said = http::parse_challenges(request.header("Authorization"));
        if (said.size() != 1 || said[0].scheme != "digest") {
            return refuse({challenge});
        }
        const auto field = [&](const char* name) {
            const std::string* const value = said[0].find(name);
            return value == nullptr ? std::string() : *value;
        };
        http::DigestState expected;
        expected.accept(*http::choose_digest(http::parse_challenges(challenge)), field("cnonce"));
        std::optional<std::string> answer;
        const int uses = field("nc").empty() ? 1 : std::stoi(field("nc"), nullptr, 16);
        for (int i = 0; i < uses; ++i) {
            answer = expected.answer({request.method, request.target, "user", "secret", as_bytes(request.body)});
        }
        return answer == request.header("Authorization") ? Reply::http(200, "welcome") : refuse({challenge});
    }
    std::string challenge;
};

}  // namespace

void LoginTest::sendsBasicAtOnce() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::basic, "Aladdin", "open sesame");
    perform(fetch);
    QCOMPARE(server.requests().at(0).header("Authorization"), std::string("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    QCOMPARE(fetch.easy.info().http.auth_used, auth::basic);
    QCOMPARE(server.request_count(), std::size_t(1));
}

void LoginTest::takesTheLoginFrom_data() {
    QTest::addColumn<QString>("in_url");
    QTest::addColumn<bool>("user");
    QTest::addColumn<bool>("password");
    QTest::addColumn<QString>("sent");
    QTest::newRow("nowhere") << "" << false << false << "";
    QTest::newRow("the address") << "a%40b:c%3ad@" << false << false << "Basic YUBiOmM6ZA==";  // a@b:c:d
    QTest::newRow("the options") << "" << true << true << "Basic dTpw";                        // u:p
    QTest::newRow("both: the options win") << "a:b@" << true << true << "Basic dTpw";
    QTest::newRow("a name alone") << "" << true << false << "Basic dTo=";
    QTest::newRow("a password alone") << "" << false << true << "Basic OnA=";
    QTest::newRow("a name in the address") << "a@" << false << false << "Basic YTo=";
}

void LoginTest::takesTheLoginFrom() {
    QFETCH(QString, in_url);
    QFETCH(bool, user);
    QFETCH(bool, password);
    QFETCH(QString, sent);
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch("http://" + in_url.toStdString() + "127.0.0.1:" + std::to_string(server.port()) + "/");
    if (user) {
        fetch.easy.options().auth->username = "u";
    }
    if (password) {
        fetch.easy.options().auth->password = "p";
    }
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(server.requests().at(0).header("Authorization"), sent.toStdString());
}

void LoginTest::sendsABearerToken() {
    ScriptedServer server;
    server.on("/", refuse({"Bearer error=\"invalid_token\""}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().auth->bearer = "abc.def-_~+/=";
    perform(fetch);  // Basic alone is allowed: the token stays here
    QVERIFY(!server.requests().at(0).has("Authorization"));
    fetch.easy.options().auth->methods = auth::bearer;
    perform(fetch);
    QCOMPARE(server.requests().at(1).header("Authorization"), std::string("Bearer abc.def-_~+/="));
    QCOMPARE(server.request_count(), std::size_t(2));
    QCOMPARE(fetch.easy.info().http.auth_available, auth::bearer);
    QCOMPARE(fetch.easy.info().http.auth_used, auth::bearer);
    fetch.easy.options().auth->bearer = "a\r\nX: y";
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::bad_function_argument);
}

void LoginTest::dancesDigest_data() {
    QTest::addColumn<QString>("challenge");
    QTest::addColumn<QString>("method");
    for (const char* algorithm :
         {"", ", algorithm=MD5", ", algorithm=MD5-sess", ", algorithm=SHA-256", ", algorithm=SHA-256-sess",
          ", algorithm=SHA-512-256", ", algorithm=SHA-512-256-sess", ", algorithm=SHA-256, userhash=true"}) {
        for (const char* qop : {"", ", qop=\"auth\"", ", qop=\"auth-int\"", ", qop=\"auth,auth-int\""}) {
            for (const char* method : {"GET", "POST", "HEAD"}) {
                QTest::addRow("%s%s %s", algorithm, qop, method)
                    << QStringLiteral("Digest realm=\"r\", nonce=\"n\", opaque=\"o\"") + algorithm + qop << method;
            }
        }
    }
}

void LoginTest::dancesDigest() {
    QFETCH(QString, challenge);
    QFETCH(QString, method);
    ScriptedServer server;
    server.on_request(DigestGate(challenge.toStdString()));
    Fetch fetch(server.url("/a/b?c=d"));
    log_in(fetch, auth::digest);
    if (method == "POST") {
        fetch.easy.options().upload->body = "some=thing";
    }
    fetch.easy.options().request->no_body = method == "HEAD";
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    QCOMPARE(fetch.body, std::string(method == "HEAD" ? "" : "welcome"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QVERIFY(!requests[0].has("Authorization"));
    QCOMPARE(requests[1].body, std::string(method == "POST" ? "some=thing" : ""));
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    QCOMPARE(fetch.easy.info().http.auth_available, auth::digest);
    QCOMPARE(fetch.easy.info().http.auth_used, auth::digest);
}

void LoginTest::probesBeforeItUploads_data() {
    QTest::addColumn<QString>("what");
    QTest::newRow("memory") << "memory";
    QTest::newRow("known") << "known";
    QTest::newRow("unknown") << "unknown";
}

void LoginTest::probesBeforeItUploads() {
    QFETCH(QString, what);
    ScriptedServer server;
    server.on_request(DigestGate(digest));
    Given given(sample(300'000));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    UploadOptions& upload = *fetch.easy.options().upload;
    if (what == "memory") {
        upload.body = given.text;
    } else {
        upload.put = true;
        upload.size = what == "known" ? 300'000 : -1;
        given.to(fetch.easy, false);  // it cannot be sent twice, and need not
    }
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(requests[0].header("Content-Length"), std::string("0"));
    QVERIFY(!requests[0].has("Transfer-Encoding") && !requests[0].has("Expect") && requests[0].body.empty());
    QVERIFY(requests[1].body == given.text);
    QCOMPARE(requests[1].has("Transfer-Encoding"), what == "unknown");
    QCOMPARE(server.connection_count(), std::size_t(1));
}

void LoginTest::choosesTheSafest_data() {
    QTest::addColumn<unsigned>("methods");
    QTest::addColumn<bool>("token");
    QTest::addColumn<QString>("second");
    QTest::newRow("any") << auth::any << false << "Digest";
    QTest::newRow("any, with a token") << auth::any << true << "Bearer";
    QTest::newRow("any safe") << auth::any_safe << false << "Digest";
    QTest::newRow("basic and bearer") << (auth::basic | auth::bearer) << false << "Basic";
    QTest::newRow("only basic") << (auth::only | auth::basic) << false << "Basic";
    QTest::newRow("only digest") << (auth::only | auth::digest) << false << "Digest";
}

void LoginTest::choosesTheSafest() {
    QFETCH(unsigned, methods);
    QFETCH(bool, token);
    QFETCH(QString, second);
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.has("Authorization") ? Reply::http(200, "in")
                                            : refuse({"Basic realm=r", "Bearer", digest, "NTLM"});
    });
    Fetch fetch(server.url("/"));
    log_in(fetch, methods);
    fetch.easy.options().auth->bearer = token ? "t" : "";
    perform(fetch);
    QCOMPARE(fetch.body, std::string("in"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QVERIFY(!requests[0].has("Authorization"));
    QVERIFY(requests[1].header("Authorization").starts_with(second.toStdString() + ' '));
    QCOMPARE(fetch.easy.info().http.auth_available, auth::any | auth::ntlm);
}

void LoginTest::givesUpARefusedLogin_data() {
    QTest::addColumn<unsigned>("methods");
    QTest::addColumn<int>("requests");
    QTest::newRow("basic") << auth::basic << 1;
    QTest::newRow("digest") << auth::digest << 2;
    QTest::newRow("any") << auth::any << 2;
    QTest::newRow("bearer without a token") << auth::bearer << 1;
}

void LoginTest::givesUpARefusedLogin() {
    QFETCH(unsigned, methods);
    QFETCH(int, requests);
    ScriptedServer server;
    server.on("/", refuse({digest, "Basic realm=r"}));
    Fetch fetch(server.url("/"));
    log_in(fetch, methods);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 401);
    QCOMPARE(fetch.body, std::string("refused"));
    QCOMPARE(server.request_count(), std::size_t(requests));
}

void LoginTest::asksAgainForAStaleNonce() {
    ScriptedServer server;
    int round = 0;
    server.on_request([&](const RecordedRequest& request) {
        const std::string nonce = "n" + std::to_string(round);
        if (request.header("Authorization").find("nonce=\"n3\"") != std::string::npos) {
            return Reply::http(200, "in");
        }
        ++round;
        return refuse({"Digest realm=r, qop=auth, stale=true, nonce=n" + std::to_string(round)});
    });
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    perform(fetch);
    QCOMPARE(fetch.body, std::string("in"));
    QCOMPARE(server.request_count(), std::size_t(4));
}

void LoginTest::keepsTheNonceForTheNextTransfer() {
    ScriptedServer server;
    server.on_request(DigestGate(digest));
    const auto driver = make_driver("multi");
    for (int i = 0; i < 3; ++i) {
        Fetch fetch(server.url("/" + std::to_string(i)));
        log_in(fetch, i == 1 ? auth::any : auth::digest);
        if (i > 0) {
            fetch.easy.options().upload->body = "now at once";
        }
        driver->run(fetch.easy);
        QCOMPARE(fetch.easy.info().http.response_code, 200);
    }
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(4));
    QVERIFY(requests[3].header("Authorization").find("nc=00000003") != std::string::npos);
    QCOMPARE(requests[3].body, std::string("now at once"));
    Fetch other(server.url("/"));
    log_in(other, auth::digest, "somebody");
    driver->run(other.easy);
    QVERIFY(!server.requests().at(4).has("Authorization"));  // another user knows no nonce
}

void LoginTest::takesUpTheNextNonce() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.has("Authorization")
                   ? Reply::http(200, "in", {"Authentication-Info: nextnonce=\"next\", qop=auth"})
                   : refuse({digest});
    });
    const auto driver = make_driver("multi");
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    driver->run(fetch.easy);
    driver->run(fetch.easy);
    QVERIFY(server.requests().at(2).header("Authorization").find("nonce=\"next\"") != std::string::npos);
    QVERIFY(server.requests().at(2).header("Authorization").find("nc=00000001") != std::string::npos);
}

void LoginTest::answersForTheBody() {
    ScriptedServer server;
    server.on_request(DigestGate("Digest realm=r, nonce=n, algorithm=SHA-256, qop=auth-int"));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::any);
    fetch.easy.options().upload->body = sample(200'000);
    perform(fetch);
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    QVERIFY(server.requests().at(1).header("Authorization").find("qop=auth-int") != std::string::npos);
}

void LoginTest::cannotAnswerForABodyItDoesNotKnow() {
    ScriptedServer server;
    server.on_request(DigestGate("Digest realm=r, nonce=n, qop=auth-int"));
    Given given("abc");
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    fetch.easy.options().upload->put = true;
    given.to(fetch.easy);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, 401);
    QVERIFY(server.request_count() <= 2);
}

void LoginTest::uploadsAgainWhenItIsRefused_data() {
    QTest::addColumn<bool>("seeks");
    QTest::newRow("it can be rewound") << true;
    QTest::newRow("it cannot") << false;
}

void LoginTest::uploadsAgainWhenItIsRefused() {
    QFETCH(bool, seeks);
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.has("Authorization") ? Reply::http(200, "in") : refuse({"Basic realm=r"});
    });
    Given given(sample(100'000));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::any);
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->size = 100'000;
    given.to(fetch.easy, seeks);
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, seeks ? Code::ok : Code::send_fail_rewind);
    if (seeks) {
        QCOMPARE(fetch.body, std::string("in"));
        QVERIFY(server.requests().at(1).body == given.text);
        QCOMPARE(given.seek_calls, 1);
    } else {
        QCOMPARE(server.request_count(), std::size_t(1));
    }
}

void LoginTest::carriesTheLoginAlongRedirects() {
    ScriptedServer server;
    DigestGate gate(digest);
    server.on_request([&](const RecordedRequest& request) {
        Reply reply = gate(request);
        return request.path() == "/a" && request.has("Authorization") ? Reply::http(302, "", {"Location: /b"}) : reply;
    });
    Fetch fetch(server.url("/a"));
    log_in(fetch, auth::any);
    fetch.easy.options().redirect->follow = Follow::all;
    perform(fetch);
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    QCOMPARE(server.request_count(), std::size_t(3));
    QCOMPARE(fetch.easy.info().http.redirect_count, 1);
}

void LoginTest::withholdsTheLoginFromAnotherOrigin_data() {
    QTest::addColumn<unsigned>("methods");
    QTest::addColumn<bool>("unrestricted");
    for (const bool unrestricted : {false, true}) {
        const char* const how = unrestricted ? " unless told" : "";
        QTest::addRow("basic%s", how) << auth::basic << unrestricted;
        QTest::addRow("digest%s", how) << auth::digest << unrestricted;
        QTest::addRow("bearer%s", how) << auth::bearer << unrestricted;
        QTest::addRow("any%s", how) << auth::any << unrestricted;
    }
}

void LoginTest::withholdsTheLoginFromAnotherOrigin() {
    QFETCH(unsigned, methods);
    QFETCH(bool, unrestricted);
    ScriptedServer other;
    other.on_request([](const RecordedRequest& request) {
        return request.has("Authorization") ? Reply::http(200, "in") : refuse({"Basic realm=r", "Bearer", digest});
    });
    ScriptedServer server;
    server.on("/", Reply::http(302, "", {"Location: " + other.url("/b")}));
    Fetch fetch(server.url("/"));
    log_in(fetch, methods);
    fetch.easy.options().auth->bearer = "token";
    fetch.easy.options().redirect->follow = Follow::all;
    fetch.easy.options().redirect->unrestricted_auth = unrestricted;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.easy.info().http.response_code, unrestricted ? 200 : 401);
    for (const RecordedRequest& request : other.requests()) {
        QVERIFY(unrestricted || !request.has("Authorization"));
    }
}

void LoginTest::usesTheLoginOfARedirect() {
    ScriptedServer other;
    other.on_request(DigestGate(digest));
    ScriptedServer server;
    server.on("/", Reply::http(302, "", {"Location: http://user:secret@127.0.0.1:" + std::to_string(other.port())}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().auth->username = "first";
    fetch.easy.options().auth->methods = auth::digest;
    fetch.easy.options().redirect->follow = Follow::all;
    perform(fetch);
    QCOMPARE(fetch.easy.info().http.response_code, 200);
}

void LoginTest::comesBackToTheFirstOrigin() {
    ScriptedServer other;
    ScriptedServer server;
    other.on("/", Reply::http(302, "", {"Location: " + server.url("/back")}));
    server.on("/", Reply::http(302, "", {"Location: " + other.url("/")}));
    server.on("/back", Reply::http(200, "back"));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::basic);
    fetch.easy.options().redirect->follow = Follow::all;
    perform(fetch);
    QCOMPARE(fetch.body, std::string("back"));
    QVERIFY(!other.requests().at(0).has("Authorization"));
    QVERIFY(server.requests().at(1).has("Authorization"));
}

void LoginTest::letsTheCallersHeaderAlone() {
    ScriptedServer server;
    server.on("/", refuse({"Basic realm=r"}));
    for (const char* own : {"Authorization: Own x", "Authorization:"}) {
        Fetch fetch(server.url("/"));
        log_in(fetch, auth::any);
        fetch.easy.options().request->headers = {own};
        perform(fetch);
        QCOMPARE(fetch.easy.info().http.response_code, 401);
    }
    QCOMPARE(server.request_count(), std::size_t(2));
    QCOMPARE(server.requests().at(0).header("Authorization"), std::string("Own x"));
    QVERIFY(!server.requests().at(1).has("Authorization"));
}

void LoginTest::refusesALoginInTheAddress() {
    ScriptedServer server;
    const std::string with_login = "http://u:p@127.0.0.1:" + std::to_string(server.port()) + "/";
    server.on("/go", Reply::http(302, "", {"Location: " + with_login}));
    Fetch fetch(with_login);
    fetch.easy.options().auth->disallow_username_in_url = true;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::login_denied);
    QVERIFY(fetch.easy.error().text().find("u:p") == std::string::npos);
    QCOMPARE(server.connection_count(), std::size_t(0));
    fetch.easy.options().url = server.url("/go");
    fetch.easy.options().redirect->follow = Follow::all;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::login_denied);
}

void LoginTest::refusesWhatIsNotSpoken() {
    ScriptedServer server;
    for (const unsigned methods : {auth::ntlm, auth::negotiate | auth::basic}) {
        Fetch fetch(server.url("/"));
        log_in(fetch, methods);
        perform(fetch);
        QCOMPARE(fetch.easy.error().code, Code::not_built_in);
    }
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::only);
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::bad_function_argument);
}

void LoginTest::failsOnErrorOnlyInTheEnd() {
    ScriptedServer server;
    server.on_request(DigestGate(digest));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    fetch.easy.options().request->fail_on_error = true;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    fetch.easy.options().auth->password = "wrong";
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::http_returned_error);
}

void LoginTest::tellsWhatIsOfferedWithoutALogin() {
    ScriptedServer server;
    server.on("/", refuse({"Basic realm=r", "Negotiate"}));
    Fetch fetch(server.url("/"));
    perform(fetch);
    QCOMPARE(fetch.easy.info().http.auth_available, auth::basic | auth::negotiate);
    QCOMPARE(fetch.easy.info().http.auth_used, auth::none);
}

void LoginTest::recordsEveryRound() {
    ScriptedServer server;
    server.on_request(DigestGate(digest));
    Fetch fetch(server.url("/"));
    log_in(fetch, auth::digest);
    perform(fetch);
    const Info& info = fetch.easy.info();
    QCOMPARE(info.requests.size(), std::size_t(2));
    QCOMPARE(info.requests[0].status, 401);
    QCOMPARE(info.requests[0].end_reason, std::string("a login was asked for"));
    QVERIFY(info.requests[1].reused);
    QVERIFY(fetch.header_lines.find("401") < fetch.header_lines.find("200"));
    QCOMPARE(fetch.easy.headers().requests(), 2);
}

SL_TEST_CLASS(LoginTest)
#include "login_test.moc"
