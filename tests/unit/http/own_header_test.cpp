#include "engine/http/own_header.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::http;

class OwnHeaderTest : public QObject {
    Q_OBJECT
  private slots:
    void readsTheThreeForms_data();
    void readsTheThreeForms();
    void refusesOtherLines_data();
    void refusesOtherLines();
    void findsTheFirstOfANameInAnyCase();
};

void OwnHeaderTest::readsTheThreeForms_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("sent");
    QTest::newRow("value") << QByteArray("X-A: b") << QByteArray("X-A") << QByteArray("b") << true;
    QTest::newRow("no blank") << QByteArray("X-A:b") << QByteArray("X-A") << QByteArray("b") << true;
    QTest::newRow("blanks") << QByteArray(" X-A :\t b c ") << QByteArray("X-A") << QByteArray("b c") << true;
    QTest::newRow("colon in the value") << QByteArray("X: a:b;c") << QByteArray("X") << QByteArray("a:b;c") << true;
    QTest::newRow("removed") << QByteArray("X-A:") << QByteArray("X-A") << QByteArray("") << false;
    QTest::newRow("removed with blanks") << QByteArray("X-A:  ") << QByteArray("X-A") << QByteArray("") << false;
    QTest::newRow("empty") << QByteArray("X-A;") << QByteArray("X-A") << QByteArray("") << true;
}

void OwnHeaderTest::readsTheThreeForms() {
    QFETCH(QByteArray, line);
    const std::vector<std::string> lines{line.toStdString()};
    const auto headers = parse_own_headers(lines);
    QVERIFY(headers.has_value());
    QCOMPARE(headers->size(), std::size_t(1));
    const OwnHeader& header = headers->front();
    QTEST(QByteArray(header.name.data(), int(header.name.size())), "name");
    QTEST(header.value.has_value(), "sent");
    QTEST(QByteArray::fromStdString(std::string(header.value.value_or(""))), "value");
}

void OwnHeaderTest::refusesOtherLines_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"", "X-A", ": b", ";", " : b", "X-A; secret", "X-A secret"}) {
        QTest::newRow(line) << QByteArray(line);
    }
}

void OwnHeaderTest::refusesOtherLines() {
    QFETCH(QByteArray, line);
    const std::vector<std::string> lines{"Good: 1", line.toStdString()};
    const auto headers = parse_own_headers(lines);
    QVERIFY(!headers);
    QCOMPARE(headers.error().kind, Kind::option_syntax);
    QVERIFY(headers.error().text().find("secret") == std::string::npos);
}

void OwnHeaderTest::findsTheFirstOfANameInAnyCase() {
    const std::vector<std::string> lines{"A: 1", "b: 2", "B: 3"};
    const auto headers = parse_own_headers(lines);
    QCOMPARE(*find_own(*headers, "B")->value, std::string_view("2"));
    QVERIFY(find_own(*headers, "C") == nullptr);
}

SL_TEST_CLASS(OwnHeaderTest)
#include "own_header_test.moc"
