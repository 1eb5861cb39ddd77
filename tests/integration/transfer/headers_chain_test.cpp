// The headers API over a chain of answers as servers send them.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class HeadersChainTest : public QObject {
    Q_OBJECT
  private slots:
    void tellsEveryAnswerApart();
    void canBeReadInsideCallbacks();
    void staysWhenTheNextTransferStarts();
};

void HeadersChainTest::tellsEveryAnswerApart() {
    ScriptedServer server;
    server.on("/0",
              Reply()
                  .send("HTTP/1.1 103 Early Hints\r\nLink: </style>\r\n\r\n")
                  .then(Reply::http(302, "", {"Location: /1", "X-Step: zero", "Set-Cookie: a=1", "set-cookie: b=2"})));
    server.on("/1", Reply::http(307, "", {"Location: /2", "X-Step: one"}));
    server.on("/2", Reply::head(200, {"Transfer-Encoding: chunked", "X-Step: two", "X-Folded: first", "\tsecond"})
                        .send("3\r\nabc\r\n0\r\nX-Sum: 42\r\n\r\n"));
    Fetch fetch(server.url("/0"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("abc"));
    const Headers headers = fetch.easy.headers();
    QCOMPARE(headers.requests(), 3);
    const char* const steps[] = {"zero", "one", "two"};
    for (int request = 0; request < 3; ++request) {
        QCOMPARE(headers.find("x-step", 0, header_origin::header, request)->value, std::string(steps[request]));
    }
    QCOMPARE(headers.find("X-Step")->value, std::string("two"));  // -1: the last request
    QCOMPARE(headers.find("Link", 0, header_origin::informational, 0)->value, std::string("</style>"));
    QVERIFY(headers.find("Link", 0, header_origin::header, 0).error() == HeaderCode::missing);
    QVERIFY(headers.find("Link", 0, header_origin::informational, 1).error() == HeaderCode::missing);
    const auto second = headers.find("Set-Cookie", 1, header_origin::header, 0);
    QCOMPARE(second->value, std::string("b=2"));
    QCOMPARE(second->name, std::string("Set-Cookie"));  // the casing that was seen first
    QCOMPARE(second->amount, 2);
    QVERIFY(headers.find("Set-Cookie", 2, header_origin::header, 0).error() == HeaderCode::bad_index);
    QVERIFY(headers.find("X-Step", 0, header_origin::header, 3).error() == HeaderCode::no_request);
    QCOMPARE(headers.find("X-Folded")->value, std::string("first second"));
    QCOMPARE(headers.find("X-Sum", 0, header_origin::trailer)->value, std::string("42"));
    QVERIFY(headers.find("X-Sum").error() == HeaderCode::missing);
    const auto mixed = headers.all(header_origin::informational | header_origin::header, 0);
    QCOMPARE(mixed.front().name, std::string("Link"));
    QCOMPARE(headers.all(header_origin::trailer).size(), std::size_t(1));
    for (const Header& header : mixed) {
        QVERIFY(!header.name.starts_with("HTTP/"));
    }
}

void HeadersChainTest::canBeReadInsideCallbacks() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "abc", {"X-Test: here"}));
    Fetch fetch(server.url("/"));
    std::string seen;
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        seen = fetch.easy.headers().find("x-test")->value;
        return WriteVerdict::taken;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(seen, std::string("here"));
}

void HeadersChainTest::staysWhenTheNextTransferStarts() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "", {"X-Test: first"}));
    server.on("/none", Reply().send("HTTP/1.1 204 No Content\r\n\r\n"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    const Headers first = fetch.easy.headers();
    fetch.easy.options().url = server.url("/none");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(first.find("X-Test")->value, std::string("first"));
    QVERIFY(fetch.easy.headers().find("X-Test").error() == HeaderCode::no_headers);
}

SL_TEST_CLASS(HeadersChainTest)
#include "headers_chain_test.moc"
