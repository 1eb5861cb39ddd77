#include "engine/sys/large_memory.h"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace sluice::sys {

namespace {
constexpr std::size_t page = 4096;
constexpr std::size_t huge_page = 2 * 1024 * 1024;

constexpr std::size_t round_up(std::size_t size, std::size_t unit) {
    return (size + unit - 1) / unit * unit;
}
}  // namespace

LargeMemory::LargeMemory(std::size_t size) : size_(size) {
    const std::size_t unit = size >= huge_page ? huge_page : page;
    memory_.reset(static_cast<std::byte*>(std::aligned_alloc(unit, round_up(size, unit))));
    if (!memory_) {
        throw std::bad_alloc();
    }
#ifdef MADV_HUGEPAGE
    if (unit == huge_page) {
        ::madvise(memory_.get(), round_up(size, unit), MADV_HUGEPAGE);  // only advice: small pages do, too
    }
#endif
}

void LargeMemory::Free::operator()(std::byte* memory) const {
    std::free(memory);
}

}  // namespace sluice::sys
