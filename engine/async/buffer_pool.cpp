#include "engine/async/buffer_pool.h"

namespace sluice::async {

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        reset();
        pool_ = std::exchange(other.pool_, nullptr);
        memory_ = std::move(other.memory_);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

void Buffer::reset() {
    if (pool_ != nullptr) {
        std::exchange(pool_, nullptr)->give_back(std::move(memory_), size_);
        size_ = 0;
    }
}

Buffer BufferPool::acquire(std::size_t size) {
    std::size_t index = 0;
    while (index + 1 < sizes.size() && sizes[index] < size) {
        ++index;
    }
    Buffer out;
    auto& free = free_[index];
    if (!free.empty()) {
        out.memory_ = std::move(free.back());
        free.pop_back();
    } else {
        free.reserve(keep_of_each);                      // so that giving it back cannot fail
        out.memory_.reset(new std::byte[sizes[index]]);  // make_unique would clear it
    }
    out.pool_ = this;
    out.size_ = sizes[index];
    ++in_use_;
    return out;
}

void BufferPool::give_back(std::unique_ptr<std::byte[]> memory, std::size_t size) {
    --in_use_;
    for (std::size_t index = 0; index < sizes.size(); ++index) {
        if (sizes[index] == size && free_[index].size() < keep_of_each) {
            free_[index].push_back(std::move(memory));
            return;
        }
    }
}

}  // namespace sluice::async
