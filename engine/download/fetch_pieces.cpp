// Pieces that have digests: compared as soon as they are held, fetched again alone if they are wrong.
#include <algorithm>

#include "engine/base/result.h"
#include "engine/download/fetch.h"

namespace sluice::download {

namespace {

/// A piece that was wrong so often will not become right.
constexpr int most_attempts = 4;
/// So many wrong pieces are no accident of one source, if there is another.
constexpr int most_wrong_pieces = 3;

RangeMap map_of(ByteRange range) {
    RangeMap map;
    map.add(range);
    return map;
}

RangeMap without(RangeMap map, const RangeMap& other) {
    for (const ByteRange& range : other.ranges()) {
        map.remove(range);
    }
    return map;
}

Error error_of_piece(std::size_t piece, ByteRange range, const std::string& algorithm) {
    ErrorArgs args;
    args.detail = "piece " + std::to_string(piece + 1) + " (bytes " + std::to_string(range.begin) + " to " +
                  std::to_string(range.end - 1) + ") was fetched " + std::to_string(most_attempts) +
                  " times, and its " + algorithm + " digest does not match";
    return fail(Kind::checksum_mismatch, std::move(args)).value();
}

}  // namespace

/// Of the file, as far as its pieces can be told; no_end: not yet.
std::uint64_t Fetch::checked_size() const {
    const PartFile* part = const_cast<Host&>(host_).part();
    return part != nullptr && over_ && map_.size() == no_end ? part->held().end() : map_.size();
}

bool Fetch::pieces_done() const {
    const std::uint64_t size = checked_size();
    return !pieces_ || (size != no_end && pieces_->complete(size));
}

std::optional<ExpectedHash> Fetch::pieces_verified() const {
    if (!pieces_ || !pieces_done()) {
        return std::nullopt;
    }
    NamedHash hash;
    hash.algorithm = pieces_->algorithm();
    return ExpectedHash(std::move(hash), Voucher::metalink, pieces_from_);
}

void Fetch::check_pieces() {
    const PartFile* part = host_.part();
    const std::uint64_t size = checked_size();
    if (!pieces_ || part == nullptr || size == no_end || error_) {
        return;
    }
    if (!pieces_->fits(size)) {
        ErrorArgs args;
        args.detail = "the number of pieces does not match (the server has " + std::to_string(size) + " bytes)";
        give_up(fail(Kind::checksum_mismatch, std::move(args)).value());
        wake_.set();
        return;
    }
    if (const auto piece = pieces_->next(part->held(), size)) {
        check_generation_ = part->resource().generation;
        checks_.start(*piece, hash_piece(pieces_->range(*piece, size)));
    }
}

async::Task<Result<std::string>> Fetch::hash_piece(ByteRange range) {
    auto hex = co_await hash_of(*host_.part(), range, pieces_->algorithm());
    wake_.set();
    co_return hex;
}

async::Task<void> Fetch::after_check(std::size_t piece, const Result<std::string>& hex) {
    PartFile& part = *host_.part();
    const std::uint64_t size = checked_size();
    const ByteRange range = pieces_->range(piece, size);
    const bool stale = part.resource().generation != check_generation_ || !part.held().contains(range);
    if (!hex || stale) {
        pieces_->forget();
        if (!hex) {
            give_up(hex.error());
        }
        co_return;
    }
    if (pieces_->end(piece, size, *hex)) {
        co_return;
    }
    repaired_ += range.size();
    host_.log(LogLevel::warning, -1,
              "Piece " + std::to_string(piece + 1) + " (bytes " + std::to_string(range.begin) + " to " +
                  std::to_string(range.end - 1) + ") is not what it should be: fetching it again");
    Source* const liar = blame(range);
    const RangeMap wrong = map_of(range);
    auto withdrawn = co_await part.retract(wrong);
    if (!withdrawn) {
        give_up(withdrawn.error());
        co_return;
    }
    if (over_ || pieces_->failures(piece) >= most_attempts) {
        give_up(error_of_piece(piece, range, pieces_->algorithm()));
        co_return;
    }
    if (liar != nullptr && liar->wrong_pieces >= most_wrong_pieces) {
        co_await leave_out_liar(*liar);
    }
}

/// Who brought it, if it was one source alone; that one does not bring it again as long as there is another.
Source* Fetch::blame(ByteRange range) {
    const RangeMap piece = map_of(range);
    std::vector<Source*> guilty;
    for (Source& source : sources_) {
        if (!source.brought.common(piece).empty()) {
            source.brought.remove(range);
            guilty.push_back(&source);
        }
    }
    if (guilty.size() != 1) {
        return nullptr;
    }
    guilty.front()->barred.add(range);
    ++guilty.front()->wrong_pieces;
    return guilty.front();
}

/// With all it brought that was not compared yet.
async::Task<void> Fetch::leave_out_liar(Source& source) {
    const bool spare = std::any_of(sources_.begin(), sources_.end(),
                                   [&](const Source& other) { return &other != &source && other.usable(); });
    if (!spare || !source.usable()) {
        co_return;
    }
    const RangeMap doubtful = without(source.brought, pieces_->good());
    source.brought.clear();
    for (FetchWorker& one : workers_) {
        if (&source_of(one) == &source) {
            dismiss(one, "its source is left out");  // nothing more comes while this is withdrawn
        }
    }
    if (!doubtful.empty()) {
        auto withdrawn = co_await host_.part()->retract(doubtful);
        if (!withdrawn) {
            give_up(withdrawn.error());
            co_return;
        }
    }
    drop(source, "several of its pieces are wrong");
}

/// What this source brought wrong and another may bring.
RangeMap Fetch::barred_for(const Source& source) const {
    RangeMap barred;
    for (const Source& other : sources_) {
        if (&other != &source && other.usable() && !source.barred.empty()) {
            barred.add_all(without(source.barred, other.barred));
        }
    }
    return barred;
}

/// Sources that may bring nothing of what is missing now give their place to others.
void Fetch::note_waiting() {
    const PartFile* part = host_.part();
    if (!pieces_ || part == nullptr) {
        return;
    }
    const RangeMap free = map_.free();
    Source* nothing_good = nullptr;
    for (Source& source : sources_) {
        const RangeMap barred = barred_for(source);
        source.waits = source.usable() && !barred.empty() && !free.empty() && without(free, barred).empty();
        if (source.waits && source.main && part->held().empty()) {
            nothing_good = &source;
        }
    }
    if (nothing_good != nullptr) {
        drop(*nothing_good, "its bytes are wrong");  // another one takes its place
        note_waiting();
        return;
    }
    for (FetchWorker& one : workers_) {
        if (one.idle() && source_of(one).waits) {
            retire(one);
        }
    }
}

PlannedStep Fetch::step_for(const FetchWorker& one) {
    std::vector<Standing> crew = standings();
    if (!established_) {
        crew = {Standing{one.number}};
    }
    const RangeMap barred = barred_for(sources_[one.source]);
    int walls = 0;
    for (const ByteRange& range : barred.ranges()) {
        map_.claim(-++walls, range, SegmentMap::Reach::second);  // a second claim is nobody's victim
    }
    const PlannedStep step = next_step(map_, crew, one.number, request_.segments.rules, doubled_);
    for (; walls > 0; --walls) {
        map_.release(-walls);
    }
    return step;
}

}  // namespace sluice::download
