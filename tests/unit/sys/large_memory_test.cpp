#include "engine/sys/large_memory.h"

#include <QtTest>

#include <cstdint>

#include "tests/support/test_class.h"

namespace sluice::sys {

class LargeMemoryTest : public QObject {
    Q_OBJECT

  private slots:
    void isAlignedForDirectWrites_data() {
        QTest::addColumn<quint64>("size");
        QTest::addColumn<quint64>("alignment");
        QTest::newRow("a few bytes") << quint64(100) << quint64(4096);
        QTest::newRow("below a huge page") << quint64(2 * 1024 * 1024 - 1) << quint64(4096);
        QTest::newRow("a huge page") << quint64(2 * 1024 * 1024) << quint64(2 * 1024 * 1024);
        QTest::newRow("more") << quint64(4 * 1024 * 1024 + 5) << quint64(2 * 1024 * 1024);
    }
    void isAlignedForDirectWrites() {
        QFETCH(quint64, size);
        QFETCH(quint64, alignment);
        const LargeMemory memory(size);
        QCOMPARE(quint64(memory.bytes().size()), size);
        QCOMPARE(quint64(reinterpret_cast<std::uintptr_t>(memory.bytes().data()) % alignment), quint64(0));
        memory.bytes().front() = std::byte{1};
        memory.bytes().back() = std::byte{2};
        QCOMPARE(memory.bytes().back(), std::byte{2});
    }
};
SL_TEST_CLASS(LargeMemoryTest)

}  // namespace sluice::sys

#include "large_memory_test.moc"
