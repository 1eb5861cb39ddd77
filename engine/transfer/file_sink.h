#pragma once

#include <memory>
#include <string>

#include "engine/transfer/transfer.h"

namespace sluice::transfer {

/// Writes a body to a file as it comes, starting at an offset: for plain transfers, without checkpoints. The file is
/// opened when the first response begins, or by open(). Short bodies are spliced into it where that is possible, long
/// ones written in blocks past the page cache (BlockWriter); the rest blocks the reactor's thread: not for a user's
/// folder in a window.
class FileSink : public Sink {
  public:
    FileSink(sys::Disk& disk, std::string path, sys::OpenMode mode, std::uint64_t offset = 0);

    /// Does nothing if it is open.
    Result<void> open();
    bool opened() const { return target_.file != nullptr; }
    /// Goes on behind what is there. The file must be open.
    void go_to_end();
    /// Writes at the present offset. The file must be open.
    Result<void> put(Bytes bytes);
    /// Back to an earlier offset; what came behind it is cut off.
    void rewind(std::uint64_t offset);

    async::Task<Result<void>> begin(const ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;
    const FileTarget* file_target() override { return target_.file ? &target_ : nullptr; }
    void placed(std::uint64_t bytes) override { target_.offset += bytes; }

    /// Null until it is open.
    const std::shared_ptr<sys::File>& file() const { return target_.file; }
    const std::string& path() const { return target_.name; }
    /// Everything before is in the file.
    std::uint64_t written_to() const { return target_.offset; }

  private:
    sys::Disk& disk_;
    sys::OpenMode mode_;
    FileTarget target_;
};

}  // namespace sluice::transfer
