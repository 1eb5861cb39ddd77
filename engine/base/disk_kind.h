#pragma once

#include <sluice/error.h>

namespace sluice {

/// What an errno of a call on a file or path means to a person: disk_full, disk_permission, disk_not_found …; what has
/// no kind of its own is disk_io.
Kind disk_kind(int os_errno);

}  // namespace sluice
