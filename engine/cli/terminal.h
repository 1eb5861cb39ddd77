#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

namespace sluice::cli {

bool is_terminal(std::FILE* file);
/// How wide the terminal behind standard error is: COLUMNS, the terminal's word, else 79.
std::size_t terminal_columns();
/// How many lines it shows: LINES, the terminal's word, else 24.
std::size_t terminal_lines();
/// Asks on the terminal, showing nothing of the answer; from standard input where there is no terminal.
std::string ask_secret(const std::string& prompt);

}  // namespace sluice::cli
