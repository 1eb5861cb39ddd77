#include "engine/http/header_list.h"

#include <QTest>

#include "engine/http/list_members.h"
#include "tests/support/test_class.h"

using sluice::http::HeaderList;

class HeaderListTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsOrderAndCasing();
    void findsWithoutCase();
    void setReplacesTheFirstAndRemovesTheOthers();
    void removesAll();
    void joinsValues();
    void findsTokensInLists();
    void splitsLists_data();
    void splitsLists();
};

namespace {

std::string lines(const HeaderList& headers) {
    std::string text;
    for (const auto& field : headers) {
        text += field.name + "=" + field.value + ";";
    }
    return text;
}

}  // namespace

void HeaderListTest::keepsOrderAndCasing() {
    HeaderList headers;
    headers.add("X-b", "1");
    headers.add("x-A", "2");
    headers.add("X-B", "3");
    QCOMPARE(lines(headers), std::string("X-b=1;x-A=2;X-B=3;"));
    QCOMPARE(headers.size(), std::size_t(3));
    QCOMPARE(headers[1].name, std::string("x-A"));
    headers.clear();
    QVERIFY(headers.empty());
}

void HeaderListTest::findsWithoutCase() {
    const HeaderList headers{{"Set-Cookie", "a"}, {"X", ""}, {"set-cookie", "b"}};
    QCOMPARE(std::string(*headers.first("SET-COOKIE")), std::string("a"));
    QCOMPARE(headers.all("set-Cookie").size(), std::size_t(2));
    QCOMPARE(std::string(headers.all("set-Cookie")[1]), std::string("b"));
    QVERIFY(headers.has("x"));
    QVERIFY(!headers.has("Y"));
    QVERIFY(!headers.first("Set-Cookie2"));
    QVERIFY(headers.all("y").empty());
}

void HeaderListTest::setReplacesTheFirstAndRemovesTheOthers() {
    HeaderList headers{{"A", "1"}, {"B", "2"}, {"a", "3"}, {"C", "4"}};
    headers.set("a", "x");
    QCOMPARE(lines(headers), std::string("A=x;B=2;C=4;"));
    headers.set("d", "y");
    QCOMPARE(lines(headers), std::string("A=x;B=2;C=4;d=y;"));
}

void HeaderListTest::removesAll() {
    HeaderList headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
    QCOMPARE(headers.remove("A"), std::size_t(2));
    QCOMPARE(headers.remove("A"), std::size_t(0));
    QCOMPARE(lines(headers), std::string("B=2;"));
}

void HeaderListTest::joinsValues() {
    const HeaderList headers{{"A", "1"}, {"a", "2, 3"}, {"B", "4"}};
    QCOMPARE(*headers.combined("a"), std::string("1, 2, 3"));
    QVERIFY(!headers.combined("c"));
}

void HeaderListTest::findsTokensInLists() {
    const HeaderList headers{{"Connection", "keep-alive, Upgrade"}, {"Connection", "close"}};
    QVERIFY(headers.has_token("connection", "UPGRADE"));
    QVERIFY(headers.has_token("connection", "close"));
    QVERIFY(!headers.has_token("connection", "clos"));
    QVERIFY(!headers.has_token("upgrade", "close"));
}

void HeaderListTest::splitsLists_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("members");
    const auto row = [](const char* value, const char* members) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(members);
    };
    row("", "");
    row(" , ,", "");
    row("a", "a");
    row(" a , b,c ", "a|b|c");
    row("\"a,b\", c", "\"a,b\"|c");
    row("\"a\\\",b\", c", "\"a\\\",b\"|c");
    row("a;q=\"x,y\", b", "a;q=\"x,y\"|b");
    row("\"open, a", "\"open, a");
    row("a\\,b", "a\\|b");
}

void HeaderListTest::splitsLists() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, members);
    const std::string text = value.toStdString();
    QByteArrayList found;
    for (const std::string_view member : sluice::http::list_members(text)) {
        found << QByteArray(member.data(), qsizetype(member.size()));
    }
    QCOMPARE(found.join('|'), members);
}

SL_TEST_CLASS(HeaderListTest)
#include "header_list_test.moc"
