#include "engine/cli/progress_meter.h"

#include <algorithm>

namespace sluice::cli {

namespace {
constexpr std::chrono::microseconds pace{500'000};
}

std::string short_number(std::int64_t number) {
    char text[32];
    if (number < 100'000) {
        std::snprintf(text, sizeof text, "%5lld", static_cast<long long>(number));
        return text;
    }
    static constexpr char units[] = "kMGTP";
    double value = static_cast<double>(number) / 1024;
    std::size_t unit = 0;
    while (value >= 10'000 && unit + 2 < sizeof units) {
        value /= 1024;
        ++unit;
    }
    std::snprintf(text, sizeof text, value < 100 ? "%4.1f%c" : "%4.0f%c", value, units[unit]);
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

void ProgressMeter::print_bar(const Progress& progress) {
    constexpr int width = 72;
    std::string bar(width, ' ');
    char percent[16] = "";
    if (progress.download_total > 0) {
        const double share =
            std::min(1.0, static_cast<double>(progress.download_now) / static_cast<double>(progress.download_total));
        std::fill_n(bar.begin(), static_cast<int>(share * width), '#');
        std::snprintf(percent, sizeof percent, "%5.1f%%", share * 100);
    } else {
        const int at = bar_turn_++ % (2 * width - 2);
        bar[static_cast<std::size_t>(at < width ? at : 2 * width - 2 - at)] = '#';
    }
    std::fprintf(to_, "\r%s %s", bar.c_str(), percent);
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
    const std::int64_t us = std::max<std::int64_t>(elapsed.count(), 1);
    const auto rate =
        static_cast<std::int64_t>(static_cast<double>(progress.download_now) * 1e6 / static_cast<double>(us));
    const auto up_rate =
        static_cast<std::int64_t>(static_cast<double>(progress.upload_now) * 1e6 / static_cast<double>(us));
    const std::int64_t all = progress.download_total + progress.upload_total;
    const std::int64_t now = progress.download_now + progress.upload_now;
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return static_cast<int>(whole > 0 ? std::min<std::int64_t>(100, part * 100 / whole) : 0);
    };
    const std::int64_t total_s = rate > 0 && progress.download_total > 0 ? progress.download_total / rate : -1;
    const std::int64_t spent_s = us / 1'000'000;
    std::fprintf(to_, "\r%3d %s  %3d %s  %3d %s  %s  %s %s %s %s %s", share(now, all),
                 short_number(std::max(all, now)).c_str(), share(progress.download_now, progress.download_total),
                 short_number(progress.download_now).c_str(), share(progress.upload_now, progress.upload_total),
                 short_number(progress.upload_now).c_str(), short_number(rate).c_str(), short_number(up_rate).c_str(),
                 clock_time(total_s).c_str(), clock_time(spent_s > 0 ? spent_s : -1).c_str(),
                 clock_time(total_s < 0 ? -1 : std::max<std::int64_t>(0, total_s - spent_s)).c_str(),
                 short_number(static_cast<std::int64_t>(current_)).c_str());
}

void ProgressMeter::update(const Progress& progress, std::chrono::microseconds elapsed) {
    if (elapsed - last_ >= pace) {
        print(progress, elapsed);
        std::fflush(to_);
    }
}

void ProgressMeter::finish(const Progress& progress, std::chrono::microseconds elapsed) {
    print(progress, elapsed);
    std::fputc('\n', to_);
    std::fflush(to_);
}

}  // namespace sluice::cli
