#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/sys/disk.h"
#include "engine/sys/network.h"

namespace sluice::test {

/// Counts operations and fails one of them: operation `nth` (1 = the first), or with Once::no that and all later ones.
/// Shared by the wrappers below. Thread-safe.
class FailAfter {
  public:
    enum class Once : std::uint8_t { yes, no };
    FailAfter(int nth, int error, Once once = Once::yes) : nth_(nth), error_(error), once_(once) {}

    /// The errno with which this operation fails, or 0.
    int next() {
        const int number = ++count_;
        return number == nth_ || (once_ == Once::no && number > nth_) ? error_ : 0;
    }
    /// Operations seen so far.
    int count() const { return count_; }
    bool happened() const { return count_ >= nth_; }

  private:
    std::atomic<int> count_ = 0;
    int nth_;
    int error_;
    Once once_;
};

/// Runs `run(FailAfter&)` with the failure at operation 1, 2, 3 … until a run ends before reaching it. Returns how many
/// runs met their failure; 0 means that nothing was ever counted. `most` bounds the runs.
template <class Run>
int for_rising_failures(int error, Run run, int most = 100'000) {
    for (int nth = 1; nth <= most; ++nth) {
        FailAfter failure(nth, error);
        run(failure);
        if (!failure.happened()) {
            return nth - 1;
        }
    }
    return most;
}

/// A file whose operations count and fail.
class FailingFile : public sys::File {
  public:
    FailingFile(std::shared_ptr<sys::File> file, FailAfter& failure) : file_(std::move(file)), failure_(failure) {}

    sys::IoResult write_at(std::uint64_t offset, Bytes from) override {
        const int error = failure_.next();
        return error != 0 ? sys::IoResult::failure(error) : file_->write_at(offset, from);
    }
    sys::IoResult read_at(std::uint64_t offset, MutableBytes into) override {
        const int error = failure_.next();
        return error != 0 ? sys::IoResult::failure(error) : file_->read_at(offset, into);
    }
    int flush() override {
        return or_else([&] { return file_->flush(); });
    }
    int truncate(std::uint64_t size) override {
        return or_else([&] { return file_->truncate(size); });
    }
    int allocate(std::uint64_t size) override {
        return or_else([&] { return file_->allocate(size); });
    }
    std::optional<std::uint64_t> size() override { return failure_.next() != 0 ? std::nullopt : file_->size(); }
    int lock() override {
        return or_else([&] { return file_->lock(); });
    }
    int set_modified(WallTime time) override {
        return or_else([&] { return file_->set_modified(time); });
    }
    int set_attribute(const std::string& name, const std::string& value) override {
        return or_else([&] { return file_->set_attribute(name, value); });
    }
    sys::Fd descriptor() const override { return sys::no_fd; }  // nothing may pass by the failures

  private:
    template <class Call>
    int or_else(Call call) {
        const int error = failure_.next();
        return error != 0 ? error : call();
    }
    std::shared_ptr<sys::File> file_;
    FailAfter& failure_;
};

/// A disk whose operations, and those of the files it opens, count and fail.
class FailingDisk : public sys::Disk {
  public:
    FailingDisk(sys::Disk& disk, FailAfter& failure) : disk_(disk), failure_(failure) {}

    std::shared_ptr<sys::File> open(const std::string& path, sys::OpenMode mode, int& error) override {
        error = failure_.next();
        auto file = error != 0 ? nullptr : disk_.open(path, mode, error);
        return file ? std::make_shared<FailingFile>(std::move(file), failure_) : nullptr;
    }
    int rename(const std::string& from, const std::string& to, sys::Replace replace) override {
        return or_else([&] { return disk_.rename(from, to, replace); });
    }
    int remove(const std::string& path) override {
        return or_else([&] { return disk_.remove(path); });
    }
    std::optional<sys::FileFacts> facts(const std::string& path) override {
        return failure_.next() != 0 ? std::nullopt : disk_.facts(path);
    }
    int make_folders(const std::string& path) override {
        return or_else([&] { return disk_.make_folders(path); });
    }
    int flush_folder(const std::string& path) override {
        return or_else([&] { return disk_.flush_folder(path); });
    }
    std::optional<std::uint64_t> free_space(const std::string& path) override {
        return failure_.next() != 0 ? std::nullopt : disk_.free_space(path);
    }
    std::vector<std::string> list(const std::string& folder) override {
        return failure_.next() != 0 ? std::vector<std::string>() : disk_.list(folder);
    }
    std::string boot_id() override { return disk_.boot_id(); }

  private:
    template <class Call>
    int or_else(Call call) {
        const int error = failure_.next();
        return error != 0 ? error : call();
    }
    sys::Disk& disk_;
    FailAfter& failure_;
};

/// A network whose operations count and fail. Questions that cannot fail (addresses, figures) and close do not count.
class FailingNetwork : public sys::Network {
  public:
    FailingNetwork(sys::Network& network, FailAfter& failure) : network_(network), failure_(failure) {}

    sys::Fd open(sys::Family family, int& error) override {
        error = failure_.next();
        return error != 0 ? sys::no_fd : network_.open(family, error);
    }
    sys::Fd open_local(int& error) override {
        error = failure_.next();
        return error != 0 ? sys::no_fd : network_.open_local(error);
    }
    int adopt(sys::Fd fd) override {
        const int error = failure_.next();
        return error != 0 ? error : network_.adopt(fd);
    }
    int set(sys::Fd fd, sys::SocketOption option, int value) override {
        const int error = failure_.next();
        return error != 0 ? error : network_.set(fd, option, value);
    }
    int bind(sys::Fd fd, const sys::Address& local) override {
        const int error = failure_.next();
        return error != 0 ? error : network_.bind(fd, local);
    }
    int bind_device(sys::Fd fd, const std::string& device) override {
        const int error = failure_.next();
        return error != 0 ? error : network_.bind_device(fd, device);
    }
    std::optional<std::vector<sys::Address>> device_addresses(const std::string& device) override {
        return network_.device_addresses(device);
    }
    sys::IoResult connect_local(sys::Fd fd, const std::string& path) override {
        return or_else([&] { return network_.connect_local(fd, path); });
    }
    sys::IoResult connect(sys::Fd fd, const sys::Address& peer) override {
        return or_else([&] { return network_.connect(fd, peer); });
    }
    int pending_error(sys::Fd fd) override {
        const int error = failure_.next();
        return error != 0 ? error : network_.pending_error(fd);
    }
    sys::IoResult receive(sys::Fd fd, MutableBytes into) override {
        return or_else([&] { return network_.receive(fd, into); });
    }
    sys::IoResult send(sys::Fd fd, Bytes from) override {
        return or_else([&] { return network_.send(fd, from); });
    }
    sys::IoResult peek(sys::Fd fd) override {
        return or_else([&] { return network_.peek(fd); });
    }
    sys::Address local_address(sys::Fd fd) override { return network_.local_address(fd); }
    sys::Address peer_address(sys::Fd fd) override { return network_.peer_address(fd); }
    sys::TcpFigures figures(sys::Fd fd) override { return network_.figures(fd); }
    void close(sys::Fd fd) override { network_.close(fd); }

  private:
    template <class Call>
    sys::IoResult or_else(Call call) {
        const int error = failure_.next();
        return error != 0 ? sys::IoResult::failure(error) : call();
    }
    sys::Network& network_;
    FailAfter& failure_;
};

}  // namespace sluice::test
