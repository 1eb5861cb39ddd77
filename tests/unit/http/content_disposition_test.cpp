#include "engine/http/content_disposition.h"

#include <QTest>

#include "tests/support/test_class.h"

class ContentDispositionTest : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithTheStandards_data();
    void agreesWithTheStandards();
    void readsBrokenOnesAsBrowsersDo_data();
    void readsBrokenOnesAsBrowsersDo();
};

namespace {

void add_columns() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("filename");
}

void add_row(const char* value, const char* type, const char* filename) {
    QTest::newRow(value) << QByteArray(value) << QByteArray(type) << QByteArray(filename);
}

void check() {
    QFETCH(QByteArray, value);
    const auto parsed = sluice::http::parse_content_disposition(value.toStdString());
    QTEST(QByteArray::fromStdString(parsed.type), "type");
    QTEST(QByteArray::fromStdString(parsed.filename.value_or("")), "filename");
}

}  // namespace

void ContentDispositionTest::agreesWithTheStandards_data() {
    add_columns();
    // RFC 6266 5 and RFC 8187 3.2.3.
    add_row("Attachment; filename=example.html", "attachment", "example.html");
    add_row("INLINE; FILENAME= \"an example.html\"", "inline", "an example.html");
    add_row("attachment; filename*= UTF-8''%e2%82%ac%20rates", "attachment", "\xe2\x82\xac rates");
    add_row("attachment; filename=\"EURO rates\"; filename*=utf-8''%e2%82%ac%20rates", "attachment",
            "\xe2\x82\xac rates");
    add_row("attachment; filename*=iso-8859-1'en'%A3%20rates", "attachment", "\xc2\xa3 rates");
    add_row("attachment; filename*=UTF-8''%c2%a3%20and%20%e2%82%ac%20rates", "attachment",
            "\xc2\xa3 and \xe2\x82\xac rates");
    add_row("attachment", "attachment", "");
    add_row("inline", "inline", "");
    add_row("attachment; filename=\"foo.html\"", "attachment", "foo.html");
    add_row("attachment; filename=\"f\\oo.html\"", "attachment", "foo.html");
    add_row("attachment; filename=\"\\\"quoting\\\" tested.html\"", "attachment", "\"quoting\" tested.html");
    add_row("attachment; filename=\"Here's a semicolon;.html\"", "attachment", "Here's a semicolon;.html");
    add_row("attachment; foo=\"bar\"; filename=\"foo.html\"", "attachment", "foo.html");
    add_row("attachment; foo=\"\\\"\\\\\";filename=\"foo.html\"", "attachment", "foo.html");
    add_row("attachment; xfilename=foo.html", "attachment", "");
    add_row("attachment; filename=\"foo-%41.html\"", "attachment", "foo-%41.html");
    add_row("attachment; filename=\"50%.html\"", "attachment", "50%.html");
    add_row("attachment; filename*=UTF-8''foo-a%cc%88.html", "attachment", "foo-a\xcc\x88.html");
    add_row("attachment; filename*=UTF-8''A-%2541.html", "attachment", "A-%41.html");
    add_row("attachment; filename*=UTF-8''%5cfoo.html", "attachment", "\\foo.html");
    add_row("attachment; filename*0=\"foo.\"; filename*1=\"html\"", "attachment", "foo.html");
    add_row("attachment; filename*0=\"foo\"; filename*1=\"\\b\\a\\r.html\"", "attachment", "foobar.html");
    add_row("attachment; filename*0*=UTF-8''foo-%c3%a4; filename*1=\".html\"", "attachment", "foo-\xc3\xa4.html");
    add_row("attachment; filename*1=\"bar\"; filename*0=\"foo\"", "attachment", "foobar");
    add_row("attachment; filename=\"a\"; filename*0=\"b\"", "attachment", "b");
}

void ContentDispositionTest::agreesWithTheStandards() {
    check();
}

void ContentDispositionTest::readsBrokenOnesAsBrowsersDo_data() {
    add_columns();
    add_row("", "", "");
    add_row("filename=foo.html", "", "foo.html");
    add_row("attachment; filename=foo bar.html", "attachment", "foo bar.html");
    add_row("attachment;filename=\"open.html", "attachment", "open.html");
    add_row("attachment; filename=\"foo.html\" ; size=1", "attachment", "foo.html");
    add_row("attachment; filename=\"foo.html\";", "attachment", "foo.html");
    add_row("attachment; filename=\"foo.html\"; ;", "attachment", "foo.html");
    add_row("attachment; filename=\"a.html\"; filename=\"b.html\"", "attachment", "a.html");
    add_row("attachment; filename=foo-\xe4.html", "attachment", "foo-\xc3\xa4.html");
    add_row("attachment; filename=foo-\xc3\xa4.html", "attachment", "foo-\xc3\xa4.html");
    add_row("attachment; filename=\"=?UTF-8?B?w6Q=?=.html\"", "attachment", "=?UTF-8?B?w6Q=?=.html");
    add_row("attachment; filename=\"=?ISO-8859-1?Q?foo-=E4.html?=\"", "attachment", "foo-\xc3\xa4.html");
    add_row("attachment; filename =foo.html", "attachment", "foo.html");
    add_row("attachment; filename=", "attachment", "");
    add_row("attachment; filename=\"\"", "attachment", "");
    add_row("attachment; filename=;filename=foo.html", "attachment", "");
    add_row("attachment; filename*=UTF-8''; filename=foo", "attachment", "foo");
    add_row("attachment; filename*=UTF-8''%e; filename=foo", "attachment", "foo");
    add_row("attachment; filename*=UTF-8''foo-%; filename=foo", "attachment", "foo");
    add_row("attachment; filename*=UTF-8''%ff; filename=foo", "attachment", "foo");
    add_row("attachment; filename*=KOI8-R''%c1; filename=foo", "attachment", "foo");
    add_row("attachment; filename*=''foo; filename=bar", "attachment", "bar");
    add_row("attachment; filename*=foo; filename=bar", "attachment", "bar");
    add_row("attachment; filename*=\"UTF-8''foo-%c3%a4\"", "attachment", "foo-\xc3\xa4");
    add_row("attachment; filename*0*=foo; filename=bar", "attachment", "bar");
    add_row("attachment; filename*1=\"bar\"; filename=foo", "attachment", "foo");
    add_row("attachment; filename=\"../../etc/passwd\"", "attachment", "../../etc/passwd");
}

void ContentDispositionTest::readsBrokenOnesAsBrowsersDo() {
    check();
}

SL_TEST_CLASS(ContentDispositionTest)
#include "content_disposition_test.moc"
