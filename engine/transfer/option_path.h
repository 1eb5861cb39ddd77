#pragma once

#include "engine/transfer/option_catalogue.h"

namespace sluice::transfer {

/// The accessors of one field, from the members that lead to it: path<&Options::tls, &TlsOptions::ca_file>.

template <class T>
struct IsGroup : std::false_type {};
template <class T>
struct IsGroup<Group<T>> : std::true_type {};

template <class T>
constexpr decltype(auto) inside(T& value) {
    if constexpr (IsGroup<std::remove_const_t<T>>::value) {
        return *value;
    } else {
        return (value);
    }
}

template <auto First, auto... Rest, class T>
constexpr auto& follow(T& value) {
    if constexpr (sizeof...(Rest) == 0) {
        return value.*First;
    } else {
        return follow<Rest...>(inside(value.*First));
    }
}

template <class T>
std::int64_t enum_value(const void* at) {
    return static_cast<std::int64_t>(*static_cast<const T*>(at));
}

template <auto... Path>
struct OptionPath {
    static ConstField read(const Options& options) {
        const auto& field = follow<Path...>(options);
        using T = std::remove_cvref_t<decltype(field)>;
        if constexpr (std::is_enum_v<T>) {
            return ConstEnumField{&field, &enum_value<T>};
        } else {
            return &field;
        }
    }
    static Field edit(Options& options) {
        auto& field = follow<Path...>(options);
        using T = std::remove_cvref_t<decltype(field)>;
        if constexpr (std::is_enum_v<T>) {
            return EnumField{&field, &enum_value<T>,
                             [](void* at, std::int64_t value) { *static_cast<T*>(at) = static_cast<T>(value); }};
        } else {
            return &field;
        }
    }
};

/// How many fields an aggregate has.
struct AnyField {
    template <class T>
    operator T() const;  // NOLINT: fits every field; never called
};
template <class T, class... Fields>
consteval std::size_t field_count() {
    if constexpr (requires { T{Fields{}..., AnyField{}}; }) {
        return field_count<T, Fields..., AnyField>();
    } else {
        return sizeof...(Fields);
    }
}

}  // namespace sluice::transfer
