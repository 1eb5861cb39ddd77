#pragma once

#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include "engine/curl/flag.h"
#include "engine/curl/numbers.h"
#include "engine/transfer/option_path.h"

namespace sluice::curl {

/// What most flags do: put their value into one field, which is named by the members that lead to it from Options,
/// Operation or Globals.

template <class T>
struct MemberOf;
template <class Class, class T>
struct MemberOf<T Class::*> {
    using type = Class;
};

template <auto First, auto... Rest>
auto& field_of(FlagTarget& target) {
    using Root = typename MemberOf<decltype(First)>::type;
    if constexpr (std::is_same_v<Root, Options>) {
        return transfer::follow<First, Rest...>(target.options());
    } else if constexpr (std::is_same_v<Root, Operation>) {
        return transfer::follow<First, Rest...>(target.operation());
    } else {
        static_assert(std::is_same_v<Root, Globals>);
        return transfer::follow<First, Rest...>(target.globals());
    }
}

template <auto... Path>
std::string text(FlagTarget& target, const FlagValue& value) {
    field_of<Path...>(target) = std::string(value.text);
    return {};
}

template <auto... Path>
std::string listed(FlagTarget& target, const FlagValue& value) {
    field_of<Path...>(target).emplace_back(value.text);
    return {};
}

template <auto... Path>
std::string on(FlagTarget& target, const FlagValue& value) {
    field_of<Path...>(target) = value.on;
    return {};
}

template <auto... Path>
std::string off(FlagTarget& target, const FlagValue& value) {
    field_of<Path...>(target) = !value.on;
    return {};
}

template <auto Choice, auto... Path>
std::string choose(FlagTarget& target, const FlagValue&) {
    field_of<Path...>(target) = Choice;
    return {};
}

/// A number from 0 on.
std::string read_count(std::string_view text, std::int64_t& out);

template <auto... Path>
std::string count(FlagTarget& target, const FlagValue& value) {
    std::int64_t number = 0;
    std::string wrong = read_count(value.text, number);
    auto& field = field_of<Path...>(target);
    using Field = std::remove_reference_t<decltype(field)>;
    if (wrong.empty()) {
        if constexpr (std::is_same_v<Field, std::chrono::seconds> || std::is_same_v<Field, std::chrono::milliseconds>) {
            field = Field(number);
        } else {
            field = static_cast<Field>(std::min<std::int64_t>(number, std::numeric_limits<Field>::max()));
        }
    }
    return wrong;
}

/// Seconds, fractions allowed.
std::string read_seconds(std::string_view text, std::chrono::milliseconds& out);

template <auto... Path>
std::string time(FlagTarget& target, const FlagValue& value) {
    std::chrono::milliseconds time{0};
    std::string wrong = read_seconds(value.text, time);
    if (wrong.empty()) {
        field_of<Path...>(target) = time;
    }
    return wrong;
}

/// For flags without effect here, because what they ask for is so anyway.
inline std::string nothing(FlagTarget&, const FlagValue&) {
    return {};
}

}  // namespace sluice::curl
