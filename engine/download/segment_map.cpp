#include "engine/download/segment_map.h"

#include <algorithm>

namespace sluice::download {

Claim* SegmentMap::get(int worker) {
    const auto at = std::find_if(claims_.begin(), claims_.end(), [&](const Claim& c) { return c.worker == worker; });
    return at == claims_.end() ? nullptr : &*at;
}

const Claim* SegmentMap::find(int worker) const {
    return const_cast<SegmentMap*>(this)->get(worker);
}

void SegmentMap::claim(int worker, ByteRange range, Reach reach) {
    release(worker);
    Claim claim;
    claim.worker = worker;
    claim.begin = claim.position = range.begin;
    claim.end = range.end;
    claim.open = reach == Reach::open;
    claim.second = reach == Reach::second;
    claims_.push_back(claim);
}

void SegmentMap::advance(int worker, std::uint64_t position) {
    if (Claim* claim = get(worker)) {
        claim->position = std::max(claim->position, position);
    }
}

void SegmentMap::cut(int worker, std::uint64_t end) {
    if (Claim* claim = get(worker)) {
        claim->end = std::max(end, claim->position);
        claim->open = false;
    }
}

void SegmentMap::release(int worker) {
    std::erase_if(claims_, [&](const Claim& c) { return c.worker == worker; });
}

std::uint64_t SegmentMap::end_of(const Claim& claim) const {
    if (!claim.open) {
        return std::min(claim.end, size_);
    }
    std::uint64_t end = size_;
    for (const ByteRange& range : held_->ranges()) {
        if (range.end > claim.position) {
            end = std::min(end, std::max(range.begin, claim.position));
            break;
        }
    }
    for (const Claim& other : claims_) {
        // At the same place the one that began there has the bytes before it.
        const bool ahead =
            other.position > claim.position || (other.position == claim.position && other.begin > claim.begin);
        if (other.worker != claim.worker && !other.second && ahead) {
            end = std::min(end, other.position);
        }
    }
    return end;
}

std::uint64_t SegmentMap::rest_of(const Claim& claim) const {
    const std::uint64_t end = end_of(claim);
    if (end == no_end) {
        return no_end;
    }
    if (end <= claim.position) {
        return 0;
    }
    std::uint64_t rest = end - claim.position;
    for (const ByteRange& range : held_->ranges()) {
        const std::uint64_t from = std::max(range.begin, claim.position);
        const std::uint64_t to = std::min(range.end, end);
        rest -= from < to ? to - from : 0;
    }
    return rest;
}

bool SegmentMap::is_doubled(const Claim& claim) const {
    const std::uint64_t end = end_of(claim);
    return std::any_of(claims_.begin(), claims_.end(), [&](const Claim& other) {
        return other.worker != claim.worker && (other.second || claim.second) && other.position < end &&
               claim.position < end_of(other);
    });
}

RangeMap SegmentMap::free() const {
    RangeMap free = held_->missing(size_);
    for (const Claim& claim : claims_) {
        free.remove({claim.position, end_of(claim)});
    }
    return free;
}

std::uint64_t SegmentMap::missing() const {
    return size_ == no_end ? no_end : held_->missing(size_).total();
}

}  // namespace sluice::download
