#pragma once

#include <string>
#include <vector>

namespace sluice {

/// 0xXXYYZZ, one byte for each part; grows with every release.
inline constexpr unsigned version_number = 0x000100;
inline constexpr const char* version_text = "0.1.0";

/// What VersionInfo holds in this release: see there.
inline constexpr int version_age = 0;

/// What this build can do and what it stands on, known at run time. Fields are only ever added at the end, in groups
/// that bear a number; a program that was built with newer headers than the library it runs with may read the groups up
/// to `age` and no others.
struct VersionInfo {
    int age = version_age;
    // ---- 0
    unsigned number = 0;
    std::string version;
    std::string host;                               ///< the machine this was built for: "x86_64-linux-gnu"
    std::vector<std::string> protocols;             ///< lower case, sorted: "file", "http", "https"
    std::vector<std::string> features;              ///< names as curl_version_info(3) has them: "alpn", "brotli", …
    std::string ssl, zlib, brotli, zstd, idn, psl;  ///< versions of libraries; empty if absent
    unsigned brotli_number = 0;                     ///< major << 24 | minor << 12 | patch
    unsigned zstd_number = 0;                       ///< likewise
    std::string ca_file, ca_path;                   ///< where trust comes from by default; empty if nothing is there
};

/// Always the same object. Any thread, at any time.
const VersionInfo& version_info();

}  // namespace sluice
