#pragma once

#include "engine/sys/disk.h"

namespace sluice::sys {

/// The file system of the operating system. Stateless, thread-safe.
class PosixDisk : public Disk {
  public:
    std::shared_ptr<File> open(const std::string& path, OpenMode mode, int& error) override;
    int rename(const std::string& from, const std::string& to, Replace replace) override;
    int remove(const std::string& path) override;
    std::optional<FileFacts> facts(const std::string& path) override;
    int make_folders(const std::string& path) override;
    int flush_folder(const std::string& path) override;
    std::optional<std::uint64_t> free_space(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    std::string boot_id() override;
    std::optional<std::string> read_whole(const std::string& path, std::size_t most, int& error) override;
    int replace(const std::string& path, Bytes content) override;
};

}  // namespace sluice::sys
