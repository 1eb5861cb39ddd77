#pragma once

#include <memory>

namespace sluice {

/// A group of options that takes eight or sixteen bytes until one of its fields is set: reads give the defaults of T as
/// long as it is empty, the first change makes an own T, copies share it until one of them is changed. Behaves like a
/// value. A `Group` that is not const copies at `->`; read through a const one where that matters.
/// One thread at a time for one object; objects that share may be on different threads.
template <class T>
class Group {
  public:
    Group() = default;

    const T& operator*() const { return value_ ? *value_ : defaults(); }
    const T* operator->() const { return &**this; }
    T& operator*() { return own(); }
    T* operator->() { return &own(); }
    Group& operator=(T value) {
        value_ = std::make_shared<T>(std::move(value));
        return *this;
    }
    /// Back to the defaults.
    void reset() { value_.reset(); }
    /// Whether it was ever changed; it may hold the default values nevertheless.
    bool changed() const { return value_ != nullptr; }

    friend bool operator==(const Group& a, const Group& b) { return a.value_ == b.value_ || *a == *b; }

  private:
    static const T& defaults() {
        static const T value{};
        return value;
    }
    T& own() {
        if (!value_) {
            value_ = std::make_shared<T>();
        } else if (value_.use_count() > 1) {
            value_ = std::make_shared<T>(*value_);
        }
        return *value_;
    }

    std::shared_ptr<T> value_;
};

}  // namespace sluice
