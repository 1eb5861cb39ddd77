#include "engine/http1/body_framing.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::HeaderList;
using sluice::http1::body_framing;
using sluice::http1::content_length;
using sluice::http1::Framing;

class BodyFramingTest : public QObject {
    Q_OBJECT

  private slots:
    void choosesTheFraming();
    void acceptsTheLargestLength();
    void absentLengthIsNoError();
};

void BodyFramingTest::choosesTheFraming() {
    QVERIFY(body_framing({})->framing == Framing::until_close);
    QVERIFY(body_framing({{"Content-Length", "0"}})->framing == Framing::length);
    QCOMPARE(body_framing({{"Content-Length", "12"}})->length, std::uint64_t(12));
    QVERIFY(body_framing({{"transfer-encoding", "chunked"}})->framing == Framing::chunked);
    QVERIFY(body_framing({{"transfer-encoding", "identity"}})->framing == Framing::until_close);
    QVERIFY(!body_framing({{"transfer-encoding", "chunked"}, {"content-length", "12"}}));
    QVERIFY(!body_framing({{"transfer-encoding", "chunked;q=1"}}));
}

void BodyFramingTest::acceptsTheLargestLength() {
    QCOMPARE(**content_length({{"Content-Length", "9223372036854775807"}}), std::uint64_t(9223372036854775807ULL));
    QVERIFY(!content_length({{"Content-Length", "9223372036854775808"}}));
}

void BodyFramingTest::absentLengthIsNoError() {
    const auto length = content_length({{"A", "1"}});
    QVERIFY(length.has_value());
    QVERIFY(!length->has_value());
}

SL_TEST_CLASS(BodyFramingTest)
#include "body_framing_test.moc"
