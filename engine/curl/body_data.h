#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/curl/host.h"

namespace sluice::curl {

enum class DataManner : std::uint8_t {
    text,       ///< -d: @file without its line ends and NULs
    raw,        ///< --data-raw: '@' means nothing
    binary,     ///< --data-binary: @file as it is
    urlencode,  ///< --data-urlencode: "text", "=text", "name=text", "@file", "name@file"
    json,       ///< --json: @file as it is
};

/// What one such flag stands for; nothing if its file cannot be read (its name is put into `file`).
std::optional<std::string> data_of(std::string_view argument, DataManner manner, Host& host, std::string& file);

}  // namespace sluice::curl
