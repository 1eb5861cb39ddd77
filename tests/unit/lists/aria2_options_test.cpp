#include <QtTest>

#include "engine/lists/list_parts.h"
#include "tests/support/test_class.h"

namespace sluice::lists {

class Aria2OptionsTest : public QObject {
    Q_OBJECT

  private slots:
    void theSmallerNumberOfConnectionsCounts() {
        ListEntry entry;
        QVERIFY(apply_option(entry, "max-connection-per-server", "2", {}).empty());
        QVERIFY(apply_option(entry, "split", "99", {}).empty());
        QCOMPARE(entry.download.own.connections, 2);
        QVERIFY(!apply_option(entry, "split", "0", {}).empty());
    }
    void certificatesAreCheckedUnlessItSaysNo() {
        ListEntry entry;
        QVERIFY(apply_option(entry, "check-certificate", "maybe", {}).empty());
        QVERIFY(entry.download.verify_tls);
        QVERIFY(apply_option(entry, "check-certificate", "false", {}).empty());
        QVERIFY(!entry.download.verify_tls);
    }
    void whatHasNoEffectIsSaidWithoutItsSecret() {
        ListEntry entry;
        QVERIFY(apply_option(entry, "http-passwd", "secret", {}).empty());
        QVERIFY(apply_option(entry, "seed-time", "3", {}).empty());
        QCOMPARE(entry.notes, (std::vector<std::string>{"The option \"http-passwd\" has no effect here",
                                                        "The option \"seed-time=3\" has no effect here"}));
    }
    void headersAreHeaders() {
        ListEntry entry;
        QVERIFY(!apply_option(entry, "header", "a b: c", {}).empty());
        QVERIFY(apply_option(entry, "header", "A: b", {}).empty());
        QCOMPARE(entry.download.headers.size(), 1U);
    }
};

SL_TEST_CLASS(Aria2OptionsTest)

}  // namespace sluice::lists

#include "aria2_options_test.moc"
