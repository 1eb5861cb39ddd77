#include "gui/models/row_filter.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

class RowFilterTest : public QObject {
    Q_OBJECT

    static queue::Row sample() {
        queue::Row row;
        row.id = 1;
        row.name = "Debian-12.11.0-netinst.ISO";
        row.url = "https://cdimage.debian.org/cd/Debian-12.11.0-netinst.ISO?mirror=7";
        row.host = "cdimage.debian.org";
        row.category = "Disk images";
        row.size = 663LL << 20;
        row.state = queue::State::failed;
        return row;
    }
    static bool passes(const queue::Row& row, const QString& text, const SidebarChoice& choice = {}) {
        RowStore store;
        const auto slot = store.insert(row);
        return RowFilter(text, choice).passes(store, store.at(slot));
    }

  private slots:
    void readsTheFilterLanguage_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("shown");
        const auto row = [](const char* text, bool shown) {
            QTest::newRow(*text ? text : "empty") << QString::fromUtf8(text) << shown;
        };
        row("", true);
        row("   ", true);
        row("debian", true);
        row("NETINST", true);
        row("mirror=7", true);
        row("cdimage", true);
        row("disk", true);
        row("debian netinst", true);
        row("netinst debian", true);
        row("debian ubuntu", false);
        row("\"disk images\"", true);
        row("\"images disk\"", false);
        row("ubuntu", false);
        row("état", false);
        row("state:failed", true);
        row("state:fail", true);
        row("state:error", true);
        row("state:done", false);
        row("state:nonsense", false);
        row("state:", true);
        row("host:debian", true);
        row("host:example", false);
        row("host:netinst", false);
        row("ext:iso", true);
        row("ext:.iso", true);
        row("ext:so", false);
        row("size:>600M", true);
        row("size:>663M", false);
        row("size:>=663M", true);
        row("size:<1G", true);
        row("size:<663M", false);
        row("size:<=663M", true);
        row("size:>1.5g", false);
        row("size:>", true);
        row("size:>abc", false);
        row("debian size:>600M state:failed ext:iso", true);
        row("debian size:>600M state:failed ext:zip", false);
        row("https:", true);
    }
    void readsTheFilterLanguage() {
        QFETCH(QString, text);
        QFETCH(bool, shown);
        QCOMPARE(passes(sample(), text), shown);
    }

    void foldsLettersBeyondAscii() {
        queue::Row row = sample();
        row.name = "Übung Ñandú.pdf";
        QVERIFY(passes(row, QStringLiteral("übung")));
        QVERIFY(passes(row, QStringLiteral("ÑANDÚ")));
    }

    void sidebarNarrows() {
        QVERIFY(passes(sample(), {}, {SidebarChoice::Kind::state, queue::State::failed, {}}));
        QVERIFY(!passes(sample(), {}, {SidebarChoice::Kind::state, queue::State::done, {}}));
        QVERIFY(passes(sample(), {}, {SidebarChoice::Kind::host, {}, "cdimage.debian.org"}));
        QVERIFY(!passes(sample(), {}, {SidebarChoice::Kind::host, {}, "debian.org"}));
        QVERIFY(passes(sample(), {}, {SidebarChoice::Kind::category, {}, "Disk images"}));
        queue::Row checking = sample();
        checking.state = queue::State::verifying;
        QVERIFY(passes(checking, {}, {SidebarChoice::Kind::state, queue::State::active, {}}));
    }

    void unknownSizeMatchesNoBound() {
        queue::Row row = sample();
        row.size = -1;
        QVERIFY(!passes(row, QStringLiteral("size:<1T")));
        QVERIFY(!passes(row, QStringLiteral("size:>0")));
    }

    void readsSizes_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("plain") << "20" << qint64(20);
        QTest::newRow("k") << "1k" << qint64(1024);
        QTest::newRow("MiB") << "1.5 MiB" << qint64(1572864);
        QTest::newRow("comma") << "1,5M" << qint64(1572864);
        QTest::newRow("G") << "2GB" << (qint64(2) << 30);
        QTest::newRow("letters") << "abc" << qint64(-1);
        QTest::newRow("huge") << "999999999999999T" << qint64(-1);
        QTest::newRow("negative") << "-1" << qint64(-1);
    }
    void readsSizes() {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        QCOMPARE(parseSize(text).value_or(-1), bytes);
    }
};

SL_TEST_CLASS(RowFilterTest)
#include "row_filter_test.moc"
