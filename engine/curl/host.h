#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sluice::curl {

/// What reading a command line may ask of the machine it is read on. One thread.
class Host {
  public:
    virtual ~Host() = default;
    /// The whole of a file, "-" for standard input; nothing if it cannot be read.
    virtual std::optional<std::string> read_file(const std::string& path) = 0;
    /// When a file was changed, in seconds since 1970; nothing if there is none.
    virtual std::optional<std::int64_t> modified(const std::string& path) = 0;
    virtual std::optional<std::string> environment(const std::string& name) = 0;
    /// Whether flags may name files that the transfer will read or write (uploads, certificates, cookie jars). Files
    /// that the body is written to are another matter.
    virtual bool allows_files() const = 0;
};

/// For text that somebody else wrote: no file is read, no variable looked up. What was given as standard input
/// (a here-document) is in `input`.
class ClosedHost : public Host {
  public:
    explicit ClosedHost(std::optional<std::string> input = {}) : input_(std::move(input)) {}
    std::optional<std::string> read_file(const std::string& path) override {
        return path == "-" ? input_ : std::nullopt;
    }
    std::optional<std::int64_t> modified(const std::string&) override { return std::nullopt; }
    std::optional<std::string> environment(const std::string&) override { return std::nullopt; }
    bool allows_files() const override { return false; }

  private:
    std::optional<std::string> input_;
};

}  // namespace sluice::curl
