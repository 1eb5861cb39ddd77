#pragma once

#include <sluice/error.h>

#include <string>

#include "engine/download/journal.h"
#include "engine/download/range_map.h"
#include "engine/sys/disk.h"

namespace sluice::download {

/// Claims ranges that are in a file already, block by block with the hash of what is read there, flushes the file and
/// makes the claims durable. file_read if a range cannot be read. Blocks.
Result<void> claim_blocks(sys::Disk& disk, Journal& journal, sys::File& file, const std::string& path,
                          const RangeMap& ranges);

}  // namespace sluice::download
