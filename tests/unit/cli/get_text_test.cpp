#include "engine/cli/get_text.h"

#include <QtTest>

#include "engine/base/result.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class GetTextTest : public QObject {
    Q_OBJECT

    static GetRow active() {
        GetRow row;
        row.state = GetState::active;
        row.url = "http://example.org/a.iso";
        row.name = "a.iso";
        row.path = "/d/a.iso.part";
        row.size = 1000 * 1024;
        row.received = 500 * 1024;
        row.speed = 2048;
        row.left_s = 250;
        row.connections = 4;
        return row;
    }

  private slots:
    void sizes() {
        QCOMPARE(size_text(0), std::string("0 B"));
        QCOMPARE(size_text(1023), std::string("1023 B"));
        QCOMPARE(size_text(1024), std::string("1.0 KiB"));
        QCOMPARE(size_text(1024 * 1024 - 1), std::string("1.0 MiB"));
        QCOMPARE(size_text(std::int64_t{5} << 40), std::string("5.0 TiB"));
    }
    void times() {
        QCOMPARE(time_text(-1), std::string("-"));
        QCOMPARE(time_text(61), std::string("1:01"));
        QCOMPARE(time_text(3600), std::string("1:00:00"));
    }

    void aLineFitsItsTerminal() {
        GetRow row = active();
        row.name = std::string(300, 'x');
        for (std::size_t columns = 1; columns < 200; ++columns) {
            QVERIFY(row_line(row, columns).size() <= columns);
            QVERIFY(total_line({&row, &row}, columns).size() <= columns);
        }
        row.name = "äöü";
        QCOMPARE(QString::fromStdString(row_line(row, 100)).size(), 100);
    }
    void aLineSaysHowFarItIs() {
        const std::string line = row_line(active(), 100);
        for (const char* part : {"a.iso", "[##########..........]", "50%", "500.0 KiB", "2.0 KiB/s", "4:10", "4x"}) {
            QVERIFY2(line.find(part) != std::string::npos, line.c_str());
        }
        GetRow row = active();
        row.size = -1;
        QVERIFY(row_line(row, 100).find('%') == std::string::npos);
        row.state = GetState::waiting;
        QVERIFY(row_line(row, 100).find("waiting") != std::string::npos);
    }
    void namesCannotMoveTheCursor() {
        GetRow row = active();
        row.name = "a\x1b[2Jb\n";
        QCOMPARE(row_line(row, 100).find_first_of("\x1b\n"), std::string::npos);
        QCOMPARE(end_line(row).find_first_of("\x1b\n"), std::string::npos);
    }

    void theSumCountsAll() {
        GetRow done = active();
        done.state = GetState::done;
        done.received = done.size;
        GetRow failed = active();
        failed.state = GetState::failed;
        const GetRow now = active();
        QCOMPARE(total_line({&done, &failed, &now}, 200),
                 std::string("1 of 3 done, 1 failed, 2.0 MiB of 2.4 MiB, 2.0 KiB/s, 4:10 left, 4 connections"));
    }

    void endsAreToldInOneLine() {
        GetRow row = active();
        row.state = GetState::done;
        row.path = "/d/a.iso";
        row.received = row.fetched = row.size;
        QCOMPARE(end_line(row), std::string("a.iso: done, 1.0 MiB: /d/a.iso"));
        row.verified = {download::ExpectedHash(download::NamedHash{"md5", "00"})};
        row.fetched = 1024;
        QCOMPARE(end_line(row), std::string("a.iso: done, 1.0 MiB, verified by the digest you gave, 1.0 KiB of it "
                                            "fetched now: /d/a.iso"));
        row.verified[0].by = download::Voucher::same_host;
        row.verified[0].where = "http://h/SUMS";
        row.repaired = 1024;
        QCOMPARE(end_line(row), std::string("a.iso: done, 1.0 MiB, verified by the checksum file http://h/SUMS on the "
                                            "same host, 1.0 KiB of it repaired, 1.0 KiB of it fetched now: /d/a.iso"));
        row.state = GetState::skipped;
        QVERIFY(end_line(row).find("already, verified by the checksum file") != std::string::npos);
        row = active();
        row.state = GetState::failed;
        row.error = fail(Kind::net_refused).value();
        QCOMPARE(end_line(row), std::string("a.iso: failed: Connection refused; 500.0 KiB saved in /d/a.iso.part"));
        row.error = fail(Kind::file_changed_on_server).value();
        QVERIFY(end_line(row).ends_with("; --restart fetches it anew"));
        row.error = fail(Kind::http_gone).value();
        QVERIFY(end_line(row).ends_with("sluice-get -o 'a.iso' URL"));
        row.received = 0;
        QVERIFY(!end_line(row).ends_with("URL"));  // nothing to go on with
        row = active();
        row.error = fail(Kind::net_refused).value();
        row.state = GetState::interrupted;
        QVERIFY(end_line(row).find("500.0 KiB of 1.0 MiB saved") != std::string::npos);
        row.attempts = 2;
        QCOMPARE(retry_line(row, std::chrono::milliseconds(1500)),
                 std::string("a.iso: attempt 2 failed: Connection refused; again in 1.5 s"));
    }
};
SL_TEST_CLASS(GetTextTest)

}  // namespace sluice::cli

#include "get_text_test.moc"
