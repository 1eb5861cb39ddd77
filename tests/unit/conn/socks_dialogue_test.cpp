#include "engine/conn/socks_dialogue.h"

#include <QObject>
#include <QTest>

#include <set>

#include "tests/support/test_class.h"
#include "tests/unit/conn/socks_talk.h"

using namespace sluice;
using namespace sluice::conn;
using namespace sluice::test;

class SocksDialogueTest : public QObject {
    Q_OBJECT
  private slots:
    void wantsNothingWhileItHasSomethingToSay();
    void takesNothingWhenDone();
    void everyProblemHasItsText();
};

namespace {
SocksRequest request() {
    SocksRequest out;
    out.host = "example.org";
    out.port = 80;
    return out;
}
}  // namespace

void SocksDialogueTest::wantsNothingWhileItHasSomethingToSay() {
    const auto dialogue = make_socks5(request());
    QCOMPARE(dialogue->to_send().size(), std::size_t{3});
    QCOMPARE(dialogue->wanted(), std::size_t{0});
    Bytes early = as_bytes("\x05");
    QVERIFY(dialogue->take(early));
    QCOMPARE(early.size(), std::size_t{1});
    dialogue->sent(2);
    QCOMPARE(dialogue->to_send().size(), std::size_t{1});
    dialogue->sent(1);
    QCOMPARE(dialogue->wanted(), std::size_t{2});
}

void SocksDialogueTest::takesNothingWhenDone() {
    const auto dialogue = make_socks4(request());
    SocksTalk talk;
    hear(*dialogue, "\0\x5a\0\0\0\0\0\0"s, talk);
    QVERIFY(dialogue->done());
    Bytes more = as_bytes("x");
    QVERIFY(dialogue->take(more));
    QCOMPARE(more.size(), std::size_t{1});
    QVERIFY(dialogue->to_send().empty());
}

void SocksDialogueTest::everyProblemHasItsText() {
    std::set<std::string> texts;
    for (int number = 0; number <= 33; ++number) {
        const bool reserved = number >= 4 && number <= 6;
        const std::string text = text_of(static_cast<ProxyError>(number));
        QCOMPARE(text == "Unknown problem with the proxy", reserved);
        texts.insert(text);
    }
    QCOMPARE(texts.size(), std::size_t{32});
    QVERIFY(text_of(static_cast<ProxyError>(-1)) != nullptr);
    QVERIFY(text_of(static_cast<ProxyError>(34)) != nullptr);
}

SL_TEST_CLASS(SocksDialogueTest)
#include "socks_dialogue_test.moc"
