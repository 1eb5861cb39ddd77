#pragma once

#include <sluice/easy.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace sluice::cli {

/// The progress of one transfer on a terminal or in a log: one line, rewritten.
class ProgressMeter {
  public:
    enum class Style : std::uint8_t { line, bar };
    ProgressMeter(std::FILE* to, Style style, std::size_t columns) : to_(to), style_(style), columns_(columns) {}

    /// Prints at most once (the bar ten times) a second. `elapsed` since the start of the transfer.
    void update(const Progress& progress, std::chrono::microseconds elapsed);
    /// The last state, and the end of the line.
    void finish(const Progress& progress, std::chrono::microseconds elapsed);

  private:
    void print(const Progress& progress, std::chrono::microseconds elapsed);
    void print_bar(const Progress& progress);
    void print_moving_bar();

    std::FILE* to_;
    Style style_;
    std::size_t columns_;
    bool headed_ = false;
    std::chrono::microseconds last_{-2'000'000};
    std::int64_t last_bytes_ = 0;
    double current_ = 0;
    std::size_t bar_turn_ = 0;
};

/// All transfers of --parallel on one line.
class ParallelMeter {
  public:
    struct State {
        Progress bytes;
        bool total_known = false;  ///< of every download
        int started = 0, running = 0;
    };
    explicit ParallelMeter(std::FILE* to) : to_(to) {}

    void update(const State& state, std::chrono::microseconds elapsed);
    void finish(const State& state, std::chrono::microseconds elapsed);

  private:
    void print(const State& state, std::chrono::microseconds elapsed, const char* end);
    std::FILE* to_;
    bool headed_ = false;
    std::chrono::microseconds last_{-2'000'000};
};

/// A number in five characters: "12345", "9.9k", "123M".
std::string short_number(std::int64_t number);
/// "0:01:02" in eight characters, "--:--:--" for unknown (negative).
std::string clock_time(std::int64_t seconds);

}  // namespace sluice::cli
