#pragma once

#include <cstddef>
#include <memory>

#include "engine/base/bytes.h"

namespace sluice::sys {

/// Memory for long runs of large reads and direct writes: aligned to a page at least, and where the system can, in huge
/// pages, which are cheap to pin. Not initialised. Throws bad_alloc.
class LargeMemory {
  public:
    explicit LargeMemory(std::size_t size);
    MutableBytes bytes() const { return {memory_.get(), size_}; }

  private:
    struct Free {
        void operator()(std::byte* memory) const;
    };
    std::unique_ptr<std::byte, Free> memory_;
    std::size_t size_;
};

}  // namespace sluice::sys
