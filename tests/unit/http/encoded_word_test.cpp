#include "engine/http/encoded_word.h"

#include <QTest>

#include "tests/support/test_class.h"

class EncodedWordTest : public QObject {
    Q_OBJECT

  private slots:
    void decodes_data();
    void decodes();
};

void EncodedWordTest::decodes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("decoded");
    const auto row = [](const char* text, const char* decoded) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(decoded);
    };
    row("=?UTF-8?B?w6TDtsO8?=", "\xc3\xa4\xc3\xb6\xc3\xbc");
    row("=?utf-8?b?YQ==?=", "a");
    row("=?ISO-8859-1?Q?foo-=E4.html?=", "foo-\xc3\xa4.html");
    row("=?UTF-8?Q?a_b=20c?=", "a b c");
    row(" =?UTF-8?Q?a?= =?UTF-8?Q?b?= ", "ab");
    row("", "");
    row("plain", "");
    row("=?UTF-8?Q?a?=b", "");
    row("=?UTF-8?X?a?=", "");
    row("=?KOI8-R?Q?a?=", "");
    row("=?UTF-8?B?Y?=", "");
    row("=?UTF-8?Q?=E?=", "");
    row("=?UTF-8?Q?=FF?=", "");
    row("=?UTF-8?Q?a", "");
    row("=?UTF-8?Q", "");
    row("=?UTF-8?", "");
    row("=?", "");
}

void EncodedWordTest::decodes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, decoded);
    QCOMPARE(QByteArray::fromStdString(sluice::http::decode_encoded_words(text.toStdString()).value_or("")), decoded);
}

SL_TEST_CLASS(EncodedWordTest)
#include "encoded_word_test.moc"
