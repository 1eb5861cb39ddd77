#pragma once

#include <string>

namespace sluice::sys {

/// Makes an empty file that was not there, with these permissions less the umask. 0 or errno (EEXIST). Thread-safe.
int create_file(const std::string& path, unsigned permissions);

}  // namespace sluice::sys
