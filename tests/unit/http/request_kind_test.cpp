#include "engine/http/request_kind.h"

#include <sluice/mime.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::request_kind;
using sluice::http::RequestKind;

class RequestKindTest : public QObject {
    Q_OBJECT

  private slots:
    void followsFromTheOptions();
    void hasAWord();
};

void RequestKindTest::followsFromTheOptions() {
    sluice::Options options;
    QCOMPARE(request_kind(options), RequestKind::get);
    options.request->method = "DELETE";
    QCOMPARE(request_kind(options), RequestKind::get);
    options.upload->body = "";
    QCOMPARE(request_kind(options), RequestKind::post);
    options.upload->put = true;
    QCOMPARE(request_kind(options), RequestKind::put);
    options.request->no_body = true;
    QCOMPARE(request_kind(options), RequestKind::head);
    sluice::Options form;
    form.upload->mime = std::make_shared<sluice::Mime>();
    QCOMPARE(request_kind(form), RequestKind::post);
    sluice::Options post;
    post.upload->post = true;
    QCOMPARE(request_kind(post), RequestKind::post);
}

void RequestKindTest::hasAWord() {
    using sluice::http::word_of;
    QCOMPARE(word_of(RequestKind::get), std::string_view("GET"));
    QCOMPARE(word_of(RequestKind::head), std::string_view("HEAD"));
    QCOMPARE(word_of(RequestKind::post), std::string_view("POST"));
    QCOMPARE(word_of(RequestKind::put), std::string_view("PUT"));
}

SL_TEST_CLASS(RequestKindTest)
#include "request_kind_test.moc"
