#include "engine/cli/get_pages.h"

#include <QtTest>

#include "engine/cli/get_flags.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class GetPagesTest : public QObject {
    Q_OBJECT

    static QByteArray kept(const char* path) {
        QFile file(QString(SLUICE_SOURCE_DIR) + "/packaging/" + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private slots:
    /// sluice-get-pages man > packaging/man/sluice-get.1, and likewise bash, mend it.
    void thePackagedPagesAreThoseOfTheTable() {
        QCOMPARE(kept("man/sluice-get.1"), QByteArray::fromStdString(get_manual_page()));
        QCOMPARE(kept("completion/sluice-get"), QByteArray::fromStdString(get_bash_completion()));
    }
    void everyFlagIsThere() {
        const std::string completion = get_bash_completion();
        const QString page = QString::fromStdString(get_manual_page()).remove('\\');
        for (const GetFlag& flag : get_flags()) {
            const std::string name = std::string("--") + flag.name;
            QVERIFY2(completion.find(" " + name) != std::string::npos, flag.name);
            QVERIFY2(page.contains(QString::fromStdString(name)), flag.name);
        }
    }
};
SL_TEST_CLASS(GetPagesTest)

}  // namespace sluice::cli

#include "get_pages_test.moc"
