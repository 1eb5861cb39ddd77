#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/download/expectations.h"
#include "engine/queue/queue_service.h"

namespace sluice::lists {

/// The forms in which programs write down what is to be downloaded.
enum class Format : std::uint8_t {
    text,      ///< addresses, one a line
    aria2,     ///< an input file of aria2: the same with mirrors and options
    metalink,  ///< Metalink 3 and 4
    session,   ///< ours, ".sluice"
    curl,      ///< command lines of curl
};

/// One download of a list, read or to be written.
struct ListEntry {
    queue::NewDownload download;  ///< an empty folder: the reader's choice
    int line = 0;                 ///< where it begins, from 1; 0: the format knows no lines
    bool wanted = true;           ///< false: the list says that it was finished
    /// What of it cannot be done here, a sentence each, for people.
    std::vector<std::string> notes;

    // What is known of the file beside what is wished.
    std::int64_t size = -1;
    std::int64_t received = 0;
    std::int64_t added = 0, finished = 0;  ///< seconds since the epoch; 0: not
    queue::State state = queue::State::queued;
    std::optional<download::PieceHashes> pieces;  ///< of a Metalink
};

/// What could not be read, and where.
struct ListProblem {
    int line = 0;  ///< 0: the format knows no lines
    std::string text;
    bool is_download = true;  ///< false: a line that nobody would take for one
};

/// What a list says.
struct ImportList {
    Format format = Format::text;
    std::vector<ListEntry> entries;
    std::vector<ListProblem> problems;  ///< what was left out and why; at most 1000 and a last one that says so
    bool cut = false;                   ///< there were more entries than are taken
};

/// What an entry says of a row of the queue, to be written. Holds no secrets: the queue tells none.
ListEntry entry_of(const queue::Details& details);

}  // namespace sluice::lists
