#include "engine/cli/get_reporter.h"

#include <algorithm>
#include <map>

#include "engine/cli/get_json.h"
#include "engine/cli/get_text.h"

namespace sluice::cli {

namespace {

/// Errors only.
class QuietReporter : public GetReporter {
  public:
    explicit QuietReporter(const GetOutput& output) : to_(output.people) {}
    void named(const GetRow&) override {}
    void log(const GetRow&, bool, std::string_view) override {}
    void retrying(const GetRow&, std::chrono::milliseconds) override {}
    void ended(const GetRow& row) override {
        if (row.state == GetState::failed) {
            std::fprintf(to_, "sluice-get: %s\n", end_line(row).c_str());
        }
    }
    void progress(const std::vector<const GetRow*>&) override {}
    void finished(const std::vector<const GetRow*>&) override { std::fflush(to_); }

  private:
    std::FILE* to_;
};

/// For logs and pipes: a line at the start, the end and every tenth of a file.
class LineReporter : public GetReporter {
  public:
    LineReporter(const GetOutput& output, bool verbose) : to_(output.people), verbose_(verbose) {}

    void named(const GetRow& row) override {
        std::string line = title_of(row) + ": " + (row.size >= 0 ? size_text(row.size) : "size unknown");
        if (row.received > 0) {
            line += ", " + size_text(row.received) + " from an earlier run";
            told_[row.number] = tenth(row);
        }
        say(line);
    }
    void log(const GetRow& row, bool, std::string_view text) override {
        if (verbose_) {
            say(title_of(row) + ": " + printable(text));
        }
    }
    void retrying(const GetRow& row, std::chrono::milliseconds wait) override { say(retry_line(row, wait)); }
    void ended(const GetRow& row) override { say(end_line(row)); }
    void progress(const std::vector<const GetRow*>& rows) override {
        for (const GetRow* row : rows) {
            const int now = tenth(*row);
            int& told = told_[row->number];
            if (row->state == GetState::active && now > told && now < 10) {
                told = now;
                say(row_line(*row, 100));
            }
        }
    }
    void finished(const std::vector<const GetRow*>& rows) override {
        if (rows.size() > 1) {
            say(total_line(rows, 200));
        }
    }

  protected:
    virtual void say(const std::string& line) {
        std::fprintf(to_, "%s\n", line.c_str());
        std::fflush(to_);
    }
    std::FILE* to_;

  private:
    static int tenth(const GetRow& row) { return row.size > 0 ? static_cast<int>(row.received * 10 / row.size) : 0; }
    bool verbose_;
    std::map<std::size_t, int> told_;
};

/// For a terminal: a line for each download that is at work and one for all, rewritten in place; what has ended moves
/// up and stays.
class LiveReporter : public LineReporter {
  public:
    LiveReporter(const GetOutput& output, bool verbose) : LineReporter(output, verbose), output_(output) {}

    void named(const GetRow&) override {}
    void progress(const std::vector<const GetRow*>& rows) override {
        std::string text = up();
        const std::size_t columns = output_.columns() - 1;
        const std::size_t room = std::max<std::size_t>(output_.lines(), 3) - 2;
        lines_ = 0;
        const auto draw = [&](const std::string& line) {
            text += "\r" + line + "\x1b[K\n";
            ++lines_;
        };
        for (const GetRow* row : rows) {
            const bool busy =
                row->state == GetState::active || row->state == GetState::finishing || row->state == GetState::waiting;
            if (busy && lines_ < room) {
                draw(row_line(*row, columns));
            }
        }
        if (rows.size() > 1) {
            draw(total_line(rows, columns));
        }
        put(text + "\x1b[J");
    }
    void finished(const std::vector<const GetRow*>& rows) override {
        put(up() + "\x1b[J");
        lines_ = 0;
        if (rows.size() > 1) {
            put(total_line(rows, output_.columns() - 1) + "\n");
        }
    }

  private:
    void say(const std::string& line) override {
        put(up() + "\x1b[J" + line + "\n");
        lines_ = 0;
    }
    std::string up() const { return lines_ == 0 ? "" : "\x1b[" + std::to_string(lines_) + "A\r"; }
    void put(const std::string& text) {
        std::fwrite(text.data(), 1, text.size(), to_);
        std::fflush(to_);
    }

    const GetOutput output_;
    std::size_t lines_ = 0;  ///< of the display, above the cursor
};

}  // namespace

std::unique_ptr<GetReporter> make_get_reporter(const GetReportPlan& plan, const GetOutput& output) {
    if (plan.json) {
        return make_json_reporter(output.machine, plan.verbose);
    }
    if (plan.quiet) {
        return std::make_unique<QuietReporter>(output);
    }
    if (output.terminal) {
        return std::make_unique<LiveReporter>(output, plan.verbose);
    }
    return std::make_unique<LineReporter>(output, plan.verbose);
}

}  // namespace sluice::cli
