#include "engine/download/disk_error.h"

#include <cerrno>

#include "engine/base/disk_kind.h"
#include "engine/base/result.h"

namespace sluice::download {

tl::unexpected<Error> disk_failure(sys::Disk& disk, const std::string& folder, const std::string& path, int os_errno,
                                   std::int64_t needed) {
    ErrorArgs args;
    args.file = path;
    if (os_errno == ENOSPC) {
        args.bytes = needed;
        if (const auto free = disk.free_space(folder)) {
            args.limit = static_cast<std::int64_t>(*free);
        }
    }
    return fail(disk_kind(os_errno), std::move(args), os_errno);
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string join(const std::string& folder, const std::string& name) {
    return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

}  // namespace sluice::download
