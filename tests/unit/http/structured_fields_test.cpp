#include "engine/http/structured_fields.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

class StructuredFieldsTest : public QObject {
    Q_OBJECT

  private slots:
    void byteSequencesAreFoundAmongAllTypes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("two") << "a=:Zm9v:, b=:YmFy:"
                             << "a=Zm9v b=YmFy";
        QTest::newRow("blanks") << "  a=:Zm9v:\t,\t b=:: "
                                << "a=Zm9v b=";
        QTest::newRow("parameters") << "a=:Zm9v:;q=1;w; x=\"a,\\\"b\""
                                    << "a=Zm9v";
        QTest::newRow("other types") << "i=-1, d=1.5, s=\"x\", t=a:b/*, y=?1, on, l=(1 \"a\";p=1  :Zm9v: ), a=:Zm9v:"
                                     << "a=Zm9v";
        QTest::newRow("the last one counts") << "a=:Zm9v:, b=:YmFy:, a=:YQ==:"
                                             << "b=YmFy a=YQ==";
        QTest::newRow("overwritten by another type") << "a=:Zm9v:, a"
                                                     << "";
        QTest::newRow("odd key") << "*a-b_c.d*1=:Zm9v:"
                                 << "*a-b_c.d*1=Zm9v";
    }
    void byteSequencesAreFoundAmongAllTypes() {
        QFETCH(QString, text);
        const auto members = parse_bytes_dictionary(text.toStdString());
        QVERIFY(members);
        std::string found;
        for (const BytesMember& member : *members) {
            found += (found.empty() ? "" : " ") + member.key + "=" + member.base64;
        }
        QTEST(QString::fromStdString(found), "found");
    }

    void oneMalformedMemberDropsAll_data() {
        QTest::addColumn<QString>("member");
        for (const char* member : {"A=1",
                                   "1=1",
                                   "=1",
                                   "b=",
                                   "b =1",
                                   "b= 1",
                                   "b=:Zm9v",
                                   "b=:Zm-v:",
                                   "b=\"x",
                                   "b=\"\\x\"",
                                   "b=(1 2",
                                   "b=(1,2)",
                                   "b=(1\"x\")",
                                   "b=?2",
                                   "b=1.",
                                   "b=.5",
                                   "b=1.2345",
                                   "b=--1",
                                   "b=-",
                                   "b=1;",
                                   "b;=1",
                                   "b;c=",
                                   "b=@",
                                   "b c",
                                   "b=1234567890123456",
                                   "b=1234567890123.1",
                                   "b=\"\x7f\"",
                                   ""}) {
            QTest::newRow(member) << member;
        }
    }
    void oneMalformedMemberDropsAll() {
        QFETCH(QString, member);
        const std::string bad = member.toStdString();
        QVERIFY(parse_bytes_dictionary("a=:Zm9v:"));
        QVERIFY(!parse_bytes_dictionary("a=:Zm9v:," + bad));
        QVERIFY(!parse_bytes_dictionary(bad + ",a=:Zm9v:"));
    }
};

SL_TEST_CLASS(StructuredFieldsTest)

#include "structured_fields_test.moc"
