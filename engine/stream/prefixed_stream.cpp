#include "engine/stream/prefixed_stream.h"

#include <algorithm>

namespace sluice::stream {

sys::IoResult PrefixedStream::try_read(MutableBytes into) {
    if (early_.empty()) {
        return lower_->try_read(into);
    }
    const std::size_t count = std::min(early_.size(), into.size());
    const Bytes bytes = as_bytes(early_).first(count);
    std::copy(bytes.begin(), bytes.end(), into.begin());
    early_.erase(0, count);
    return sys::IoResult::moved(count);
}

}  // namespace sluice::stream
