#include "engine/http/parameters.h"

#include <QTest>

#include "tests/support/test_class.h"

class ParametersTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
};

void ParametersTest::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("parsed");
    const auto row = [](const char* text, const char* parsed) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(parsed);
    };
    row("", "");
    row("Word", "word");
    row("a; b=c; D=E", "a|b=c|d=E");
    row("a;b=\"c;d\" ;e=f", "a|b='c;d'|e=f");
    row("a; b=\"c\\\"d\\\\\"", "a|b='c\"d\\'");
    row("a; b = c d ; e=f", "a|b=c d|e=f");
    row("b=c", "|b=c");
    row("a;;;b=c;", "a|b=c");
    row("a; b=\"open; c=d", "a|b='open; c=d'");
    row("a; b=\"c\"junk; d=e", "a|b='c'|d=e");
    row("a; b; c=d", "a|c=d");
    row("a; =b; c=d", "a|c=d");
    row("a; b=", "a|b=");
    row("a; b=\"", "a|b=''");
    row("a; b=\"\\", "a|b='\\'");
    row("\"a;b\"; c=d", "|c=d");
    row("a; b=1; b=2", "a|b=1|b=2");
}

void ParametersTest::reads() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, parsed);
    const auto value = sluice::http::parse_parameters(text.toStdString());
    std::string shown = value.word;
    for (const auto& parameter : value.parameters) {
        const char* const quote = parameter.quoted ? "'" : "";
        shown += "|" + parameter.name + "=" + quote + parameter.value + quote;
    }
    QCOMPARE(QByteArray::fromStdString(shown), parsed);
    QVERIFY(value.find("nothing") == nullptr);
    if (!value.parameters.empty()) {
        QVERIFY(value.find(value.parameters.front().name) == &value.parameters.front());
    }
}

SL_TEST_CLASS(ParametersTest)
#include "parameters_test.moc"
