#include "engine/cli/help.h"

#include <QtTest>

#include "engine/curl/flag.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class HelpTest : public QObject {
    Q_OBJECT

  private slots:
    void listsEveryFlagThatWorks() {
        const std::string all = help_text("all");
        for (const curl::Flag& flag : curl::all_flags()) {
            const std::string name = std::string("--") + (flag.negative ? "no-" : "") + flag.name + " ";
            QCOMPARE(all.find(name) != std::string::npos, flag.apply != nullptr);
        }
    }

    void showsCategories() {
        QVERIFY(help_text("").find("--output <file>") != std::string::npos);
        QVERIFY(help_text("tls").find("--cacert") != std::string::npos);
        QVERIFY(help_text("nonsense").find("Invalid category") == 0);
    }
};
SL_TEST_CLASS(HelpTest)

}  // namespace sluice::cli

#include "help_test.moc"
