#pragma once

#include <sluice/error.h>

#include <exception>
#include <utility>

#include "engine/base/result.h"

namespace sluice::transfer {

/// The error of a callback that wants no more.
inline tl::unexpected<Error> stopped(Code code, Kind kind, const char* why) {
    ErrorArgs args;
    args.detail = why;
    return fail(code, kind, std::move(args));
}

/// Calls user code; false and an exception become the error of that kind of callback and go no further.
template <class Call>
Result<void> guarded(Code code, Kind kind, Call&& call) {
    try {
        if (call()) {
            return {};
        }
    } catch (const std::exception& exception) {
        return stopped(code, kind, exception.what());
    } catch (...) {
        return stopped(code, kind, "it threw an exception");
    }
    return stopped(code, kind, "it asked to stop");
}

}  // namespace sluice::transfer
