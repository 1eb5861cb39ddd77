#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::curl {

/// The whole of a file, "-" for standard input; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path);

enum class DataManner : std::uint8_t {
    text,       ///< -d: @file without its line ends and NULs
    raw,        ///< --data-raw: '@' means nothing
    binary,     ///< --data-binary: @file as it is
    urlencode,  ///< --data-urlencode: "text", "=text", "name=text", "@file", "name@file"
    json,       ///< --json: @file as it is
};

/// What one such flag stands for; nothing if its file cannot be read (its name is put into `file`).
std::optional<std::string> data_of(std::string_view argument, DataManner manner, std::string& file);

}  // namespace sluice::curl
