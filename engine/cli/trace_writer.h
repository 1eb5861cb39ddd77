#pragma once

#include <sluice/trace.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "engine/curl/plan.h"

namespace sluice::cli {

/// Writes trace events as curl does: -v, --trace, --trace-ascii, with --trace-time and --trace-ids.
class TraceWriter {
  public:
    /// `wall_us` gives the time for --trace-time, microseconds since the epoch. `data_lines` false: -v is silent about
    /// bodies, because they are shown on the same terminal.
    TraceWriter(std::FILE* to, const curl::TracePlan& plan, std::int64_t (*wall_us)(), bool data_lines)
        : to_(to), plan_(plan), wall_us_(wall_us), data_lines_(data_lines) {}
    void write(const TraceEvent& event);

  private:
    std::string prefix(const TraceEvent& event) const;
    void verbose(const TraceEvent& event);
    void header_out(const TraceEvent& event, const std::string& start);
    void dump(const TraceEvent& event);
    void dump_row(std::span<const std::byte> row, std::size_t offset);

    std::FILE* to_;
    const curl::TracePlan& plan_;
    std::int64_t (*wall_us_)();
    bool data_lines_;
    bool line_open_ = false;
    bool told_data_ = false;
};

}  // namespace sluice::cli
