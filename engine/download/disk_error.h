#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>

#include "engine/sys/disk.h"

namespace sluice::download {

/// The error of a failed call on a path: ENOSPC becomes disk_full with the free space as limit and `needed` as bytes
/// (-1 unknown), EDQUOT disk_quota, EACCES disk_permission and so on; what has no kind of its own is disk_io.
/// `folder` is asked for its free space. Blocks: never on a reactor's thread.
tl::unexpected<Error> disk_failure(sys::Disk& disk, const std::string& folder, const std::string& path, int os_errno,
                                   std::int64_t needed = -1);

/// The folder of an absolute path: "/a/b" gives "/a", "/a" gives "/".
std::string folder_of(const std::string& path);
/// What stands behind the last slash.
std::string name_of(const std::string& path);
std::string join(const std::string& folder, const std::string& name);

}  // namespace sluice::download
