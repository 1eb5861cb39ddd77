#include "engine/download/part_link.h"

#include <utility>

namespace sluice::download {

namespace {
/// Bytes that come while the strand is busy are gathered into pieces of at most this size.
constexpr std::size_t most_gathered = 1024 * 1024;
}  // namespace

bool PartLink::push(std::uint64_t offset, Bytes bytes) {
    const std::lock_guard lock(mutex_);
    news_.queued += bytes.size();
    news_.settled = false;
    if (!pieces_.empty()) {
        Piece& last = pieces_.back();
        if (last.offset + last.bytes.size() == offset && last.bytes.size() + bytes.size() <= most_gathered) {
            last.bytes.insert(last.bytes.end(), bytes.begin(), bytes.end());
            return false;
        }
    }
    pieces_.push_back({offset, ByteVector(bytes.begin(), bytes.end())});
    return !std::exchange(draining_, true);
}

PartLink::News PartLink::news() const {
    const std::lock_guard lock(mutex_);
    return news_;
}

PartLink::Load PartLink::load() const {
    const std::lock_guard lock(mutex_);
    return {news_.queued, news_.unflushed, news_.settled, static_cast<bool>(news_.error)};
}

Error PartLink::error() const {
    const std::lock_guard lock(mutex_);
    return news_.error;
}

bool PartLink::take(Piece& piece) {
    const std::lock_guard lock(mutex_);
    if (pieces_.empty()) {
        draining_ = false;
        return false;
    }
    piece = std::move(pieces_.front());
    pieces_.pop_front();
    return true;
}

void PartLink::wrote(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    news_.queued -= bytes;
    in_file_ += bytes;
    news_.unflushed += bytes;
}

void PartLink::set_maps(const RangeMap& saved, const RangeMap& durable, std::uint64_t in_file) {
    const std::lock_guard lock(mutex_);
    news_.saved = saved;
    news_.durable = durable;
    in_file_ = in_file;
    news_.unflushed = in_file_ - std::min(in_file_, durable.total());
    news_.settled = news_.queued == 0 && news_.unflushed == 0;
}

void PartLink::set_recheck(const Recheck& recheck) {
    const std::lock_guard lock(mutex_);
    news_.recheck = recheck;
}

void PartLink::set_error(const Error& error) {
    const std::lock_guard lock(mutex_);
    if (!news_.error) {
        news_.error = error;
    }
}

}  // namespace sluice::download
