#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// One field: names compare without case, values carry no blanks at their ends.
struct HeaderField {
    std::string name;
    std::string value;

    friend bool operator==(const HeaderField&, const HeaderField&) = default;
};

/// Header fields in the order they came or are to be sent (RFC 9110 5). Each field keeps the casing it was added with.
/// A plain value: no thread rule beyond that of a container. Checks nothing: encoders refuse what may not be sent.
class HeaderList {
  public:
    using const_iterator = std::vector<HeaderField>::const_iterator;

    HeaderList() = default;
    HeaderList(std::initializer_list<HeaderField> fields) : fields_(fields) {}

    /// Puts a field behind all others.
    void add(std::string_view name, std::string_view value);
    /// Replaces the first field of that name, where it stands and with its casing, and removes the others; else adds.
    void set(std::string_view name, std::string_view value);
    /// Removes every field of that name and says how many.
    std::size_t remove(std::string_view name);

    /// The value of the first field of that name. Borrowed until the list changes.
    std::optional<std::string_view> first(std::string_view name) const noexcept;
    /// The values of all fields of that name, in order. Borrowed until the list changes.
    std::vector<std::string_view> all(std::string_view name) const;
    /// All values of that name joined by ", " (RFC 9110 5.3); nothing if there is none.
    std::optional<std::string> combined(std::string_view name) const;
    bool has(std::string_view name) const noexcept { return first(name).has_value(); }
    /// True if one of the comma-separated members of that field equals `token` without case: Connection, TE.
    bool has_token(std::string_view name, std::string_view token) const;

    std::size_t size() const noexcept { return fields_.size(); }
    bool empty() const noexcept { return fields_.empty(); }
    void clear() noexcept { fields_.clear(); }
    const HeaderField& operator[](std::size_t index) const { return fields_[index]; }
    const_iterator begin() const noexcept { return fields_.begin(); }
    const_iterator end() const noexcept { return fields_.end(); }

    friend bool operator==(const HeaderList&, const HeaderList&) = default;

  private:
    std::vector<HeaderField> fields_;
};

}  // namespace sluice::http
