#include <sluice/error.h>

#include <QTest>

#include "engine/base/result.h"
#include "tests/support/test_class.h"

using sluice::Code;
using sluice::Error;
using sluice::ErrorArgs;
using sluice::Kind;
using sluice::Result;

class ErrorTest : public QObject {
    Q_OBJECT

  private slots:
    void theDefaultOneMeansNoError();
    void takesItsCodeFromTheKind();
    void mayHaveACodeOfItsOwn();
    void saysWhatHappened();
    void namesGoBothWays();
    void triesHandErrorsOn();
};

void ErrorTest::theDefaultOneMeansNoError() {
    const Error error;
    QVERIFY(!error);
    QVERIFY(error.code == Code::ok);
    QCOMPARE(error.text(), std::string("No error"));
    QCOMPARE(error.facts().status, -1);
    QVERIFY(error.facts().host.empty());
    QVERIFY(sizeof(Error) <= 32);
}

void ErrorTest::takesItsCodeFromTheKind() {
    const Result<int> failed = sluice::fail(Kind::net_refused, 111);
    QVERIFY(!failed);
    QVERIFY(failed.error());
    QVERIFY(failed.error().code == Code::couldnt_connect);
    QCOMPARE(failed.error().os_errno, 111);
}

void ErrorTest::mayHaveACodeOfItsOwn() {
    const Result<int> failed = sluice::fail(Code::login_denied, Kind::url_malformed, ErrorArgs{.detail = "x"});
    QVERIFY(failed.error().code == Code::login_denied);
    QVERIFY(failed.error().kind == Kind::url_malformed);
    QCOMPARE(failed.error().facts().detail, std::string("x"));
}

void ErrorTest::saysWhatHappened() {
    const Result<int> failed = sluice::fail(Kind::net_refused, ErrorArgs{.address = "127.0.0.1:9"});
    QCOMPARE(failed.error().text(), std::string("Connection refused by 127.0.0.1:9"));
}

void ErrorTest::namesGoBothWays() {
    for (int i = 0; i < static_cast<int>(Kind::count_); ++i) {
        const auto kind = static_cast<Kind>(i);
        QVERIFY(sluice::kind_of_name(sluice::kind_name(kind)) == kind);
    }
    QCOMPARE(sluice::kind_name(static_cast<Kind>(250)), "internal");
    QVERIFY(sluice::kind_of_name("no.such") == Kind::none);
    QVERIFY(sluice::kind_of_name("") == Kind::none);
    QVERIFY(sluice::kind_of_name(nullptr) == Kind::none);
}

namespace {

Result<int> half(int number) {
    if (number % 2 != 0) {
        return sluice::fail(Kind::argument_bad, ErrorArgs{.detail = "odd"});
    }
    return number / 2;
}

Result<int> quarter(int number) {
    SL_TRY(first, half(number));
    SL_TRY(second, half(*first));
    return *second;
}

}  // namespace

void ErrorTest::triesHandErrorsOn() {
    QCOMPARE(*quarter(8), 2);
    QVERIFY(!quarter(6));
    QCOMPARE(quarter(7).error().facts().detail, std::string("odd"));
}

SL_TEST_CLASS(ErrorTest)
#include "error_test.moc"
