#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::curl {

/// A URL with sets {a,b} and ranges [1-10], [001-100:5], [a-z]: many URLs in one word. The last part varies fastest.
class Glob {
  public:
    /// What is wrong with a pattern, and where (counted from 1).
    struct Mistake {
        std::string text;
        std::size_t position = 0;
    };
    /// `expand` off takes the text as it is.
    static std::optional<Mistake> parse(std::string_view text, bool expand, Glob& out);

    std::uint64_t count() const;
    /// The n-th URL, n below count().
    std::string url(std::uint64_t n) const;
    /// `name` with #1, #2 … replaced by what the 1st, 2nd … part stands for in the n-th URL. Others stay.
    std::string name(std::string_view name, std::uint64_t n) const;

  private:
    struct Part {
        bool fixed = true;
        std::vector<std::string> choices;  // a set, or the one text of a fixed part
        bool numbers = false;
        std::int64_t first = 0, last = 0, step = 1;
        int width = 0;  // of numbers with leading zeros
        bool letters = false;
        std::uint64_t count() const;
        std::string text(std::uint64_t n) const;
    };
    static std::optional<Mistake> parse_set(std::string_view text, std::size_t& at, Part& part);
    static std::optional<Mistake> parse_range(std::string_view text, std::size_t& at, Part& part);
    std::vector<std::uint64_t> indexes(std::uint64_t n) const;
    std::vector<Part> parts_;
};

}  // namespace sluice::curl
