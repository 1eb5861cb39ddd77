#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "engine/curl/plan.h"
#include "engine/transfer/file_sink.h"

namespace sluice::cli {

/// Where a body goes, and its headers with -i: a file, made when the first byte comes, standard output, or nowhere.
/// See FileSink for how files are written; its calls block the thread, which has nothing else to do.
class Output : public transfer::Sink {
  public:
    struct Plan {
        std::string path;      ///< empty: standard output
        bool discard = false;  ///< take everything, write nothing
        bool append = false;   ///< go on behind what is there (-C)
        bool create_folders = false;
        std::optional<bool> clobber;  ///< false: NAME.1, NAME.2 … if there is a NAME; unset: as if true but for -J
        unsigned permissions = 0644;  ///< of a file that is made because none was there
        bool refuse_binary = false;   ///< standard output is a terminal: NUL bytes would do harm
    };
    Output(sys::Disk& disk, Plan plan) : disk_(disk), plan_(std::move(plan)) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output() override { close_stream(); }

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;
    const transfer::FileTarget* file_target() override { return file_ ? file_->file_target() : nullptr; }
    void placed(std::uint64_t bytes) override {
        file_->placed(bytes);
        any_ = true;
    }

    /// The name the server gave (-J), before anything was written. An existing file of that name is an error, unless
    /// --clobber was said.
    Result<void> rename(std::string path);
    /// Header lines of -i.
    Result<void> text(std::string_view text) { return put(as_bytes(text)); }
    /// The file of a complete transfer without a byte.
    Result<void> create_empty();
    /// Back to where it began, for another attempt.
    void rewind();
    void set_modified(std::int64_t seconds);
    /// 0 or errno.
    int set_attribute(const std::string& name, const std::string& value);
    /// 0 or errno.
    int remove();
    bool to_file() const { return !plan_.path.empty(); }
    /// The name in use, empty for standard output.
    const std::string& path() const { return plan_.path; }
    bool opened() const { return file_.has_value() || stream_ != nullptr; }
    bool refused_binary() const { return refused_binary_; }
    /// Why the file could not be opened; empty if it could.
    const std::string& open_failure() const { return open_failure_; }

  private:
    Result<void> put(Bytes bytes);
    Result<void> put_stream(std::FILE* stream, Bytes bytes);
    Result<void> open();
    int open_stream();
    int open_file();
    int open_new();
    Error failed(int os_errno) const;
    void close_stream();

    sys::Disk& disk_;
    Plan plan_;
    std::optional<transfer::FileSink> file_;  // open
    std::FILE* stream_ = nullptr;             // a pipe, a terminal: what cannot be written at an offset
    std::uint64_t start_ = 0;
    bool named_by_server_ = false;
    bool any_ = false;     // something was written
    bool looked_ = false;  // at the first bytes for a terminal
    bool refused_binary_ = false;
    std::string open_failure_;
};

}  // namespace sluice::cli
