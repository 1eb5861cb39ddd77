#include "engine/cli/console.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class ConsoleTest : public QObject {
    Q_OBJECT

  private slots:
    void longLinesAreBrokenAtBlanks() {
        QCOMPARE(wrapped("W: ", "short", 20), std::string("W: short\n"));
        QCOMPARE(wrapped("W: ", "one two three four", 12), std::string("W: one two \nW: three \nW: four\n"));
        QCOMPARE(wrapped("W: ", "abcdefghijklmnop", 8), std::string("W: abcde\nW: fghij\nW: klmno\nW: p\n"));
        QCOMPARE(wrapped("W: ", "ab", 1), std::string("W: a\nW: b\n"));
    }
};
SL_TEST_CLASS(ConsoleTest)

}  // namespace sluice::cli

#include "console_test.moc"
