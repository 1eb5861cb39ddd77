#include "engine/stream/prefixed_stream.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::stream;

namespace {

/// A stream that always has "later" to read, once.
class Below : public Stream {
  public:
    sys::IoResult try_read(MutableBytes into) override {
        if (read_) {
            return sys::IoResult::blocked();
        }
        read_ = true;
        const Bytes text = as_bytes("later");
        std::copy(text.begin(), text.end(), into.begin());
        return sys::IoResult::moved(text.size());
    }
    sys::IoResult try_write(Bytes from) override { return sys::IoResult::moved(from.size()); }
    BlockedOn read_blocked_on() const override { return {7, false}; }
    BlockedOn write_blocked_on() const override { return {7, true}; }
    Error last_error() const override { return {}; }
    bool idle_and_alive() override { return true; }
    sys::Fd descriptor() const override { return 7; }
    bool reads_pass_through() const override { return true; }

  private:
    bool read_ = false;
};

}  // namespace

class PrefixedStreamTest : public QObject {
    Q_OBJECT
  private slots:
    void earlyBytesComeFirst_data();
    void earlyBytesComeFirst();
    void isNotIdleWhileThereAreEarlyBytes();
};

void PrefixedStreamTest::earlyBytesComeFirst_data() {
    QTest::addColumn<int>("size");
    for (const int size : {1, 3, 5, 64}) {
        QTest::addRow("%d at once", size) << size;
    }
}

void PrefixedStreamTest::earlyBytesComeFirst() {
    QFETCH(int, size);
    PrefixedStream stream("early", std::make_unique<Below>());
    std::string heard;
    std::vector<std::byte> buffer(64);
    while (heard.size() < 5) {
        const sys::IoResult got = stream.try_read(MutableBytes(buffer).first(static_cast<std::size_t>(size)));
        QCOMPARE(got.state, sys::IoState::done);
        QVERIFY(got.bytes >= 1 && got.bytes <= static_cast<std::size_t>(size));
        heard += as_text(Bytes(buffer).first(got.bytes));
    }
    QCOMPARE(heard, std::string("early"));
    const sys::IoResult got = stream.try_read(buffer);
    QCOMPARE(as_text(Bytes(buffer).first(got.bytes)), std::string_view("later"));
    QCOMPARE(stream.try_read(buffer).state, sys::IoState::would_block);
    QCOMPARE(stream.read_blocked_on().fd, 7);
    QVERIFY(stream.write_blocked_on().writing);
    QCOMPARE(stream.descriptor(), 7);
}

void PrefixedStreamTest::isNotIdleWhileThereAreEarlyBytes() {
    PrefixedStream stream("e", std::make_unique<Below>());
    QVERIFY(!stream.idle_and_alive() && !stream.reads_pass_through());
    std::byte one{};
    stream.try_read({&one, 1});
    QVERIFY(stream.idle_and_alive() && stream.reads_pass_through());
}

SL_TEST_CLASS(PrefixedStreamTest)
#include "prefixed_stream_test.moc"
