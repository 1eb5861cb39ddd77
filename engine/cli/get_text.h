#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/cli/get_row.h"

/// Texts of sluice-get for people. Pure.
namespace sluice::cli {

/// "12.4 MiB", "640 B".
std::string size_text(std::int64_t bytes);
/// "0:12", "2:03:59"; "-" if unknown (negative).
std::string time_text(std::int64_t seconds);

/// One line of the display, at most `columns` wide: name, bar, percent, speed, time left, connections.
std::string row_line(const GetRow& row, std::size_t columns);
/// The line of all downloads together.
std::string total_line(const std::vector<const GetRow*>& rows, std::size_t columns);
/// What is printed once when a download has ended.
std::string end_line(const GetRow& row);
/// "name: attempt 2 failed: Connection refused; again in 2 s".
std::string retry_line(const GetRow& row, std::chrono::milliseconds wait);
/// "name", or the address as long as there is none.
std::string title_of(const GetRow& row);
/// Without control characters, so that a name from a server cannot move the cursor.
std::string printable(std::string_view text);

}  // namespace sluice::cli
