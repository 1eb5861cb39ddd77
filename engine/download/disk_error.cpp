#include "engine/download/disk_error.h"

#include <cerrno>

#include "engine/base/result.h"

namespace sluice::download {

namespace {

Kind kind_of(int os_errno) {
    switch (os_errno) {
        case ENOSPC:
            return Kind::disk_full;
        case EDQUOT:
            return Kind::disk_quota;
        case EACCES:
        case EPERM:
            return Kind::disk_permission;
        case EROFS:
            return Kind::disk_read_only;
        case ENAMETOOLONG:
            return Kind::disk_name_too_long;
        case ENOENT:
        case ENOTDIR:
            return Kind::disk_not_found;
        case EEXIST:
        case EISDIR:
            return Kind::disk_exists;
        case EAGAIN:
            return Kind::disk_in_use;
        case EFBIG:
            return Kind::disk_file_too_large;
        case EMFILE:
        case ENFILE:
            return Kind::net_no_descriptors;
        default:
            return Kind::disk_io;
    }
}

}  // namespace

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
    return fail(kind_of(os_errno), std::move(args), os_errno);
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
