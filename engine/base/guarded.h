#pragma once

#include <exception>
#include <string>

#include "engine/base/result.h"

namespace sluice::base {

/// Calls a function of the caller's, named `name`, and gives what it returned. An exception goes no further: it becomes
/// the error aborted_by_callback with Code::bad_function_argument.
template <class Call>
auto guarded(const char* name, Call&& call) -> Result<decltype(call())> {
    std::string why = " threw an exception";
    try {
        return call();
    } catch (const std::exception& exception) {
        why = std::string(" threw: ") + exception.what();
    } catch (...) {
    }
    return fail(Code::bad_function_argument, Kind::aborted_by_callback, ErrorArgs{.detail = name + why});
}

}  // namespace sluice::base
