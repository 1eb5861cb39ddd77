#include "engine/base/disk_kind.h"

#include <QtTest>

#include <cerrno>

#include "engine/base/kinds.h"
#include "tests/support/test_class.h"

namespace sluice {

class DiskKindTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatAnErrnoMeansToAPerson_data() {
        QTest::addColumn<int>("os_errno");
        QTest::addColumn<QString>("kind");
        const auto row = [](int os_errno, const char* kind) {
            QTest::addRow("errno %d", os_errno) << os_errno << QString(kind);
        };
        row(ENOSPC, "disk.full");
        row(EDQUOT, "disk.quota");
        row(EACCES, "disk.permission");
        row(EPERM, "disk.permission");
        row(EROFS, "disk.read_only");
        row(ENAMETOOLONG, "disk.name_too_long");
        row(ENOENT, "disk.not_found");
        row(ENOTDIR, "disk.not_found");
        row(EEXIST, "disk.exists");
        row(EISDIR, "disk.exists");
        row(EAGAIN, "disk.in_use");
        row(EFBIG, "disk.file_too_large");
        row(EMFILE, "net.no_descriptors");
        row(EIO, "disk.io");
        row(EINVAL, "disk.io");
    }
    void saysWhatAnErrnoMeansToAPerson() {
        QFETCH(int, os_errno);
        QFETCH(QString, kind);
        QCOMPARE(QString::fromLatin1(base::facts_of(disk_kind(os_errno)).name), kind);
    }
};
SL_TEST_CLASS(DiskKindTest)

}  // namespace sluice

#include "disk_kind_test.moc"
