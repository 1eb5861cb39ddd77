#include "engine/cli/system_host.h"

#include <cstdio>
#include <cstdlib>

namespace sluice::cli {

std::optional<std::string> SystemHost::read_file(const std::string& path) {
    const bool standard = path == "-";
    // Not through sys::Disk: names such as /dev/fd/63 are pipes.
    std::FILE* const file = standard ? stdin : std::fopen(path.c_str(), "rbe");
    if (file == nullptr) {
        return std::nullopt;
    }
    std::string text;
    char buffer[16384];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, file)) {
        text.append(buffer, got);
    }
    const bool good = std::ferror(file) == 0;
    if (!standard) {
        std::fclose(file);
    }
    return good ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::int64_t> SystemHost::modified(const std::string& path) {
    const auto facts = disk_.facts(path);
    return facts ? std::optional(
                       std::chrono::duration_cast<std::chrono::seconds>(facts->modified.time_since_epoch()).count())
                 : std::nullopt;
}

std::optional<std::string> SystemHost::environment(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace sluice::cli
