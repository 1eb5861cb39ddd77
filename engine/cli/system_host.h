#pragma once

#include "engine/curl/host.h"
#include "engine/sys/disk.h"

namespace sluice::cli {

/// The machine the program runs on, whose user wrote the command line. Standard input can be read once.
class SystemHost : public curl::Host {
  public:
    explicit SystemHost(sys::Disk& disk) : disk_(disk) {}
    std::optional<std::string> read_file(const std::string& path) override;
    std::optional<std::int64_t> modified(const std::string& path) override;
    std::optional<std::string> environment(const std::string& name) override;
    bool allows_files() const override { return true; }

  private:
    sys::Disk& disk_;
};

}  // namespace sluice::cli
