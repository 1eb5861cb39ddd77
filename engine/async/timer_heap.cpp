#include "engine/async/timer_heap.h"

namespace sluice::async {

void TimerNode::cancel() {
    if (heap_ != nullptr) {
        heap_->cancel(*this);
    }
}

TimerHeap::~TimerHeap() {
    for (TimerNode* node : heap_) {
        node->heap_ = nullptr;
    }
}

bool TimerHeap::before(const TimerNode& a, const TimerNode& b) const {
    return a.due_ != b.due_ ? a.due_ < b.due_ : a.order_ < b.order_;
}

void TimerHeap::place(std::size_t index, TimerNode* node) {
    heap_[index] = node;
    node->index_ = index;
}

void TimerHeap::up(std::size_t index) {
    TimerNode* node = heap_[index];
    while (index > 0) {
        const std::size_t parent = (index - 1) / 2;
        if (!before(*node, *heap_[parent])) {
            break;
        }
        place(index, heap_[parent]);
        index = parent;
    }
    place(index, node);
}

void TimerHeap::down(std::size_t index) {
    TimerNode* node = heap_[index];
    for (;;) {
        std::size_t child = 2 * index + 1;
        if (child >= heap_.size()) {
            break;
        }
        if (child + 1 < heap_.size() && before(*heap_[child + 1], *heap_[child])) {
            ++child;
        }
        if (!before(*heap_[child], *node)) {
            break;
        }
        place(index, heap_[child]);
        index = child;
    }
    place(index, node);
}

void TimerHeap::arm(TimerNode& node, Instant due) {
    if (node.heap_ != nullptr) {
        node.heap_->cancel(node);
    }
    heap_.push_back(&node);  // first: it may throw
    node.heap_ = this;
    node.due_ = due;
    node.order_ = ++order_;
    up(heap_.size() - 1);
}

void TimerHeap::cancel(TimerNode& node) {
    const std::size_t index = node.index_;
    node.heap_ = nullptr;
    TimerNode* last = heap_.back();
    heap_.pop_back();
    if (last == &node) {
        return;
    }
    place(index, last);
    up(index);
    down(last->index_);
}

TimerNode* TimerHeap::pop_due(Instant now) {
    if (heap_.empty() || heap_.front()->due_ > now) {
        return nullptr;
    }
    TimerNode* node = heap_.front();
    cancel(*node);
    return node;
}

}  // namespace sluice::async
