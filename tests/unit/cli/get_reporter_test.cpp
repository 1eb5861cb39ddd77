#include "engine/cli/get_reporter.h"

#include <QtTest>

#include "engine/base/result.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class GetReporterTest : public QObject {
    Q_OBJECT

    std::FILE* file_ = nullptr;
    GetRow row_;
    std::size_t terminal_lines_ = 24;

    std::unique_ptr<GetReporter> make(bool terminal, bool quiet = false) {
        GetReportPlan plan;
        plan.quiet = quiet;
        GetOutput output;
        output.people = output.machine = file_;
        output.terminal = terminal;
        output.columns = [] { return std::size_t{80}; };
        output.lines = [this] { return terminal_lines_; };
        return make_get_reporter(plan, output);
    }
    std::string written() {
        std::fflush(file_);
        std::rewind(file_);
        std::string text;
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) {
            text += static_cast<char>(c);
        }
        return text;
    }
    static std::size_t lines(const std::string& text) {
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

  private slots:
    void init() {
        file_ = std::tmpfile();
        row_ = GetRow();
        row_.number = 1;
        row_.state = GetState::active;
        row_.url = "http://a/f";
        row_.name = "f";
        row_.size = 1000;
    }
    void cleanup() { std::fclose(file_); }

    void aLogGetsALineForEachTenth() {
        const auto reporter = make(false);
        reporter->named(row_);
        for (int i = 0; i <= 1000; ++i) {
            row_.received = i;
            reporter->progress({&row_});
        }
        row_.state = GetState::done;
        row_.path = "/f";
        reporter->ended(row_);
        const std::string text = written();
        QCOMPARE(lines(text), 11U);
        QVERIFY2(text.find('\x1b') == std::string::npos && text.find('\r') == std::string::npos, text.c_str());
    }
    void whatCameBeforeIsNotToldAgain() {
        const auto reporter = make(false);
        row_.received = 550;
        reporter->named(row_);
        reporter->progress({&row_});
        const std::string text = written();
        QCOMPARE(lines(text), 1U);
        QVERIFY(text.find("550 B from an earlier run") != std::string::npos);
    }
    void aTerminalIsDrawnInPlace() {
        const auto reporter = make(true);
        GetRow other = row_;
        other.number = 2;
        reporter->progress({&row_, &other});
        const std::string first = written();
        QCOMPARE(lines(first), 3U);  // two downloads and the sum
        reporter->progress({&row_, &other});
        const std::string second = written().substr(first.size());
        QVERIFY(second.starts_with("\x1b[3A\r"));
        QCOMPARE(lines(second), 3U);
        reporter->ended(row_);
        QVERIFY(written().substr(first.size() + second.size()).starts_with("\x1b[3A\r\x1b[J"));
    }
    void aSmallTerminalIsNotOverrun() {
        const auto reporter = make(true);
        terminal_lines_ = 5;
        std::vector<GetRow> rows(30, row_);
        std::vector<const GetRow*> pointers;
        for (const GetRow& row : rows) {
            pointers.push_back(&row);
        }
        reporter->progress(pointers);
        QCOMPARE(lines(written()), 4U);
        terminal_lines_ = 24;
    }
    void quietSaysErrorsOnly() {
        const auto reporter = make(true, true);
        reporter->named(row_);
        reporter->progress({&row_});
        row_.state = GetState::done;
        reporter->ended(row_);
        QCOMPARE(written(), std::string());
        row_.state = GetState::failed;
        row_.error = fail(Kind::net_refused).value();
        reporter->ended(row_);
        QCOMPARE(written(), std::string("sluice-get: f: failed: Connection refused\n"));
    }
};
SL_TEST_CLASS(GetReporterTest)

}  // namespace sluice::cli

#include "get_reporter_test.moc"
