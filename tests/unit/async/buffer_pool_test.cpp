#include "engine/async/buffer_pool.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::async;

class BufferPoolTest : public QObject {
    Q_OBJECT
  private slots:
    void roundsUpToItsSizes();
    void usesABufferAgain();
    void countsWhatIsOut();
};

void BufferPoolTest::roundsUpToItsSizes() {
    BufferPool pool;
    QCOMPARE(pool.acquire(1).size(), std::size_t(16 * 1024));
    QCOMPARE(pool.acquire(16 * 1024).size(), std::size_t(16 * 1024));
    QCOMPARE(pool.acquire(16 * 1024 + 1).size(), std::size_t(64 * 1024));
    QCOMPARE(pool.acquire(200'000).size(), std::size_t(256 * 1024));
    QCOMPARE(pool.acquire(50'000'000).size(), std::size_t(1024 * 1024));
}

void BufferPoolTest::usesABufferAgain() {
    BufferPool pool;
    const std::byte* first = nullptr;
    {
        Buffer buffer = pool.acquire(100);
        first = buffer.bytes().data();
    }
    Buffer again = pool.acquire(100);
    QCOMPARE(static_cast<const std::byte*>(again.bytes().data()), first);
}

void BufferPoolTest::countsWhatIsOut() {
    BufferPool pool;
    Buffer one = pool.acquire(1);
    Buffer two = std::move(one);
    QVERIFY(!one);
    QCOMPARE(pool.in_use(), std::size_t(1));
    two = pool.acquire(1);
    QCOMPARE(pool.in_use(), std::size_t(1));
    two.reset();
    two.reset();
    QCOMPARE(pool.in_use(), std::size_t(0));
}

SL_TEST_CLASS(BufferPoolTest)
#include "buffer_pool_test.moc"
