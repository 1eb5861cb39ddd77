#include <sluice/trace.h>

#include <QTest>

#include "tests/support/test_class.h"

namespace trace_area = sluice::trace_area;

class TraceAreasTest : public QObject {
    Q_OBJECT

  private slots:
    void readsLists_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<unsigned>("areas");
        const auto row = [](const char* list, unsigned areas) { QTest::newRow(list) << QByteArray(list) << areas; };
        row("", 0);
        row("dns", trace_area::dns);
        row("dns,tcp", trace_area::dns | trace_area::tcp);
        row("DNS Tcp\tpool", trace_area::dns | trace_area::tcp | trace_area::pool);
        row(",, dns ,,", trace_area::dns);
        row("ssl", trace_area::tls);
        row("http/1", trace_area::http);
        row("+tls", trace_area::tls);
        row("all", trace_area::all);
        row("all,-pool", trace_area::all & ~trace_area::pool);
        row("-pool,all", trace_area::all);
        row("network", trace_area::dns | trace_area::tcp | trace_area::tls | trace_area::pool);
        row("protocol", trace_area::http | trace_area::file);
        row("network,-dns,proxy", trace_area::tcp | trace_area::tls | trace_area::pool | trace_area::proxy);
        row("ids", trace_area::ids);
        row("all,lib-ids", trace_area::all | trace_area::ids);
    }
    void readsLists() {
        QFETCH(QByteArray, list);
        QTEST(sluice::trace_areas(list.toStdString()), "areas");
    }
    void ignoresUnknownNames() { QCOMPARE(sluice::trace_areas("http/3,dns,-nonsense,+,-,wol\xff"), trace_area::dns); }
};

SL_TEST_CLASS(TraceAreasTest)
#include "trace_areas_test.moc"
