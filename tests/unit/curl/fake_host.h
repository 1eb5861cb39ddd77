#pragma once

#include <map>

#include "engine/curl/host.h"

namespace sluice::curl {

/// A machine with the files and variables a test names.
struct FakeHost : Host {
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> variables;
    std::map<std::string, std::int64_t> times;

    std::optional<std::string> read_file(const std::string& path) override { return value_of(files, path); }
    std::optional<std::int64_t> modified(const std::string& path) override { return value_of(times, path); }
    std::optional<std::string> environment(const std::string& name) override { return value_of(variables, name); }
    bool allows_files() const override { return true; }

  private:
    template <class T>
    static std::optional<T> value_of(const std::map<std::string, T>& all, const std::string& key) {
        const auto at = all.find(key);
        return at == all.end() ? std::nullopt : std::optional<T>(at->second);
    }
};

}  // namespace sluice::curl
