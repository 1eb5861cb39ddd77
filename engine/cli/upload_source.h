#pragma once

#include <sluice/callbacks.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "engine/cli/standard_input.h"

namespace sluice::cli {

/// What -T sends: a file, or standard input ("-" waits for it, "." does not). One thread.
class UploadSource {
  public:
    /// Null if it cannot be opened. `woken` is called from another thread when input came that a read waited for; with
    /// none of it standard input is always waited for.
    static std::unique_ptr<UploadSource> open(const std::string& path, bool crlf, std::function<void()> woken);
    UploadSource(const UploadSource&) = delete;
    UploadSource& operator=(const UploadSource&) = delete;
    ~UploadSource();

    /// Bytes in all; -1 unknown.
    std::int64_t size() const { return size_; }
    ReadResult read(std::span<std::byte> into);
    SeekVerdict seek(std::int64_t offset);
    /// Whether a read answered "pause" and there is something now.
    bool wants_resume();

  private:
    UploadSource() = default;
    ReadResult read_plain(std::span<std::byte> into);

    std::FILE* file_ = nullptr;
    std::unique_ptr<StandardInput> input_;
    bool waits_ = true;
    bool paused_ = false;
    bool crlf_ = false;
    bool after_cr_ = false;  // the last byte sent was a CR
    bool began_ = false;
    std::int64_t size_ = -1;
};

}  // namespace sluice::cli
