#include "engine/cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>

namespace sluice::cli {

bool is_terminal(std::FILE* file) {
    return ::isatty(::fileno(file)) == 1;
}

namespace {

/// A number of the environment, if it makes sense.
std::size_t given(const char* name, long least) {
    const char* const text = std::getenv(name);
    if (text == nullptr || *text == '\0') {
        return 0;
    }
    char* end = nullptr;
    const long number = std::strtol(text, &end, 10);
    return *end == '\0' && number > least && number < 10'000 ? static_cast<std::size_t>(number) : 0;
}

}  // namespace

std::size_t terminal_columns() {
    if (const std::size_t columns = given("COLUMNS", 20)) {
        return columns;
    }
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 && size.ws_col < 10'000) {
        return size.ws_col;
    }
    return 79;
}

std::size_t terminal_lines() {
    if (const std::size_t lines = given("LINES", 1)) {
        return lines;
    }
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 1 && size.ws_row < 10'000) {
        return size.ws_row;
    }
    return 24;
}

namespace {

/// No echo as long as it lives.
class QuietTerminal {
  public:
    explicit QuietTerminal(int fd) : fd_(fd), good_(::tcgetattr(fd, &before_) == 0) {
        if (good_) {
            termios quiet = before_;
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(fd, TCSANOW, &quiet);
        }
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    ~QuietTerminal() {
        if (good_) {
            ::tcsetattr(fd_, TCSANOW, &before_);
        }
    }

  private:
    int fd_;
    termios before_{};
    bool good_;
};

}  // namespace

std::string ask_secret(const std::string& prompt) {
    std::FILE* const terminal = std::fopen("/dev/tty", "re");
    std::FILE* const from = terminal != nullptr ? terminal : stdin;
    std::string answer;
    {
        const QuietTerminal quiet(::fileno(from));
        std::fputs(prompt.c_str(), stderr);
        std::fflush(stderr);
        for (int c = std::fgetc(from); c != EOF && c != '\n'; c = std::fgetc(from)) {
            answer += static_cast<char>(c);
        }
        std::fputc('\n', stderr);
    }
    if (terminal != nullptr) {
        std::fclose(terminal);
    }
    return answer;
}

}  // namespace sluice::cli
