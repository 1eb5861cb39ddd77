#pragma once

#include <sluice/error.h>

#include <cstdint>

#include "engine/base/bytes.h"
#include "engine/download/range_map.h"

namespace sluice::download {

/// What the control file of aria2 ("NAME.aria2") says of the file beside it.
struct Aria2Control {
    std::uint64_t size = 0;  ///< of the whole file
    RangeMap written;        ///< whole pieces, and blocks of 16 KiB of pieces that were being fetched
};

/// Reads a control file of version 1 (big endian): "Control File Format" in aria2's technical notes. Bounds: pieces as
/// many as the bitfield has, and that is of the size that total and piece length ask for.
/// Errors: option_syntax saying what is wrong; a torrent's file is refused too.
Result<Aria2Control> parse_aria2_control(Bytes bytes);

}  // namespace sluice::download
