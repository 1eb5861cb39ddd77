#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sluice::gui {

/// Strings that many rows share (host, folder, category), each kept once; 0 is the empty string. Grows only.
class StringPool {
  public:
    StringPool() { add({}); }
    StringPool(const StringPool&) = delete;
    StringPool& operator=(const StringPool&) = delete;

    std::uint32_t add(std::string_view text) {
        const auto found = numbers_.find(text);
        if (found != numbers_.end()) {
            return found->second;
        }
        const auto number = static_cast<std::uint32_t>(strings_.size());
        // A deque never moves its elements, so the keys may point into it.
        numbers_.emplace(strings_.emplace_back(text), number);
        return number;
    }
    const std::string& at(std::uint32_t number) const { return strings_[number]; }
    std::size_t size() const { return strings_.size(); }

  private:
    std::deque<std::string> strings_;
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace sluice::gui
