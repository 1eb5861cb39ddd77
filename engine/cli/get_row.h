#pragma once

#include <sluice/error.h>
#include <sluice/record.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/download/expectations.h"

namespace sluice::cli {

enum class GetState : std::uint8_t { queued, active, waiting, finishing, done, skipped, failed, interrupted };

/// One download of sluice-get as it is shown. Sizes in bytes.
struct GetRow {
    std::size_t number = 0;  ///< from 1, in the order of the command line
    GetState state = GetState::queued;
    std::string url;   ///< without credentials
    std::string name;  ///< of the file; empty until it is chosen
    std::string path;  ///< of the finished file, or of its part
    std::int64_t size = -1;
    std::int64_t received = 0;  ///< in the file, those of earlier runs included
    std::int64_t fetched = 0;   ///< by this run, those that came twice included
    std::int64_t doubled = 0;   ///< of these, bytes that were there
    double speed = 0;           ///< bytes per second
    std::int64_t left_s = -1;
    int connections = 0;
    int attempts = 0;
    Error error;                                   ///< of the last attempt that failed
    int exit_code = 0;                             ///< once it has ended
    std::string sha256;                            ///< hex; empty if it was not computed
    std::vector<download::ExpectedHash> verified;  ///< digests that were right, and who vouches for them
    std::int64_t rechecked = 0;                    ///< bytes that were there, read again and are right
    std::int64_t repaired = 0;                     ///< bytes that were wrong and were fetched again
};

/// What the records of one download's requests say at its end, for --inspect.
using GetRecords = std::vector<RequestRecord>;

}  // namespace sluice::cli
