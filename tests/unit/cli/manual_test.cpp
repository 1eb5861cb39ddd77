#include "engine/cli/manual.h"

#include <QFile>
#include <QtTest>

#include "engine/cli/option_page.h"
#include "engine/curl/flag.h"
#include "engine/curl/flag_manual.h"
#include "tests/support/test_class.h"

namespace sluice::cli {
namespace {

QByteArray committed(const char* path) {
    QFile file(QString(SLUICE_SOURCE_DIR) + "/" + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::string roff_name(const char* name) {
    return QString("\\-\\-" + QString(name).replace("-", "\\-")).toStdString();
}

}  // namespace

class ManualTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFlagIsInThePage() {
        const std::string page = committed("packaging/man/sluice-transfer.1").toStdString();
        const std::string completion = committed("packaging/completion/sluice-transfer").toStdString();
        for (const curl::Flag& flag : curl::all_flags()) {
            QVERIFY2(page.find(roff_name(flag.name)) != std::string::npos ||
                         (flag.negative &&
                          page.find(roff_name(("no-" + std::string(flag.name)).c_str())) != std::string::npos),
                     flag.name);
            const std::string name = std::string("--") + (flag.negative ? "no-" : "") + flag.name;
            QCOMPARE(completion.find(" " + name + " ") != std::string::npos ||
                         completion.find("\"" + name + " ") != std::string::npos ||
                         completion.find(" " + name + "\"") != std::string::npos,
                     flag.apply != nullptr);
        }
    }

    /// sluice-transfer-pages man > packaging/man/sluice-transfer.1, and likewise bash; options > docs/options.md.
    void committedPagesAreThoseOfTheTable() {
        QCOMPARE(committed("packaging/man/sluice-transfer.1"), QByteArray::fromStdString(manual_page()));
        QCOMPARE(committed("packaging/completion/sluice-transfer"), QByteArray::fromStdString(bash_completion()));
        QCOMPARE(committed("docs/options.md"), QByteArray::fromStdString(option_page()));
    }

    void everyTextBelongsToAFlag() {
        for (const curl::FlagManual& row : curl::all_flag_manuals()) {
            const curl::Flag* flag = curl::find_flag(row.name);
            QVERIFY2(flag != nullptr && flag->apply != nullptr, row.name);
        }
    }

    void textIsFilled() {
        QCOMPARE(filled("aa bb", 2), std::string("  aa bb\n"));
        for (const QString& line : QString::fromStdString(manual_text()).split('\n')) {
            const bool term = line.startsWith("       ") && !line.startsWith("        ");
            QVERIFY2(term || line.size() <= 79, line.toUtf8().constData());
        }
        QCOMPARE(filled(std::string(60, 'a') + " " + std::string(60, 'b'), 0),
                 std::string(60, 'a') + "\n" + std::string(60, 'b') + "\n");
    }
};
SL_TEST_CLASS(ManualTest)

}  // namespace sluice::cli

#include "manual_test.moc"
