#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/download/journal_format.h"
#include "engine/download/range_map.h"
#include "engine/sys/disk.h"

namespace sluice::download {

/// What another program left of a download, as it was found.
struct ForeignPart {
    std::string path;
    std::string name;        ///< of the finished file, as far as the path shows it; may be empty
    std::uint64_t size = 0;  ///< of the file as it is
    WallTime modified{};
    std::int64_t whole = -1;  ///< of the finished file, if a control file says so
    RangeMap held;            ///< may be bytes of the download; at most most_foreign_ranges
};

inline constexpr std::size_t most_foreign_ranges = 64;

/// What a path shows of the name of the finished file: "a.iso" of "a.iso.part"; nothing of "Unconfirmed 1.crdownload".
std::string finished_name(const std::string& path);

/// Looks at a file of a browser (".part", ".crdownload"), of wget, curl or aria2 (with "NAME.aria2" beside it). Without
/// a control file zeros at the end, and 4 KiB of them or more anywhere, are taken for gaps: such files may be sparse.
/// Changes nothing. Errors: disk_not_found and others of the disk; argument_bad: a part of ours, or nothing in it can
/// be used. Blocks.
Result<ForeignPart> look_at_foreign(sys::Disk& disk, const std::string& path);

/// The ranges to be compared with the server's bytes: both ends of each held range and places between, none longer than
/// overlap_bytes.
std::vector<ByteRange> probes_of(const RangeMap& held);

/// The bytes of a range; file_read if they cannot be had. Blocks.
Result<ByteVector> read_foreign(sys::Disk& disk, const ForeignPart& foreign, ByteRange range);

/// Where the part is to be, and what of.
struct ForeignPlan {
    std::string folder;
    Resource resource;  ///< with its name
    std::uint64_t journal_id = 0;
    bool overwrite = false;  ///< a finished file of that name is no obstacle
};

/// Makes it a part of ours, "NAME.part" with a journal that claims what it holds: the file is renamed, nothing in it is
/// changed; a crash leaves it under one of both names. Returns the path of the part. Errors (the file stays as it is):
/// argument_bad if somebody wrote to it since it was looked at, or the folder is on another volume; those of the disk.
/// Blocks.
Result<std::string> take_over(sys::Disk& disk, const ForeignPart& foreign, const ForeignPlan& plan);

}  // namespace sluice::download
