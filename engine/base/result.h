#pragma once

#include <sluice/error.h>

#include <utility>

#include "engine/base/kinds.h"

namespace sluice {

/// The one way to make an error: the Code follows from the kind (kinds_table.cpp).
inline tl::unexpected<Error> fail(Kind kind, int os_errno = 0) {
    return tl::unexpected<Error>(Error{base::facts_of(kind).code, kind, os_errno, nullptr});
}
inline tl::unexpected<Error> fail(Kind kind, ErrorArgs args, int os_errno = 0) {
    return tl::unexpected<Error>(
        Error{base::facts_of(kind).code, kind, os_errno, std::make_shared<const ErrorArgs>(std::move(args))});
}
/// The same with a Code of its own, where one kind serves several.
inline tl::unexpected<Error> fail(Code code, Kind kind, ErrorArgs args, int os_errno = 0) {
    return tl::unexpected<Error>(Error{code, kind, os_errno, std::make_shared<const ErrorArgs>(std::move(args))});
}

}  // namespace sluice

#define SL_JOIN_(a, b) a##b
#define SL_JOIN(a, b) SL_JOIN_(a, b)

/// `SL_TRY(name, expression);` declares `name` with the value of a Result, or returns its error from the function.
#define SL_TRY(name, ...)                                                                    \
    auto SL_JOIN(name, _result) = __VA_ARGS__;                                               \
    if (!SL_JOIN(name, _result)) {                                                           \
        return ::tl::unexpected<::sluice::Error>(std::move(SL_JOIN(name, _result).error())); \
    }                                                                                        \
    [[maybe_unused]] auto& name = SL_JOIN(name, _result)

/// `SL_CO_TRY(name, co_await task);` does the same in a coroutine. Use `*name` for the value, as with SL_TRY.
#define SL_CO_TRY(name, ...)                                                                    \
    auto SL_JOIN(name, _result) = __VA_ARGS__;                                                  \
    if (!SL_JOIN(name, _result)) {                                                              \
        co_return ::tl::unexpected<::sluice::Error>(std::move(SL_JOIN(name, _result).error())); \
    }                                                                                           \
    [[maybe_unused]] auto& name = SL_JOIN(name, _result)
