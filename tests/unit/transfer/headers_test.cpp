#include <sluice/headers.h>

#include <QTest>

#include "engine/transfer/easy_impl.h"
#include "tests/support/test_class.h"

using namespace sluice;

namespace {

/// Two requests: a redirect after a 103, then a chunked answer with a trailer.
void fill(Easy& easy) {
    RequestRecord first;
    first.number = 0;
    first.response_head =
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        "HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: a=1\r\nset-cookie:  b=2 \r\n\r\n";
    RequestRecord second;
    second.number = 1;
    second.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nEmpty:\r\n\r\n"
        "Checksum: abc\r\n\r\n";
    easy.impl().info.requests = {first, second};
}

}  // namespace

class HeadersTest : public QObject {
    Q_OBJECT

  private slots:
    void findsByNameIndexOriginAndRequest() {
        Easy easy;
        fill(easy);
        const Headers headers = easy.headers();
        QCOMPARE(headers.find("content-TYPE")->value, std::string("text/plain"));
        QCOMPARE(headers.find("Content-Type")->name, std::string("Content-Type"));
        const auto cookie = headers.find("Set-Cookie", 1, header_origin::header, 0);
        QCOMPARE(cookie->value, std::string("b=2"));
        QCOMPARE(cookie->index, 1);
        QCOMPARE(cookie->amount, 2);
        QCOMPARE(headers.find("Link", 0, header_origin::informational, 0)->value, std::string("</a>"));
        QCOMPARE(headers.find("Checksum", 0, header_origin::trailer)->value, std::string("abc"));
        QCOMPARE(headers.find("Empty")->value, std::string());
    }

    void saysWhatIsMissing() {
        Easy easy;
        QVERIFY(easy.headers().find("A").error() == HeaderCode::no_headers);
        fill(easy);
        const Headers headers = easy.headers();
        QVERIFY(headers.find("A").error() == HeaderCode::missing);
        QVERIFY(headers.find("Checksum").error() == HeaderCode::missing);
        QVERIFY(headers.find("Set-Cookie", 2, header_origin::header, 0).error() == HeaderCode::bad_index);
        QVERIFY(headers.find("Empty", 0, header_origin::header, 2).error() == HeaderCode::no_request);
        QVERIFY(headers.find("").error() == HeaderCode::bad_argument);
        QVERIFY(headers.find("Empty", -1).error() == HeaderCode::bad_argument);
        QVERIFY(headers.find("Empty", 0, 0).error() == HeaderCode::bad_argument);
        QVERIFY(headers.find("Empty", 0, 64).error() == HeaderCode::bad_argument);
        QVERIFY(headers.find("Empty", 0, 1, -2).error() == HeaderCode::bad_argument);
    }

    void listsInTheOrderTheyCame() {
        Easy easy;
        fill(easy);
        const auto all = easy.headers().all(header_origin::header | header_origin::informational, 0);
        QCOMPARE(all.size(), std::size_t(4));
        QCOMPARE(all[0].name, std::string("Link"));
        QCOMPARE(all[3].name, std::string("Set-Cookie"));
        QCOMPARE(easy.headers().all().size(), std::size_t(2));
        QCOMPARE(easy.headers().requests(), 2);
    }

    void knowsTheAnswersOfAProxy() {
        Easy easy;
        RequestRecord tunnel;
        tunnel.to_proxy = true;
        tunnel.response_head = "HTTP/1.1 200 Connection established\r\nVia: p\r\n\r\n";
        easy.impl().info.requests = {tunnel};
        QCOMPARE(easy.headers().find("Via", 0, header_origin::connect)->value, std::string("p"));
        QVERIFY(easy.headers().find("Via").error() == HeaderCode::missing);
    }
};

SL_TEST_CLASS(HeadersTest)
#include "headers_test.moc"
