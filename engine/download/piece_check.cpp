#include "engine/download/piece_check.h"

#include <algorithm>

namespace sluice::download {

bool PieceCheck::fits(std::uint64_t size) const {
    return length() > 0 && (size + length() - 1) / length() == pieces_.hex.size();
}

ByteRange PieceCheck::range(std::size_t piece, std::uint64_t size) const {
    const std::uint64_t begin = piece * length();
    return {begin, std::min(begin + length(), size)};
}

std::optional<std::size_t> PieceCheck::next(const RangeMap& held, std::uint64_t size) {
    if (busy_) {
        return std::nullopt;
    }
    for (const ByteRange& have : held.ranges()) {
        std::size_t piece = static_cast<std::size_t>((have.begin + length() - 1) / length());
        while (piece < pieces_.hex.size() && range(piece, size).end <= have.end) {
            const ByteRange wanted = range(piece, size);
            const auto& good = good_.ranges();
            const auto done = std::upper_bound(good.begin(), good.end(), wanted.begin,
                                               [](std::uint64_t at, const ByteRange& r) { return at < r.end; });
            if (done == good.end() || done->begin > wanted.begin) {
                busy_ = piece;
                return piece;
            }
            piece = static_cast<std::size_t>((done->end + length() - 1) / length());
        }
    }
    return std::nullopt;
}

bool PieceCheck::end(std::size_t piece, std::uint64_t size, const std::string& hex) {
    busy_.reset();
    if (piece < pieces_.hex.size() && hex == pieces_.hex[piece]) {
        good_.add(range(piece, size));
        return true;
    }
    ++failures_[piece];
    ++failed_;
    return false;
}

int PieceCheck::failures(std::size_t piece) const {
    const auto found = failures_.find(piece);
    return found == failures_.end() ? 0 : found->second;
}

void PieceCheck::reopen(ByteRange range) {
    if (range.begin >= range.end) {
        return;
    }
    const std::uint64_t begin = range.begin / length() * length();
    good_.remove({begin, (range.end + length() - 1) / length() * length()});
}

}  // namespace sluice::download
