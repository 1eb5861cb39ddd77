#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/transfer/file_sink.h"

namespace sluice::cli {

/// Where a body goes, and its headers with -i: a file, made when the first byte comes, or standard output.
/// See FileSink for how files are written; its calls block the thread, which has nothing else to do.
class Output : public transfer::Sink {
  public:
    struct Plan {
        std::string path;     ///< empty: standard output
        bool append = false;  ///< go on behind what is there (-C)
        bool create_folders = false;
        bool clobber = true;         ///< false: NAME.1, NAME.2 … if there is a NAME
        bool refuse_binary = false;  ///< standard output is a terminal: NUL bytes would do harm
    };
    Output(sys::Disk& disk, Plan plan) : disk_(disk), plan_(std::move(plan)) {}

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;
    const transfer::FileTarget* file_target() override { return file_ ? file_->file_target() : nullptr; }
    void placed(std::uint64_t bytes) override { file_->placed(bytes); }

    /// Header lines of -i.
    Result<void> text(std::string_view text) { return put(as_bytes(text)); }
    /// A complete transfer without a byte still makes its file.
    Result<void> finish();
    /// Back to where it began, for another attempt.
    void rewind();
    void set_modified(std::int64_t seconds);
    void remove();
    bool to_file() const { return !plan_.path.empty(); }
    /// The name in use, empty for standard output.
    const std::string& path() const { return plan_.path; }
    bool opened() const { return file_.has_value(); }
    bool refused_binary() const { return refused_binary_; }

  private:
    Result<void> put(Bytes bytes);
    Result<void> open();
    Result<void> open_beside();
    Result<void> put_on_standard_output(Bytes bytes);

    sys::Disk& disk_;
    Plan plan_;
    std::optional<transfer::FileSink> file_;  ///< open
    std::uint64_t start_ = 0;
    bool looked_ = false;  // at the first bytes for a terminal
    bool refused_binary_ = false;
};

}  // namespace sluice::cli
