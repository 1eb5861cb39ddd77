#include <array>
#include <cstdio>
#include <optional>
#include <system_error>

#include "engine/base/kinds.h"

namespace sluice::base {
namespace {

constexpr std::array<const char*, 5> size_units{"B", "KiB", "MiB", "GiB", "TiB"};

std::size_t unit_of(std::int64_t bytes) noexcept {
    std::size_t unit = 0;
    for (auto left = static_cast<double>(bytes); left >= 1024.0 && unit + 1 < size_units.size(); left /= 1024.0) {
        ++unit;
    }
    return unit;
}

std::string in_unit(std::int64_t bytes, std::size_t unit) {
    auto value = static_cast<double>(bytes);
    for (std::size_t i = 0; i < unit; ++i) {
        value /= 1024.0;
    }
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f" : "%.1f", value);
    return text.data();
}

std::string size_text(std::int64_t bytes) {
    const std::size_t unit = unit_of(bytes);
    return in_unit(bytes, unit) + ' ' + size_units[unit];
}

std::string duration_text(std::int64_t milliseconds) {
    const std::int64_t seconds = (milliseconds + 500) / 1000;
    if (milliseconds < 1000) {
        return std::to_string(milliseconds) + " ms";
    }
    if (seconds < 120) {
        return std::to_string(seconds) + " s";
    }
    const std::int64_t minutes = (seconds + 30) / 60;
    return minutes < 120 ? std::to_string(minutes) + " min" : std::to_string((minutes + 30) / 60) + " h";
}

using Value = std::optional<std::string>;

Value of_text(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

/// Facts that follow from both counts: what was asked or expected, and what there was.
Value of_counts(std::string_view name, std::int64_t bytes, std::int64_t limit) {
    if (bytes < 0 || limit < 0) {
        return {};
    }
    if (name == "short") {
        return bytes > limit ? Value{size_text(bytes - limit)} : Value{};
    }
    if (name == "percent") {
        return limit == 0 ? Value{}
                          : Value{std::to_string(
                                static_cast<int>(100.0 * static_cast<double>(bytes) / static_cast<double>(limit)))};
    }
    const std::size_t unit = unit_of(limit);
    return in_unit(bytes, unit) + " of " + in_unit(limit, unit) + ' ' + size_units[unit];
}

Value value_of(std::string_view name, const Error& error) {
    const ErrorArgs& facts = error.facts();
    if (name == "host") {
        return of_text(facts.host);
    }
    if (name == "address") {
        return of_text(facts.address);
    }
    if (name == "file") {
        return of_text(facts.file);
    }
    if (name == "detail") {
        return of_text(facts.detail);
    }
    if (name == "bytes") {
        return facts.bytes < 0 ? Value{} : Value{size_text(facts.bytes)};
    }
    if (name == "limit") {
        return facts.limit < 0 ? Value{} : Value{size_text(facts.limit)};
    }
    if (name == "count") {
        return facts.limit < 0 ? Value{} : Value{std::to_string(facts.limit)};
    }
    if (name == "seconds") {
        return facts.milliseconds < 0 ? Value{} : Value{std::to_string((facts.milliseconds + 500) / 1000)};
    }
    if (name == "time") {
        return facts.milliseconds < 0 ? Value{} : Value{duration_text(facts.milliseconds)};
    }
    if (name == "status") {
        return facts.status < 0 ? Value{} : Value{std::to_string(facts.status)};
    }
    if (name == "os") {
        return error.os_errno == 0 ? Value{} : Value{std::generic_category().message(error.os_errno)};
    }
    return of_counts(name, facts.bytes, facts.limit);
}

/// Fills one stretch without brackets; nothing if a fact without a stand-in is unknown.
std::optional<std::string> fill_part(std::string_view part, const Error& error) {
    std::string text;
    while (!part.empty()) {
        const std::size_t open = part.find('{');
        text += part.substr(0, open);
        if (open == std::string_view::npos) {
            break;
        }
        const std::size_t close = part.find('}', open);
        if (close == std::string_view::npos) {
            text += part.substr(open);
            break;
        }
        const std::string_view inside = part.substr(open + 1, close - open - 1);
        const std::size_t bar = inside.find('|');
        const Value value = value_of(inside.substr(0, bar), error);
        if (!value && bar == std::string_view::npos) {
            return std::nullopt;
        }
        text += value ? std::string_view{*value} : inside.substr(bar + 1);
        part.remove_prefix(close + 1);
    }
    return text;
}

}  // namespace

std::string fill_pattern(std::string_view pattern, const Error& error) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('[');
        text += fill_part(pattern.substr(0, open), error).value_or(std::string{});
        if (open == std::string_view::npos) {
            break;
        }
        const std::size_t close = pattern.find(']', open);
        text += fill_part(pattern.substr(open + 1, close - open - 1), error).value_or(std::string{});
        pattern.remove_prefix(close == std::string_view::npos ? pattern.size() : close + 1);
    }
    return text;
}

}  // namespace sluice::base
