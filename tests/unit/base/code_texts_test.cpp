#include <sluice/code.h>

#include <QTest>

#include <set>
#include <string>

#include "tests/support/test_class.h"

class CodeTextsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyNumberHasAText();
    void textsDiffer();
};

namespace {

template <class Enum>
std::set<std::string> texts(int first, int last) {
    std::set<std::string> all;
    for (int i = first; i <= last; ++i) {
        const char* const text = sluice::text_of(static_cast<Enum>(i));
        if (text == nullptr || *text == '\0') {
            return {};
        }
        all.insert(text);
    }
    return all;
}

}  // namespace

void CodeTextsTest::everyNumberHasAText() {
    QVERIFY(!texts<sluice::Code>(-5, 300).empty());
    QVERIFY(!texts<sluice::MultiCode>(-5, 300).empty());
    QVERIFY(!texts<sluice::ShareCode>(-5, 300).empty());
    QVERIFY(!texts<sluice::UrlCode>(-5, 300).empty());
    QCOMPARE(sluice::text_of(static_cast<sluice::Code>(20)), "Unknown error");
}

void CodeTextsTest::textsDiffer() {
    // 0 to 101 without the 25 reserved numbers, which share one text.
    QCOMPARE(texts<sluice::Code>(0, 101).size(), std::size_t(102 - 25 + 1));
    QCOMPARE(texts<sluice::MultiCode>(0, 12).size(), std::size_t(13));
    QCOMPARE(texts<sluice::ShareCode>(0, 5).size(), std::size_t(6));
    QCOMPARE(texts<sluice::UrlCode>(0, 32).size(), std::size_t(33));
}

SL_TEST_CLASS(CodeTextsTest)
#include "code_texts_test.moc"
