#include "engine/download/part_state.h"

#include <xxhash.h>

#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"
#include "engine/download/disk_error.h"

namespace sluice::download {

namespace {
constexpr std::uint64_t record_after = 64 * 1024 * 1024;
}  // namespace

struct PartState::Run {
    struct FreeState {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };
    ByteRange range;
    std::unique_ptr<XXH3_state_t, FreeState> hash{XXH3_createState()};

    explicit Run(std::uint64_t begin) : range{begin, begin} { XXH3_64bits_reset(hash.get()); }
    void add(Bytes bytes) {
        XXH3_64bits_update(hash.get(), bytes.data(), bytes.size());
        range.end += bytes.size();
    }
    std::uint64_t digest() const { return XXH3_64bits_digest(hash.get()); }
};

PartState::PartState(Place place, std::string part_path)
    : place_(std::move(place)), part_path_(std::move(part_path)), folder_(folder_of(part_path_)) {}

PartState::~PartState() {
    if (is_new_ && !adopted_) {  // whoever asked for it is gone: nobody knows of the name
        place_.workers.submit([&disk = place_.disk, path = part_path_] {
            static_cast<void>(disk.remove(path + ".sluice"));
            static_cast<void>(disk.remove(path));
        });
    }
}

tl::unexpected<Error> PartState::failure(int os_errno, std::int64_t needed) {
    return disk_failure(place_.disk, folder_, part_path_, os_errno, needed);
}

void PartState::fail_with(const Error& error) {
    place_.link->set_error(error);
    place_.link->tell();
}

void PartState::publish() {
    place_.link->set_maps(journal_->state().written, journal_->state().durable, in_file_.total());
    place_.link->tell();
}

void PartState::drain() {
    PartLink::Piece piece;
    while (place_.link->take(piece)) {
        const bool wanted = !place_.link->error() && !finished_;
        if (wanted) {
            if (const auto done = write(piece); !done) {
                fail_with(done.error());
                record();
            }
        }
        place_.link->wrote(piece.bytes.size());
        place_.link->tell();
    }
}

Result<void> PartState::write(const PartLink::Piece& piece) {
    const sys::IoResult wrote = file_->write_at(piece.offset, piece.bytes);
    const Bytes bytes = Bytes(piece.bytes).first(std::min(wrote.bytes, piece.bytes.size()));
    note_written(piece.offset, bytes);
    if (wrote.state != sys::IoState::done || bytes.size() != piece.bytes.size()) {
        std::int64_t needed = static_cast<std::int64_t>(piece.bytes.size() - bytes.size());
        if (resource().size >= 0) {
            needed = resource().size - static_cast<std::int64_t>(in_file_.total());
        }
        return failure(wrote.error != 0 ? wrote.error : EIO, needed);
    }
    if (unrecorded_ >= record_after) {
        record();
    }
    return {};
}

void PartState::note_written(std::uint64_t offset, Bytes bytes) {
    if (bytes.empty()) {
        return;
    }
    in_file_.add({offset, offset + bytes.size()});
    unrecorded_ += bytes.size();
    if (sha_ && offset == sha_next_) {
        sha_->add(bytes);
        sha_next_ += bytes.size();
    } else {
        sha_.reset();
    }
    while (!bytes.empty()) {
        auto run = std::find_if(runs_.begin(), runs_.end(), [&](const Run& r) { return r.range.end == offset; });
        if (run == runs_.end()) {
            run = runs_.emplace(runs_.end(), offset);
        }
        const std::uint64_t room = block_bytes - offset % block_bytes;
        const Bytes part = bytes.first(std::min<std::uint64_t>(room, bytes.size()));
        run->add(part);
        if (part.size() == room) {
            block_ranges_.push_back(run->range);
            block_hashes_.push_back(run->digest());
            runs_.erase(run);
        }
        offset += part.size();
        bytes = bytes.subspan(part.size());
    }
}

void PartState::forget_unrecorded() {
    runs_.clear();
    block_ranges_.clear();
    block_hashes_.clear();
    unrecorded_ = 0;
}

void PartState::record() {
    for (const Run& run : runs_) {
        block_ranges_.push_back(run.range);
        block_hashes_.push_back(run.digest());
    }
    runs_.clear();
    if (block_ranges_.empty()) {
        return;
    }
    if (const auto done = journal_->claim(block_ranges_, block_hashes_); !done) {
        fail_with(done.error());  // kept, to be tried again by the next call
        return;
    }
    block_ranges_.clear();
    block_hashes_.clear();
    unrecorded_ = 0;
    publish();
}

void PartState::begin_flush() {
    if (flushing_ || finished_ || journal_ == nullptr) {
        return;
    }
    record();
    if (journal_->state().durable == journal_->state().written) {
        publish();
        return;
    }
    const auto flushes = place_.flushes.lock();
    if (!flushes) {
        return;  // the part is being closed, which flushes
    }
    flushing_ = true;
    flushes->submit([self = shared_from_this(), strand = place_.strand.lock(), file = file_,
                     position = journal_->position()]() mutable {
        const int error = file->flush();
        file.reset();  // the lock must not outlive the end of the flush
        strand->submit([self = std::move(self), position, error] { self->end_flush(position, error); });
    });
}

void PartState::end_flush(std::uint64_t position, int error) {
    flushing_ = false;
    if (journal_ == nullptr) {
        return;
    }
    if (const auto done = after_flush(position, error); !done) {
        fail_with(done.error());
    }
    if (closing_) {
        static_cast<void>(end_close());
    }
}

Result<void> PartState::after_flush(std::uint64_t position, int error) {
    if (error != 0) {
        // The system forgets pages that it could not write: a later flush that succeeds proves nothing about them.
        RangeMap lost = journal_->state().written;
        for (const ByteRange& range : journal_->state().durable.ranges()) {
            lost.remove(range);
        }
        for (const ByteRange& range : lost.ranges()) {
            static_cast<void>(journal_->retract(range));
        }
        forget_unrecorded();
        in_file_ = journal_->state().durable;
        publish();
        return failure(error);
    }
    SL_TRY(marked, journal_->make_durable(position));
    SL_TRY(flushed, journal_->flush());
    if (!folder_flushed_) {
        if (const int failed = place_.disk.flush_folder(folder_); failed != 0) {
            return disk_failure(place_.disk, folder_, folder_, failed);
        }
        folder_flushed_ = true;
    }
    if (!flushing_) {  // the position of a flush under way must stay what it is
        SL_TRY(compacted, journal_->compact_if_grown());
    }
    publish();
    return {};
}

Result<void> PartState::sync() {
    if (finished_) {
        return {};
    }
    record();
    if (journal_->state().durable != journal_->state().written) {
        const std::uint64_t position = journal_->position();
        const int error = file_->flush();
        SL_TRY(done, after_flush(position, error));
    }
    if (const Error error = place_.link->error()) {
        return tl::unexpected<Error>(error);
    }
    return {};
}

Result<void> PartState::reserve(std::uint64_t size) {
    const std::uint64_t needed = size - std::min(size, in_file_.total());
    const auto free = place_.disk.free_space(folder_);
    if (in_file_.empty() && free && *free < needed) {
        return failure(ENOSPC, static_cast<std::int64_t>(needed));
    }
    if (size > 0 && file_->allocate(size) == ENOSPC) {
        return failure(ENOSPC, static_cast<std::int64_t>(needed));
    }
    return {};
}

Result<void> PartState::update(const Resource& resource) {
    return journal_->update(resource);
}

Result<void> PartState::start_over() {
    forget_unrecorded();
    const JournalState& state = journal_->state();
    const std::uint64_t last_join = state.joins.empty() ? 0 : *state.joins.rbegin();
    SL_TRY(withdrawn, journal_->retract({0, std::max(state.written.end(), last_join + 1)}));
    if (const int error = file_->truncate(0); error != 0) {
        return failure(error);
    }
    in_file_.clear();
    sha_.emplace(kept_hash);
    sha_next_ = 0;
    publish();
    return {};
}

Result<void> PartState::retract(const RangeMap& ranges) {
    record();  // what was not claimed yet is claimed, so that withdrawing covers it
    if (const Error error = place_.link->error()) {
        return tl::unexpected<Error>(error);
    }
    for (const ByteRange& range : ranges.ranges()) {
        SL_TRY(withdrawn, journal_->retract(range));
        in_file_.remove(range);
    }
    sha_.reset();
    publish();
    return {};
}

Result<ByteVector> PartState::read(ByteRange range) {
    ByteVector bytes(range.size());
    std::size_t have = 0;
    while (have < bytes.size()) {
        const sys::IoResult got = file_->read_at(range.begin + have, MutableBytes(bytes).subspan(have));
        if (got.state != sys::IoState::done) {
            return failure(got.error != 0 ? got.error : EIO);
        }
        have += got.bytes;
    }
    return bytes;
}

void PartState::close(bool end_seen) {
    end_seen_ = end_seen;
    if (journal_ == nullptr || finished_) {
        static_cast<void>(end_close());
        return;
    }
    closing_ = true;
    if (!flushing_) {
        static_cast<void>(end_close());
    }
}

Result<void> PartState::end_close() {
    Result<void> saved;
    if (finished_) {
        if (end_seen_) {
            static_cast<void>(place_.disk.remove(part_path_ + ".sluice"));
        }
    } else if (journal_ != nullptr) {
        saved = sync();
    }
    journal_.reset();
    file_.reset();
    if (const auto strand = place_.strand.lock()) {
        strand->end_closing();
    }
    return saved;
}

}  // namespace sluice::download
