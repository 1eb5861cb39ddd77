#include "engine/cli/get_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sluice::cli {

namespace {

/// So many columns at most; a character of UTF-8 counts as one. The middle is left out of what is too long.
std::string fitted(const std::string& text, std::size_t columns) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U) {
            starts.push_back(i);
        }
    }
    if (starts.size() <= columns) {
        return text + std::string(columns - starts.size(), ' ');
    }
    const std::size_t tail = columns / 3;
    const std::size_t head = columns - tail - 1;
    return text.substr(0, starts[head]) + "~" + text.substr(starts[starts.size() - tail]);
}

std::string percent_of(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? fmt::format("{:3}%", std::min<std::int64_t>(100, part * 100 / whole)) : std::string("  - ");
}

std::string bar_of(std::int64_t part, std::int64_t whole, std::size_t width) {
    if (whole <= 0 || width < 5) {
        return std::string(width, ' ');
    }
    const std::size_t inner = width - 2;
    const double share = std::clamp(static_cast<double>(part) / static_cast<double>(whole), 0.0, 1.0);
    const auto full = static_cast<std::size_t>(share * static_cast<double>(inner));
    return "[" + std::string(full, '#') + std::string(inner - full, '.') + "]";
}

const char* word_of(GetState state) {
    switch (state) {
        case GetState::queued:
            return "queued";
        case GetState::waiting:
            return "waiting";
        case GetState::finishing:
            return "verifying";
        case GetState::done:
            return "done";
        case GetState::skipped:
            return "skipped";
        case GetState::failed:
            return "failed";
        case GetState::interrupted:
            return "stopped";
        case GetState::active:
            break;
    }
    return "";
}

/// What helps, as far as a command can; empty: nothing that is not plain.
std::string advice_for(const GetRow& row) {
    const Kind kind = row.error.kind;
    if (kind == Kind::checksum_mismatch && !row.path.empty() && !row.path.ends_with(".part")) {
        return "; --conflict overwrite fetches it anew";
    }
    if (kind == Kind::file_changed_on_server || kind == Kind::checksum_mismatch) {
        return "; --restart fetches it anew";
    }
    const bool expired = kind == Kind::http_gone || kind == Kind::http_login_needed ||
                         (kind == Kind::http_status && row.error.facts().status == 403);
    if (expired && row.received > 0) {
        return "; if the link expired, its new address goes on from there: sluice-get -o '" + printable(row.name) +
               "' URL";
    }
    return {};
}

/// ", verified by ..."; empty if it was not.
std::string verified_text(const GetRow& row) {
    const download::ExpectedHash* best = download::best_of(row.verified);
    return best == nullptr ? std::string() : ", verified by " + printable(download::voucher_text(*best));
}

/// The end of a text, cut so that the line keeps within its columns.
std::string cut(std::string line, std::size_t columns) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if ((static_cast<unsigned char>(line[i]) & 0xc0U) != 0x80U && seen++ == columns) {
            line.resize(i);
            break;
        }
    }
    return line;
}

}  // namespace

std::string size_text(std::int64_t bytes) {
    static constexpr std::array<const char*, 5> units{"KiB", "MiB", "GiB", "TiB", "PiB"};
    if (bytes < 1024) {
        return fmt::format("{} B", std::max<std::int64_t>(bytes, 0));
    }
    double value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    return fmt::format("{:.1f} {}", value, units[unit]);
}

std::string time_text(std::int64_t seconds) {
    if (seconds < 0) {
        return "-";
    }
    return seconds < 3600 ? fmt::format("{}:{:02}", seconds / 60, seconds % 60)
                          : fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string printable(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += byte < 0x20 || byte == 0x7f ? '?' : c;
    }
    return out;
}

std::string title_of(const GetRow& row) {
    return printable(row.name.empty() ? row.url : row.name);
}

std::string row_line(const GetRow& row, std::size_t columns) {
    const bool moving = row.state == GetState::active;
    std::string facts = fmt::format(" {} {:>10}", percent_of(row.received, row.size), size_text(row.received));
    facts += moving ? fmt::format(" {:>10}/s {:>7} {:>2}x", size_text(static_cast<std::int64_t>(row.speed)),
                                  time_text(row.left_s), row.connections)
                    : fmt::format(" {:<24}", word_of(row.state));
    const std::size_t room = columns > facts.size() ? columns - facts.size() : 0;
    const std::size_t bar = room >= 30 ? std::min<std::size_t>(room - 20, 22) : 0;
    const std::size_t title = room - bar;
    std::string line = title > 3 ? fitted(title_of(row), title - (bar > 0 ? 1 : 0)) : std::string();
    line += bar > 0 ? " " + bar_of(row.received, row.size, bar) : std::string();
    return cut(line + facts, columns);
}

std::string total_line(const std::vector<const GetRow*>& rows, std::size_t columns) {
    std::int64_t received = 0;
    std::int64_t size = 0;
    double speed = 0;
    std::size_t ended = 0;
    std::size_t failed = 0;
    int connections = 0;
    bool known = true;
    for (const GetRow* row : rows) {
        received += row->received;
        const bool over = row->state == GetState::failed || row->state == GetState::skipped;
        size += over ? row->received : std::max(row->size, row->received);
        known = known && (over || row->size >= 0);
        const bool active = row->state == GetState::active;
        speed += active ? row->speed : 0;
        connections += active ? row->connections : 0;
        ended += row->state == GetState::done || row->state == GetState::skipped ? 1 : 0;
        failed += row->state == GetState::failed ? 1 : 0;
    }
    const std::int64_t left =
        known && speed >= 1 ? static_cast<std::int64_t>(static_cast<double>(size - received) / speed) : -1;
    std::string line = fmt::format("{} of {} done", ended, rows.size());
    line += failed > 0 ? fmt::format(", {} failed", failed) : "";
    line += fmt::format(", {}{}", size_text(received), known ? " of " + size_text(size) : std::string());
    if (speed >= 1 || connections > 0) {
        line += fmt::format(", {}/s, {} left, {} connections", size_text(static_cast<std::int64_t>(speed)),
                            time_text(left), connections);
    }
    return cut(line, columns);
}

std::string end_line(const GetRow& row) {
    const std::string title = title_of(row);
    switch (row.state) {
        case GetState::done: {
            std::string line = fmt::format("{}: done, {}", title, size_text(row.size));
            line += verified_text(row);
            line += row.repaired > 0 ? fmt::format(", {} of it repaired", size_text(row.repaired)) : "";
            line += row.fetched < row.size ? fmt::format(", {} of it fetched now", size_text(row.fetched)) : "";
            return line + ": " + printable(row.path);
        }
        case GetState::skipped:
            return fmt::format("{}: skipped, the file is there already{}", title, verified_text(row));
        case GetState::interrupted:
            return fmt::format("{}: stopped, {}{} saved; the same command goes on from there", title,
                               size_text(row.received), row.size >= 0 ? " of " + size_text(row.size) : "");
        default:
            break;
    }
    std::string line = fmt::format("{}: failed: {}", title, printable(row.error.text()));
    if (row.received > 0 && !row.path.empty()) {
        line += fmt::format("; {} saved in {}", size_text(row.received), printable(row.path));
    }
    return line + advice_for(row);
}

std::string retry_line(const GetRow& row, std::chrono::milliseconds wait) {
    return fmt::format("{}: attempt {} failed: {}; again in {:.1f} s", title_of(row), row.attempts,
                       printable(row.error.text()), static_cast<double>(wait.count()) / 1000);
}

}  // namespace sluice::cli
