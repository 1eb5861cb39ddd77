#pragma once

#include <map>
#include <optional>

#include "engine/download/expectations.h"
#include "engine/download/range_map.h"

namespace sluice::download {

/// Which pieces of a file were compared with their digests, and how it went. Pure: the comparing is done by others, one
/// piece at a time. One thread.
///
///     while (const auto piece = check.next(held, size)) {
///         … hash of check.range(*piece, size) …
///         check.end(*piece, size, hex);   // false: what is held of it is to be fetched again
///     }
class PieceCheck {
  public:
    explicit PieceCheck(PieceHashes pieces) : pieces_(std::move(pieces)) {}

    const std::string& algorithm() const { return pieces_.algorithm; }
    std::uint64_t length() const { return static_cast<std::uint64_t>(pieces_.length); }
    /// Whether the digests are those of a file of this size.
    bool fits(std::uint64_t size) const;
    ByteRange range(std::size_t piece, std::uint64_t size) const;
    /// The first piece that is held and not compared yet, or nothing. It counts as under way until end().
    std::optional<std::size_t> next(const RangeMap& held, std::uint64_t size);
    /// It was not compared after all.
    void forget() { busy_.reset(); }
    /// Whether the digest is right.
    bool end(std::size_t piece, std::uint64_t size, const std::string& hex);
    /// How often this piece was wrong.
    int failures(std::size_t piece) const;
    /// Bytes were withdrawn: pieces that touch them are open again.
    void reopen(ByteRange range);

    bool busy() const { return busy_.has_value(); }
    bool complete(std::uint64_t size) const { return good_.contains({0, size}); }
    /// The bytes of pieces that were right.
    const RangeMap& good() const { return good_; }
    int failed() const { return failed_; }

  private:
    PieceHashes pieces_;
    RangeMap good_;
    std::optional<std::size_t> busy_;
    std::map<std::size_t, int> failures_;
    int failed_ = 0;
};

}  // namespace sluice::download
