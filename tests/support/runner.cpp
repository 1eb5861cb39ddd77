// The main of every test program: runs all registered classes in one process and prints the sum of their totals.
// Arguments that name a test function (or `function:row`) run only that; all others go to QtTest.
#include <QCoreApplication>
#include <QTest>

#include <cstdio>

#include "tests/support/test_class.h"

#ifdef SLUICE_TEST_WIDGETS
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

namespace sluice::test {
std::vector<MakeTest>& test_classes() {
    static std::vector<MakeTest> classes;
    return classes;
}
}  // namespace sluice::test

int main(int argc, char** argv) {
    Application application(argc, argv);
    int failed_classes = 0;
    for (const auto make : sluice::test::test_classes()) {
        const auto test = make();
        failed_classes += QTest::qExec(test.get(), QCoreApplication::arguments()) != 0 ? 1 : 0;
        std::fflush(stdout);
    }
    return failed_classes;
}
