#include "gui/service/log_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::service;
using sluice::queue::Level;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class LogFileTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        path_ = folder_->filePath("sluice.log");
    }
    void writesOneMaskedLinePerEntry() {
        LogFile log(path_);
        log.write(Level::warning, "GET http://me:s3cret@h/\r\nCookie: a=s3cret");
        const QByteArray content = contentOf(path_);
        QCOMPARE(content.count('\n'), 1);
        QVERIFY(content.contains(" warning GET http://***@h/"));
        QVERIFY(!content.contains("s3cret"));
        QCOMPARE(QFile::permissions(path_) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    void leavesOutWhatIsBelowItsLevel() {
        LogFile log(path_);
        log.write(Level::detail, "one");
        log.setLeast(Level::detail);
        log.write(Level::detail, "two");
        QVERIFY(!contentOf(path_).contains("one"));
        QVERIFY(contentOf(path_).contains("two"));
    }
    void keepsSoManyFilesOfSoManyBytes() {
        LogFile log(path_, Level::info, 1000, 3);
        for (int i = 0; i < 200; ++i) {
            log.write(Level::info, "entry " + std::to_string(i) + std::string(80, '.'));
        }
        qint64 sum = 0;
        for (const QFileInfo& info : QDir(folder_->path()).entryInfoList(QDir::Files)) {
            QVERIFY(info.size() < 1200);
            sum += info.size();
        }
        QVERIFY(sum < 3600);
        QVERIFY((contentOf(path_) + contentOf(path_ + ".1")).contains("entry 199"));
        QVERIFY(QFile::exists(path_ + ".2"));
        QVERIFY(!QFile::exists(path_ + ".3"));
    }
    void survivesAVolumeThatTakesNothing() {
        LogFile log(folder_->filePath("missing/sluice.log"));
        log.write(Level::error, "lost");
    }

  private:
    std::unique_ptr<QTemporaryDir> folder_;
    QString path_;
};

SL_TEST_CLASS(LogFileTest)
#include "log_file_test.moc"
