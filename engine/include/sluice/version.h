#pragma once

#include <string>
#include <vector>

namespace sluice {

/// 0xXXYYZZ, one byte for each part; grows with every release.
inline constexpr unsigned version_number = 0x000100;
inline constexpr const char* version_text = "0.1.0";

/// What this build can do and what it stands on, known at run time.
struct VersionInfo {
    std::string version;
    unsigned number = 0;
    std::vector<std::string> protocols;        ///< lower case, sorted: "http", "https"
    std::vector<std::string> features;         ///< names as curl_version_info(3) has them: "alpn", "brotli", …
    std::string ssl, zlib, brotli, zstd, idn;  ///< versions of libraries; empty if absent
    std::string ca_file, ca_path;              ///< where trust comes from by default
};
VersionInfo version_info();

}  // namespace sluice
