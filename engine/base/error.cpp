#include <sluice/error.h>

#include <string_view>

#include "engine/base/kinds.h"

namespace sluice {

std::string Error::text() const {
    return base::fill_pattern(base::facts_of(kind).pattern, *this);
}

const ErrorArgs& Error::facts() const noexcept {
    static const ErrorArgs unknown;
    return args ? *args : unknown;
}

const char* kind_name(Kind kind) noexcept {
    return base::facts_of(kind).name;
}

Kind kind_of_name(const char* name) noexcept {
    if (name == nullptr) {
        return Kind::none;
    }
    for (int i = 0; i < static_cast<int>(Kind::count_); ++i) {
        const auto kind = static_cast<Kind>(i);
        if (std::string_view{kind_name(kind)} == name) {
            return kind;
        }
    }
    return Kind::none;
}

}  // namespace sluice
