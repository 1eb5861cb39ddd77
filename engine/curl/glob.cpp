#include "engine/curl/glob.h"

#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/number.h"

namespace sluice::curl {

namespace {
constexpr std::uint64_t most_urls = std::numeric_limits<std::int64_t>::max();

/// "[::1]" and "[fe80::1%25eth0]" are addresses, not ranges.
bool is_address(std::string_view text) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close < 3) {
        return false;
    }
    const std::string_view inside = text.substr(1, close - 1);
    const std::string_view address = inside.substr(0, inside.find('%'));
    return address.find(':') != address.rfind(':') &&
           address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}
}  // namespace

std::uint64_t Glob::Part::count() const {
    if (fixed || !(numbers || letters)) {
        return choices.size();
    }
    return static_cast<std::uint64_t>((last - first) / step) + 1;
}

std::string Glob::Part::text(std::uint64_t n) const {
    if (!numbers && !letters) {
        return choices[n];
    }
    const std::int64_t value = first + static_cast<std::int64_t>(n) * step;
    if (letters) {
        return std::string(1, static_cast<char>(value));
    }
    std::string digits = std::to_string(value);
    if (digits.size() < static_cast<std::size_t>(width)) {
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    }
    return digits;
}

std::optional<Glob::Mistake> Glob::parse_set(std::string_view text, std::size_t& at, Part& part) {
    const std::size_t open = at++;
    std::string choice;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '}' || c == ',') {
            part.choices.push_back(std::move(choice));
            choice.clear();
            if (c == '}') {
                if (part.choices.size() == 1 && part.choices[0].empty()) {
                    return Mistake{"empty string within braces", at + 1};
                }
                part.fixed = false;
                ++at;
                return std::nullopt;
            }
        } else if (c == '{' || c == '[') {
            return Mistake{"nested brace", at + 1};
        } else if (c == ']') {
            return Mistake{"unexpected close bracket", at + 1};
        } else {
            if (c == '\\' && at + 1 < text.size()) {
                ++at;
            }
            choice += text[at];
        }
    }
    return Mistake{"unmatched brace", open + 1};
}

std::optional<Glob::Mistake> Glob::parse_range(std::string_view text, std::size_t& at, Part& part) {
    const Mistake bad{"bad range", at + 2};
    const std::size_t close = text.find(']', at);
    if (close == std::string_view::npos) {
        return bad;
    }
    std::string_view inside = text.substr(at + 1, close - at - 1);
    const std::size_t colon = inside.find(':');
    std::optional<std::uint64_t> step = 1;
    if (colon != std::string_view::npos) {
        step = base::parse_digits(inside.substr(colon + 1));
        inside = inside.substr(0, colon);
    }
    const std::size_t dash = inside.find('-');
    if (dash == std::string_view::npos || !step || *step == 0 || *step > most_urls) {
        return bad;
    }
    const std::string_view from = inside.substr(0, dash);
    const std::string_view to = inside.substr(dash + 1);
    part.fixed = false;
    part.step = static_cast<std::int64_t>(*step);
    if (from.size() == 1 && to.size() == 1 && base::is_alpha(from[0]) && base::is_alpha(to[0])) {
        part.letters = true;
        part.first = from[0];
        part.last = to[0];
        if ((from[0] < 'a') != (to[0] < 'a')) {
            return bad;
        }
    } else {
        const auto first = base::parse_digits(from);
        const auto last = base::parse_digits(to);
        if (!first || !last || *last >= most_urls) {
            return bad;
        }
        part.numbers = true;
        part.first = static_cast<std::int64_t>(*first);
        part.last = static_cast<std::int64_t>(*last);
        part.width = from.size() > 1 && from[0] == '0' ? static_cast<int>(from.size()) : 0;
    }
    const bool backwards = part.first > part.last;
    if (backwards || (part.first == part.last ? part.step != 1 : part.step > part.last - part.first)) {
        return bad;
    }
    at = close + 1;
    return std::nullopt;
}

std::optional<Glob::Mistake> Glob::parse(std::string_view text, bool expand, Glob& out) {
    out.parts_.clear();
    std::string fixed;
    const auto end_fixed = [&] {
        if (!fixed.empty()) {
            out.parts_.push_back(Part{true, {std::move(fixed)}});
            fixed.clear();
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (!expand || (c != '{' && c != '[' && c != '}' && c != ']' && c != '\\')) {
            fixed += c;
            ++at;
        } else if (c == '\\' && at + 1 < text.size() &&
                   std::string_view("{[}]").find(text[at + 1]) != std::string_view::npos) {
            fixed += text[at + 1];
            at += 2;
        } else if (c == '\\') {
            fixed += c;
            ++at;
        } else if (c == '}' || c == ']') {
            return Mistake{"unmatched close brace/bracket", at + 1};
        } else if (c == '[' && is_address(text.substr(at))) {
            const std::size_t close = text.find(']', at);
            fixed += text.substr(at, close + 1 - at);
            at = close + 1;
        } else {
            end_fixed();
            Part part;
            if (auto mistake = c == '{' ? parse_set(text, at, part) : parse_range(text, at, part)) {
                return mistake;
            }
            out.parts_.push_back(std::move(part));
            if (out.count() >= most_urls) {
                return Mistake{"range overflow", at};
            }
        }
    }
    end_fixed();
    return std::nullopt;
}

std::uint64_t Glob::count() const {
    std::uint64_t count = 1;
    for (const Part& part : parts_) {
        if (count > most_urls / part.count()) {
            return most_urls;
        }
        count *= part.count();
    }
    return count;
}

std::vector<std::uint64_t> Glob::indexes(std::uint64_t n) const {
    std::vector<std::uint64_t> out(parts_.size());
    for (std::size_t i = parts_.size(); i-- > 0;) {
        out[i] = n % parts_[i].count();
        n /= parts_[i].count();
    }
    return out;
}

std::string Glob::url(std::uint64_t n) const {
    const auto at = indexes(n);
    std::string url;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        url += parts_[i].text(at[i]);
    }
    return url;
}

std::string Glob::name(std::string_view name, std::uint64_t n) const {
    const auto at = indexes(n);
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        std::size_t end = i + 1;
        while (name[i] == '#' && end < name.size() && base::is_digit(name[end])) {
            ++end;
        }
        const auto number = base::parse_digits(name.substr(i + 1, end - i - 1));
        std::uint64_t seen = 0;
        bool replaced = false;
        for (std::size_t p = 0; number && *number > 0 && p < parts_.size() && !replaced; ++p) {
            if (!parts_[p].fixed && ++seen == *number) {
                out += parts_[p].text(at[p]);
                replaced = true;
            }
        }
        if (replaced) {
            i = end - 1;
        } else {
            out += name[i];
        }
    }
    return out;
}

}  // namespace sluice::curl
