#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/download/expectations.h"

namespace sluice::download {

struct MetalinkSource {
    std::string url;
    int priority = 999'999;  ///< 1 is tried first
    std::string location;    ///< ISO 3166-1 of the server's country, lower case; empty if not said
    friend bool operator==(const MetalinkSource&, const MetalinkSource&) = default;
};

struct MetalinkFile {
    std::string name;  ///< the last part of a path at most: what is left when folders were taken off
    std::int64_t size = -1;
    std::vector<NamedHash> hashes;        ///< of the whole file, the strongest first; those of unknown kinds left out
    std::vector<PieceHashes> pieces;      ///< the strongest first
    std::vector<MetalinkSource> sources;  ///< http, https and ftp; the most preferred first, else as written
    std::vector<std::string> unusable;    ///< addresses of other kinds (magnet:, ed2k: …), for a notice
    std::string signature;                ///< OpenPGP, ASCII armour; empty if there is none
    std::string description, publisher, version, language;
};

struct Metalink {
    std::string origin;  ///< where the newest version of this document is
    bool dynamic = false;
    std::vector<MetalinkFile> files;
};

/// Reads Metalink 4 (RFC 5854) and Metalink 3. At most 16 MiB, 100,000 files, 1,000,000 piece hashes. Entities are not
/// expanded, nothing is fetched. Errors: option_syntax saying what is wrong; a file that has neither an address nor
/// anything to find one with is an error too.
Result<Metalink> parse_metalink(std::string_view xml);

}  // namespace sluice::download
