#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <memory>
#include <string>

#include "engine/sys/disk.h"

namespace sluice::transfer {

/// A place in a file where bytes of a body may be put without passing through the sink: spliced, or in blocks past the
/// page cache.
struct FileTarget {
    std::shared_ptr<sys::File> file;
    std::uint64_t offset = 0;
    std::string name;  ///< for error texts

    FileTarget() {}  // user-provided: passed to coroutines

    /// The error of a call on this file, with its name and how far it goes.
    Error failed(int os_errno) const;
};

}  // namespace sluice::transfer
