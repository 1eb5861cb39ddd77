#include "engine/cli/progress_meter.h"

#include <algorithm>

namespace sluice::cli {

namespace {
using std::chrono::microseconds;
constexpr microseconds line_pace{1'000'000};
constexpr microseconds bar_pace{100'000};
constexpr microseconds parallel_pace{500'000};

int share(std::int64_t part, std::int64_t whole) {
    return static_cast<int>(whole > 0 ? std::min<std::int64_t>(100, part * 100 / whole) : 0);
}
std::int64_t rate_of(std::int64_t bytes, microseconds time) {
    return static_cast<std::int64_t>(static_cast<double>(bytes) * 1e6 /
                                     static_cast<double>(std::max<std::int64_t>(time.count(), 1)));
}

}  // namespace

std::string short_number(std::int64_t number) {
    constexpr std::int64_t k = 1024;
    constexpr std::int64_t m = k * k;
    constexpr std::int64_t g = k * m;
    char text[48];
    if (number < 100'000) {
        std::snprintf(text, sizeof text, "%5lld", static_cast<long long>(number));
    } else if (number < 10'000 * k) {
        std::snprintf(text, sizeof text, "%4lldk", static_cast<long long>(number / k));
    } else if (number < 100 * m || (number >= 10'000 * m && number < 100 * g)) {
        const std::int64_t unit = number < 100 * m ? m : g;
        std::snprintf(text, sizeof text, "%2lld.%0lld%c", static_cast<long long>(number / unit),
                      static_cast<long long>(number % unit / (unit / 10)), unit == m ? 'M' : 'G');
    } else if (number < 10'000 * m) {
        std::snprintf(text, sizeof text, "%4lldM", static_cast<long long>(number / m));
    } else if (number < 10'000 * g) {
        std::snprintf(text, sizeof text, "%4lldG", static_cast<long long>(number / g));
    } else {
        const bool peta = number >= 10'000 * k * g;
        std::snprintf(text, sizeof text, "%4lld%c", static_cast<long long>(number / (peta ? g * m : g * k)),
                      peta ? 'P' : 'T');
    }
    return text;
}

std::string clock_time(std::int64_t seconds) {
    if (seconds < 0) {
        return "--:--:--";
    }
    char text[48];
    const long long hours = seconds / 3600;
    if (hours <= 99) {
        std::snprintf(text, sizeof text, "%2lld:%02d:%02d", hours, static_cast<int>(seconds / 60 % 60),
                      static_cast<int>(seconds % 60));
    } else {
        std::snprintf(text, sizeof text, "%3lldd %02lldh", hours / 24, hours % 24);
    }
    return text;
}

void ProgressMeter::print_moving_bar() {
    const std::size_t width = columns_ - 1;
    std::string bar(width, ' ');
    const std::size_t at = bar_turn_++ % (2 * width - 2);
    bar[at < width ? at : 2 * width - 2 - at] = '#';
    std::fprintf(to_, "\r%s", bar.c_str());
}

void ProgressMeter::print_bar(const Progress& progress) {
    const std::int64_t total = progress.download_total + progress.upload_total;
    const std::int64_t now = progress.download_now + progress.upload_now;
    if (total <= 0) {
        return print_moving_bar();
    }
    const double part = std::min(1.0, static_cast<double>(now) / static_cast<double>(total));
    const std::size_t width = columns_ - 7;
    std::string bar(width, ' ');
    std::fill_n(bar.begin(), static_cast<std::ptrdiff_t>(part * static_cast<double>(width)), '#');
    std::fprintf(to_, "\r%s %5.1f%%", bar.c_str(), part * 100);
}

void ProgressMeter::print(const Progress& progress, std::chrono::microseconds elapsed) {
    const auto since = elapsed - last_;
    if (last_.count() >= 0 && since.count() > 0) {
        current_ = static_cast<double>(progress.download_now - last_bytes_) * 1e6 / static_cast<double>(since.count());
    }
    last_ = elapsed;
    last_bytes_ = progress.download_now;
    if (style_ == Style::bar) {
        print_bar(progress);
        return;
    }
    if (!headed_) {
        headed_ = true;
        std::fputs(
            "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
            "                                 Dload  Upload   Total   Spent    Left  Speed\n",
            to_);
    }
    const std::int64_t rate = rate_of(progress.download_now, elapsed);
    const std::int64_t up_rate = rate_of(progress.upload_now, elapsed);
    const std::int64_t all = progress.download_total + progress.upload_total;
    const std::int64_t now = progress.download_now + progress.upload_now;
    const std::int64_t total_s = rate > 0 && progress.download_total > 0 ? progress.download_total / rate : -1;
    const std::int64_t spent_s = elapsed.count() / 1'000'000;
    std::fprintf(to_, "\r%3d %s  %3d %s  %3d %s  %s  %s %s %s %s %s", share(now, all),
                 short_number(std::max(all, now)).c_str(), share(progress.download_now, progress.download_total),
                 short_number(progress.download_now).c_str(), share(progress.upload_now, progress.upload_total),
                 short_number(progress.upload_now).c_str(), short_number(rate).c_str(), short_number(up_rate).c_str(),
                 clock_time(total_s).c_str(), clock_time(spent_s > 0 ? spent_s : -1).c_str(),
                 clock_time(total_s < 0 ? -1 : std::max<std::int64_t>(0, total_s - spent_s)).c_str(),
                 short_number(static_cast<std::int64_t>(current_)).c_str());
}

void ProgressMeter::update(const Progress& progress, microseconds elapsed) {
    if (elapsed - last_ >= (style_ == Style::bar ? bar_pace : line_pace)) {
        print(progress, elapsed);
        std::fflush(to_);
    }
}

void ProgressMeter::finish(const Progress& progress, microseconds elapsed) {
    print(progress, elapsed);
    std::fputc('\n', to_);
    std::fflush(to_);
}

void ParallelMeter::print(const State& state, microseconds elapsed, const char* end) {
    if (!headed_) {
        headed_ = true;
        std::fputs("DL% UL%  Dled  Uled  Xfers  Live Total     Current  Left    Speed\n", to_);
    }
    last_ = elapsed;
    const Progress& bytes = state.bytes;
    const auto percent = [](std::int64_t part, std::int64_t whole, bool known) {
        return known && whole > 0 ? std::to_string(share(part, whole)) : std::string("--");
    };
    const std::int64_t rate = rate_of(bytes.download_now + bytes.upload_now, elapsed);
    const bool known = state.total_known && rate > 0 && bytes.download_total > 0;
    const std::int64_t total_s = known ? bytes.download_total / rate : -1;
    const std::int64_t left_s =
        known ? std::max<std::int64_t>(0, bytes.download_total - bytes.download_now) / rate : -1;
    std::fprintf(to_, "\r%-3s %-3s %s %s %5d %5d  %s %s %s %s %5s",
                 percent(bytes.download_now, bytes.download_total, state.total_known).c_str(),
                 percent(bytes.upload_now, bytes.upload_total, bytes.upload_total > 0).c_str(),
                 short_number(bytes.download_now).c_str(), short_number(bytes.upload_now).c_str(), state.started,
                 state.running, clock_time(total_s).c_str(), clock_time(elapsed.count() / 1'000'000).c_str(),
                 clock_time(left_s).c_str(), short_number(rate).c_str(), end);
    std::fflush(to_);
}

void ParallelMeter::update(const State& state, microseconds elapsed) {
    if (elapsed - last_ >= parallel_pace) {
        print(state, elapsed, "");
    }
}

void ParallelMeter::finish(const State& state, microseconds elapsed) {
    print(state, elapsed, "\n");
}

}  // namespace sluice::cli
