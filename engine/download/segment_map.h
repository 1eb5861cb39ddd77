#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/download/range_map.h"

namespace sluice::download {

/// Behind every byte: of a file whose size is not known, of a request that is open-ended.
inline constexpr std::uint64_t no_end = ~0ULL;

/// A segment: what one worker is fetching now.
struct Claim {
    int worker = 0;
    std::uint64_t begin = 0;
    std::uint64_t position = 0;  ///< of the next byte it will bring
    std::uint64_t end = 0;       ///< where it stops; open claims: end_of() of the map
    bool open = false;           ///< stops wherever the next byte is held or claimed by another
    bool second = false;         ///< fetches what another claims too: the first to bring a byte wins
};

/// Which bytes of a file are missing, and who is fetching which of them. Bytes that are held belong to the part file;
/// the map looks at them and never copies them. Pure: no I/O, no clock. One thread.
///
///     map.claim(1, {0, size}, SegmentMap::Reach::open);   // the first request, open-ended
///     map.claim(2, {half, size}, SegmentMap::Reach::exact);  // now worker 1 stops at `half`
///     … held grows; map.advance(1, n) …
///     map.cut(2, m);      // worker 2 stops at m: the rest is free again
///     map.release(1);     // its request ended: what it did not bring is free again
class SegmentMap {
  public:
    enum class Reach : std::uint8_t { exact, open, second };

    /// `held` outlives the map. The size is unknown at first.
    explicit SegmentMap(const RangeMap& held) : held_(&held) {}
    /// The part file is there now: it knows what is held.
    void set_held(const RangeMap& held) { held_ = &held; }

    void set_size(std::uint64_t size) { size_ = size; }
    std::uint64_t size() const { return size_; }
    bool complete() const { return size_ != no_end && held_->contains({0, size_}); }

    void claim(int worker, ByteRange range, Reach reach);
    void advance(int worker, std::uint64_t position);
    /// Its fetching ends at `end`, which is not before its position.
    void cut(int worker, std::uint64_t end);
    void release(int worker);

    const std::vector<Claim>& claims() const { return claims_; }
    const Claim* find(int worker) const;
    /// Where the claim stops now.
    std::uint64_t end_of(const Claim& claim) const;
    /// Missing bytes that it has still to bring; no_end without an end.
    std::uint64_t rest_of(const Claim& claim) const;
    /// Whether a second claim covers what this one still wants.
    bool is_doubled(const Claim& claim) const;
    /// Missing, and claimed by nobody.
    RangeMap free() const;
    std::uint64_t missing() const;
    const RangeMap& held() const { return *held_; }

  private:
    Claim* get(int worker);

    const RangeMap* held_;
    std::uint64_t size_ = no_end;
    std::vector<Claim> claims_;
};

}  // namespace sluice::download
