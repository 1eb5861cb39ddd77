#pragma once

#include <coroutine>

namespace sluice::async {

/// A suspended coroutine's place in a list. Unlinks itself when destroyed, which is how destroying a frame cancels what
/// it waits for. Not movable: its address is its identity.
class Node {
  public:
    Node() = default;
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;
    ~Node() { unlink(); }

    bool linked() const { return next_ != nullptr; }
    void unlink() {
        if (next_ != nullptr) {
            prev_->next_ = next_;
            next_->prev_ = prev_;
            next_ = prev_ = nullptr;
        }
    }

    std::coroutine_handle<> handle;

  private:
    friend class NodeList;
    Node* prev_ = nullptr;
    Node* next_ = nullptr;
};

/// An intrusive list of Nodes. Destroying it unlinks what is left.
class NodeList {
  public:
    NodeList() { head_.next_ = head_.prev_ = &head_; }
    NodeList(const NodeList&) = delete;
    NodeList& operator=(const NodeList&) = delete;
    ~NodeList() {
        while (pop_front() != nullptr) {
        }
        head_.next_ = head_.prev_ = nullptr;
    }

    bool empty() const { return head_.next_ == &head_; }
    void push_back(Node& node) { insert_before(head_, node); }
    void push_front(Node& node) { insert_before(*head_.next_, node); }
    Node* front() { return empty() ? nullptr : head_.next_; }
    Node* pop_front() {
        Node* node = front();
        if (node != nullptr) {
            node->unlink();
        }
        return node;
    }
    /// Moves everything of `other` to the end of this list.
    void take_all(NodeList& other) {
        while (Node* node = other.pop_front()) {
            push_back(*node);
        }
    }

  private:
    static void insert_before(Node& place, Node& node) {
        node.unlink();
        node.next_ = &place;
        node.prev_ = place.prev_;
        place.prev_->next_ = &node;
        place.prev_ = &node;
    }
    Node head_;
};

}  // namespace sluice::async
