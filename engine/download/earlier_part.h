#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engine/sys/disk.h"

namespace sluice::download {

/// What an earlier run is looked for by.
struct EarlierPartSearch {
    std::string folder;  ///< absolute
    std::string url;     ///< as given; credentials do not count
    std::string name;    ///< what the user typed; empty: the server's or the address's
    /// Parts that somebody else is busy with; may be empty.
    std::function<bool(const std::string& part_path)> taken;
};

/// The part file of an earlier run for the same download, or the one it would have if only its journal is left (then it
/// had just become the finished file); empty if there is none. With a typed name that name decides, whatever
/// the address was (a link may have expired), otherwise the address in the journal. Only journals are read; nothing is
/// changed. Blocks. Whether the bytes are still those of the address is for the download to prove.
std::string find_earlier_part(sys::Disk& disk, const EarlierPartSearch& search);

}  // namespace sluice::download
