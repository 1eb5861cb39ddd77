#include "engine/url/dot_segments.h"

#include <QTest>

#include "tests/support/test_class.h"

class DotSegmentsTest : public QObject {
    Q_OBJECT

  private slots:
    void removes_data();
    void removes();
};

void DotSegmentsTest::removes_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("cleaned");
    const auto row = [](const char* path, const char* cleaned) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(cleaned);
    };
    row("", "");
    row("/", "/");
    row("/a/b/c/./../../g", "/a/g");
    row("/.", "/");
    row("/..", "/");
    row("/../..", "/");
    row("/a/.", "/a/");
    row("/a/..", "/");
    row("/a/b/..", "/a/");
    row("/a/../", "/");
    row("/a//..", "/a/");
    row("/a//../b", "/a/b");
    row("//..//x", "//x");
    row("/...", "/...");
    row("/.a/b./..c/d..", "/.a/b./..c/d..");
    row("/a/%2e%2E/b", "/b");
    row("/a/.%2e/b", "/b");
    row("/a/%2e", "/a/");
    row("/a/%2e%2e%2e", "/a/%2e%2e%2e");
    row("/a/%2f../b", "/a/%2f../b");
}

void DotSegmentsTest::removes() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, cleaned);
    QCOMPARE(QByteArray::fromStdString(sluice::url::remove_dot_segments(path.toStdString())), cleaned);
}

SL_TEST_CLASS(DotSegmentsTest)
#include "dot_segments_test.moc"
