#include "engine/transfer/file_sink.h"

#include "engine/base/result.h"

namespace sluice::transfer {

FileSink::FileSink(sys::Disk& disk, std::string path, sys::OpenMode mode, std::uint64_t offset)
    : disk_(disk), mode_(mode) {
    target_.name = std::move(path);
    target_.offset = offset;
}

Result<void> FileSink::open() {
    if (!target_.file) {
        int error = 0;
        target_.file = disk_.open(target_.name, mode_, error);
        if (!target_.file) {
            return tl::unexpected<Error>(target_.failed(error));
        }
    }
    return {};
}

void FileSink::go_to_end() {
    target_.offset = target_.file->size().value_or(0);
}

Result<void> FileSink::put(Bytes bytes) {
    const sys::IoResult written = target_.file->write_at(target_.offset, bytes);
    target_.offset += written.bytes;
    return written.state == sys::IoState::done ? Result<void>() : tl::unexpected<Error>(target_.failed(written.error));
}

void FileSink::rewind(std::uint64_t offset) {
    static_cast<void>(target_.file->truncate(offset));  // a failure shows at the next write
    target_.offset = offset;
}

async::Task<Result<void>> FileSink::begin(const ResponseHead&) {
    co_return open();
}

async::Task<Result<void>> FileSink::write(Bytes bytes) {
    co_return put(bytes);
}

}  // namespace sluice::transfer
