#include "engine/transfer/file_target.h"

#include <QtTest>

#include <cerrno>

#include "tests/support/test_class.h"

namespace sluice::transfer {

class FileTargetTest : public QObject {
    Q_OBJECT

  private slots:
    void namesTheFileInItsErrors() {
        FileTarget target;
        target.name = "/disk/film.mkv";
        target.offset = 4096;
        const Error error = target.failed(ENOSPC);
        QCOMPARE(error.code, Code::write_error);
        QCOMPARE(error.kind, Kind::disk_full);
        QCOMPARE(error.os_errno, ENOSPC);
        QCOMPARE(error.facts().bytes, std::int64_t(4096));
        QVERIFY2(error.text().find("/disk/film.mkv") != std::string::npos, error.text().c_str());
    }
};
SL_TEST_CLASS(FileTargetTest)

}  // namespace sluice::transfer

#include "file_target_test.moc"
