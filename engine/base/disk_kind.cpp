#include "engine/base/disk_kind.h"

#include <cerrno>

namespace sluice {

Kind disk_kind(int os_errno) {
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

}  // namespace sluice
