#pragma once

#include <sluice/easy.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace sluice::cli {

/// The progress of one transfer (or of all at once, added up) on a terminal or in a log: one line, rewritten.
class ProgressMeter {
  public:
    enum class Style : std::uint8_t { line, bar };
    ProgressMeter(std::FILE* to, Style style) : to_(to), style_(style) {}

    /// Prints at most twice a second. `elapsed` since the start of the transfer.
    void update(const Progress& progress, std::chrono::microseconds elapsed);
    /// The last state, and the end of the line.
    void finish(const Progress& progress, std::chrono::microseconds elapsed);

  private:
    void print(const Progress& progress, std::chrono::microseconds elapsed);
    void print_bar(const Progress& progress);
    std::FILE* to_;
    Style style_;
    bool headed_ = false;
    std::chrono::microseconds last_{-1'000'000};
    std::int64_t last_bytes_ = 0;
    double current_ = 0;
    int bar_turn_ = 0;
};

/// A number in five characters: "12345", "9.9k", "123M".
std::string short_number(std::int64_t number);
/// "0:01:02" in eight characters, "--:--:--" for unknown (negative).
std::string clock_time(std::int64_t seconds);

}  // namespace sluice::cli
