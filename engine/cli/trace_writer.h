#pragma once

#include <sluice/trace.h>

#include <cstdint>
#include <cstdio>
#include <string>

#include "engine/curl/plan.h"

namespace sluice::cli {

/// Writes trace events as curl does: -v, --trace, --trace-ascii.
class TraceWriter {
  public:
    /// `wall_us` gives the time for --trace-time, microseconds since the epoch; null: no times.
    TraceWriter(std::FILE* to, curl::TraceStyle style, std::int64_t (*wall_us)())
        : to_(to), style_(style), wall_us_(wall_us) {}
    void write(const TraceEvent& event);

  private:
    std::string stamp() const;
    void verbose(const TraceEvent& event);
    void lines(char prefix, std::string_view text);
    void dump(const TraceEvent& event);
    void dump_row(std::span<const std::byte> row, std::size_t offset);

    std::FILE* to_;
    curl::TraceStyle style_;
    std::int64_t (*wall_us_)();
    bool line_open_ = false;
};

}  // namespace sluice::cli
