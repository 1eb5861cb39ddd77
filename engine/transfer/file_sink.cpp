#include "engine/transfer/file_sink.h"

#include <cerrno>

#include "engine/base/result.h"

namespace sluice::transfer {

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
            return Kind::disk_exists;
        case EFBIG:
            return Kind::disk_file_too_large;
        default:
            return Kind::disk_io;
    }
}

Error FileSink::failed(int os_errno) const {
    ErrorArgs args;
    args.file = path_;
    args.bytes = static_cast<std::int64_t>(target_.offset);
    return fail(Code::write_error, disk_kind(os_errno), std::move(args), os_errno).value();
}

async::Task<Result<void>> FileSink::begin(const ResponseHead&) {
    if (!target_.file) {
        int error = 0;
        target_.file = disk_.open(path_, mode_, error);
        target_.offset = offset_;
        if (!target_.file) {
            co_return tl::unexpected<Error>(failed(error));
        }
    }
    co_return Result<void>();
}

async::Task<Result<void>> FileSink::write(Bytes bytes) {
    const sys::IoResult written = target_.file->write_at(target_.offset, bytes);
    target_.offset += written.bytes;
    if (written.state != sys::IoState::done) {
        co_return tl::unexpected<Error>(failed(written.error));
    }
    co_return Result<void>();
}

}  // namespace sluice::transfer
