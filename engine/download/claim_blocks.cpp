#include "engine/download/claim_blocks.h"

#include <xxhash.h>

#include <algorithm>
#include <vector>

#include "engine/base/result.h"
#include "engine/download/disk_error.h"
#include "engine/download/part_state.h"

namespace sluice::download {

Result<void> claim_blocks(sys::Disk& disk, Journal& journal, sys::File& file, const std::string& path,
                          const RangeMap& ranges) {
    std::vector<std::byte> buffer(block_bytes);
    for (const ByteRange& range : ranges.ranges()) {
        for (std::uint64_t at = range.begin; at < range.end;) {
            const ByteRange block{at, std::min(range.end, (at / block_bytes + 1) * block_bytes)};
            const MutableBytes into = MutableBytes(buffer).first(static_cast<std::size_t>(block.size()));
            for (std::size_t have = 0; have < into.size();) {
                const sys::IoResult got = file.read_at(block.begin + have, into.subspan(have));
                if (got.state != sys::IoState::done || got.bytes == 0) {
                    ErrorArgs args;
                    args.file = path;
                    return fail(Kind::file_read, std::move(args), got.error);
                }
                have += got.bytes;
            }
            SL_TRY(claimed, journal.claim({block}, {XXH3_64bits(into.data(), into.size())}));
            at = block.end;
        }
    }
    if (const int error = file.flush(); error != 0) {
        return disk_failure(disk, folder_of(path), path, error);
    }
    SL_TRY(durable, journal.make_durable(journal.position()));
    return journal.flush();
}

}  // namespace sluice::download
