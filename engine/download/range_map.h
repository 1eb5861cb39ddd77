#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sluice::download {

/// The bytes [begin, end) of a file.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    std::uint64_t size() const { return end - begin; }
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// A set of bytes of a file as sorted ranges that neither overlap nor touch. Empty and reversed ranges are ignored.
/// A value; no locks.
class RangeMap {
  public:
    RangeMap() = default;

    void add(ByteRange range) {
        if (range.begin >= range.end) {
            return;
        }
        const auto first = first_ending_at_or_after(range.begin);
        auto last = first;
        while (last != ranges_.end() && last->begin <= range.end) {
            range.begin = std::min(range.begin, last->begin);
            range.end = std::max(range.end, last->end);
            ++last;
        }
        if (first == last) {
            ranges_.insert(first, range);
        } else {
            *first = range;
            ranges_.erase(first + 1, last);
        }
    }

    void remove(ByteRange range) {
        if (range.begin >= range.end) {
            return;
        }
        std::vector<ByteRange> kept;
        kept.reserve(ranges_.size() + 1);
        for (const ByteRange& r : ranges_) {
            if (r.begin < std::min(r.end, range.begin)) {
                kept.push_back({r.begin, std::min(r.end, range.begin)});
            }
            if (std::max(r.begin, range.end) < r.end) {
                kept.push_back({std::max(r.begin, range.end), r.end});
            }
        }
        ranges_ = std::move(kept);
    }

    void add_all(const RangeMap& other) {
        for (const ByteRange& r : other.ranges_) {
            add(r);
        }
    }
    void clear() { ranges_.clear(); }

    /// Whether every byte of `range` is in the set; true for an empty range.
    bool contains(ByteRange range) const {
        if (range.begin >= range.end) {
            return true;
        }
        const auto it = first_ending_after(range.begin);
        return it != ranges_.end() && it->begin <= range.begin && range.end <= it->end;
    }

    /// What of [0, size) is not in the set.
    RangeMap missing(std::uint64_t size) const {
        RangeMap out;
        std::uint64_t at = 0;
        for (const ByteRange& r : ranges_) {
            if (r.begin >= size) {
                break;
            }
            if (at < r.begin) {
                out.ranges_.push_back({at, r.begin});
            }
            at = r.end;
        }
        if (at < size) {
            out.ranges_.push_back({at, size});
        }
        return out;
    }

    /// What is in both.
    RangeMap common(const RangeMap& other) const {
        RangeMap out;
        auto a = ranges_.begin();
        auto b = other.ranges_.begin();
        while (a != ranges_.end() && b != other.ranges_.end()) {
            const ByteRange both{std::max(a->begin, b->begin), std::min(a->end, b->end)};
            if (both.begin < both.end) {
                out.ranges_.push_back(both);
            }
            if (a->end < b->end) {
                ++a;
            } else {
                ++b;
            }
        }
        return out;
    }

    std::uint64_t total() const {
        std::uint64_t sum = 0;
        for (const ByteRange& r : ranges_) {
            sum += r.size();
        }
        return sum;
    }
    /// One past the last byte of the set; 0 if empty.
    std::uint64_t end() const { return ranges_.empty() ? 0 : ranges_.back().end; }
    /// Where the first gap is: the number of bytes from 0 on without one.
    std::uint64_t prefix() const { return ranges_.empty() || ranges_.front().begin != 0 ? 0 : ranges_.front().end; }
    bool empty() const { return ranges_.empty(); }
    const std::vector<ByteRange>& ranges() const { return ranges_; }

    friend bool operator==(const RangeMap&, const RangeMap&) = default;

  private:
    using Iterator = std::vector<ByteRange>::iterator;
    using ConstIterator = std::vector<ByteRange>::const_iterator;

    Iterator first_ending_at_or_after(std::uint64_t at) {
        return std::lower_bound(ranges_.begin(), ranges_.end(), at,
                                [](const ByteRange& r, std::uint64_t v) { return r.end < v; });
    }
    ConstIterator first_ending_after(std::uint64_t at) const {
        return std::upper_bound(ranges_.begin(), ranges_.end(), at,
                                [](std::uint64_t v, const ByteRange& r) { return v < r.end; });
    }

    std::vector<ByteRange> ranges_;
};

}  // namespace sluice::download
