#pragma once

#include <sluice/error.h>

#include <atomic>
#include <string>
#include <vector>

#include "engine/download/expectations.h"
#include "engine/download/journal_format.h"
#include "engine/sys/disk.h"

/// Reading a finished file again: what of it is as it should be, and making it a part again where it is not.
namespace sluice::download {

struct FileCheck {
    std::uint64_t size = 0;    ///< of the file
    std::uint64_t wanted = 0;  ///< that it should have
    RangeMap good;             ///< bytes whose piece or block has the digest it should have
    RangeMap bad;              ///< those whose piece or block has not, that are missing at the end, or too many
    /// A digest of the whole file was wrong, which does not say where.
    Error whole;
    /// What was compared and is right, whole or piece by piece.
    std::vector<ExpectedHash> verified;
    /// There was something to compare with.
    bool compared = false;
};

/// Reads `path` and compares it with the pieces and digests expected, and with the blocks of its journal if one lies
/// beside it still ("NAME.part.sluice", kept by the owner of a download). Errors: disk_not_found, file_read, cancelled
/// soon after `stop` became true. Blocks.
Result<FileCheck> check_file(sys::Disk& disk, const std::string& path, const Expectations& expected,
                             const std::atomic<bool>* stop = nullptr);

/// Makes a finished file a part again that has all but its bad bytes: "NAME.part" with a journal, to be gone on with
/// from `url`. A crash in between leaves the file as it was or the part with its journal. disk_exists if there is a
/// part of that name. Blocks. The path of the part.
Result<std::string> make_part_again(sys::Disk& disk, const std::string& path, const FileCheck& check,
                                    const std::string& url);

}  // namespace sluice::download
