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
        QVERIFY(help_text("").find("--capath") == std::string::npos);
        QVERIFY(help_text("tls").find("--cacert") != std::string::npos);
        QVERIFY(help_text("TLS").find("--user-agent") == std::string::npos);
        QVERIFY(help_text("nonsense").find("Unknown category") == 0);
    }

    void everyCategoryOfAFlagIsListed() {
        const std::string list = help_text("category");
        for (const curl::Flag& flag : curl::all_flags()) {
            for (const QString& name : QString(flag.categories).split(' ', Qt::SkipEmptyParts)) {
                QVERIFY2(list.find(" " + name.toStdString() + " ") != std::string::npos, flag.name);
            }
        }
    }

    void tellsAboutOneFlag() {
        QVERIFY(help_text("-r").find("-r, --range <range>\n") == 0);
        QVERIFY(help_text("--no-clobber").find("--no-clobber") != std::string::npos);
        QVERIFY(help_text("--ntlm").find("Refused: ") != std::string::npos);
        QVERIFY(help_text("--foo").find("Incorrect option name") == 0);
    }

    void versionNamesProtocolsAndFeatures() {
        const std::string page = version_page();
        QVERIFY(page.find("sluice-transfer ") == 0);
        QVERIFY(page.find("\nProtocols: file http https\n") != std::string::npos);
        QVERIFY(page.find("\nFeatures: ") != std::string::npos);
    }
};
SL_TEST_CLASS(HelpTest)

}  // namespace sluice::cli

#include "help_test.moc"
