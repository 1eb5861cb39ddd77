#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/download/file_hash.h"
#include "engine/download/source_list.h"

namespace sluice::queue {

/// What one download has of its own, beside the limits of all.
struct OwnOptions {
    int connections = 0;                      ///< 0: as for all downloads
    std::int64_t speed = 0;                   ///< bytes per second; 0 = no limit of its own
    std::vector<download::NamedHash> hashes;  ///< digests its file must have
    std::vector<download::Mirror> mirrors;    ///< credentials in them are not stored
    std::int64_t start_at = 0;                ///< not before, in seconds since the epoch; 0: at once, or it has begun
    friend bool operator==(const OwnOptions&, const OwnOptions&) = default;
};

/// What is to be another; the rest stays.
struct Edit {
    std::optional<std::string> category;
    std::optional<int> connections;
    std::optional<std::int64_t> speed;
    std::optional<std::vector<download::NamedHash>> hashes;
    std::optional<std::vector<download::Mirror>> mirrors;
    std::optional<std::int64_t> start_at;

    bool changes_the_wish() const { return connections || speed || changes_what_is_fetched(); }
    /// Whether a run must begin anew to follow it.
    bool changes_what_is_fetched() const { return hashes.has_value() || mirrors.has_value(); }
};

}  // namespace sluice::queue
