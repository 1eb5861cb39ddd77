#pragma once

#include <memory>
#include <string>

#include "engine/transfer/transfer.h"

namespace sluice::transfer {

/// Writes a body to a file as it comes, starting at an offset: for plain transfers, without checkpoints. The file is
/// made when the first response begins. Calls to the file block the reactor's thread: not for a user's folder in a
/// window.
class FileSink : public Sink {
  public:
    FileSink(sys::Disk& disk, std::string path, sys::OpenMode mode, std::uint64_t offset = 0)
        : disk_(disk), path_(std::move(path)), mode_(mode), offset_(offset) {}
    async::Task<Result<void>> begin(const ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;
    const SpliceTarget* splice_target() override { return target_.file ? &target_ : nullptr; }
    void spliced(std::uint64_t bytes) override { target_.offset += bytes; }
    /// Null until the transfer began.
    const std::shared_ptr<sys::File>& file() const { return target_.file; }
    std::uint64_t written_to() const { return target_.offset; }

  private:
    Error failed(int os_errno) const;
    sys::Disk& disk_;
    std::string path_;
    sys::OpenMode mode_;
    std::uint64_t offset_;
    SpliceTarget target_;
};

/// What an errno of a file means to a person: disk_full, disk_permission, disk_not_found …
Kind disk_kind(int os_errno);

}  // namespace sluice::transfer
