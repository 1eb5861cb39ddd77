#include "engine/download/journal.h"

#include <cerrno>

#include "engine/base/result.h"
#include "engine/download/disk_error.h"

namespace sluice::download {

namespace {

constexpr std::uint64_t reserve_step = 64 * 1024;
constexpr std::uint64_t compact_from = 1024 * 1024;
/// A journal larger than this is damage: 16 TiB in 4 MiB blocks need 170 MB.
constexpr std::uint64_t max_journal = 512ULL * 1024 * 1024;
/// Hashes of blocks from this size on survive compaction; smaller ones are merged into plain ranges.
constexpr std::uint64_t keep_hash_from = 1024 * 1024;

Result<ByteVector> read_all(sys::Disk& disk, sys::File& file, const std::string& path) {
    const auto size = file.size();
    if (!size) {
        return disk_failure(disk, folder_of(path), path, EIO);
    }
    if (*size > max_journal) {
        ErrorArgs args;
        args.file = path;
        args.detail = "too large";
        return fail(Kind::journal_damaged, std::move(args));
    }
    ByteVector bytes(*size);
    std::size_t have = 0;
    while (have < bytes.size()) {
        const sys::IoResult got = file.read_at(have, MutableBytes(bytes).subspan(have));
        if (got.state == sys::IoState::closed) {
            break;
        }
        if (got.state != sys::IoState::done) {
            return disk_failure(disk, folder_of(path), path, got.error);
        }
        have += got.bytes;
    }
    bytes.resize(have);
    return bytes;
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::create(sys::Disk& disk, const std::string& path, std::uint64_t id,
                                                 const Resource& resource) {
    std::unique_ptr<Journal> journal(new Journal(disk, path));
    int error = 0;
    journal->file_ = disk.open(path, sys::OpenMode::create_new, error);
    if (!journal->file_) {
        return disk_failure(disk, folder_of(path), path, error);
    }
    journal->id_ = id;
    journal->state_.resource = resource;
    journal->state_.boot_id = disk.boot_id();
    const JournalEncoder head(id, resource, journal->state_.boot_id);
    SL_TRY(appended, journal->append(head));
    return journal;
}

Result<std::unique_ptr<Journal>> Journal::open(sys::Disk& disk, const std::string& path) {
    std::unique_ptr<Journal> journal(new Journal(disk, path));
    int error = 0;
    journal->file_ = disk.open(path, sys::OpenMode::read_write, error);
    if (!journal->file_) {
        return disk_failure(disk, folder_of(path), path, error);
    }
    SL_TRY(bytes, read_all(disk, *journal->file_, path));
    auto replay = replay_journal(*bytes);
    if (!replay) {
        ErrorArgs args = replay.error().facts();
        args.file = path;
        return fail(Kind::journal_damaged, std::move(args));
    }
    journal->id_ = replay->id;
    journal->end_ = journal->compacted_size_ = replay->end;
    journal->chain_ = replay->chain;
    journal->state_ = std::move(replay->state);
    if (replay->unfinished_head) {
        journal->state_ = JournalState{};
        journal->state_.resource.generation = 0;
        journal->state_.boot_id = disk.boot_id();
        const JournalEncoder head(0, journal->state_.resource, journal->state_.boot_id);
        SL_TRY(begun, journal->append(head));
        return journal;
    }
    if (replay->torn) {
        // Its chain cannot be continued by accident, so cutting it off is tidiness and may fail.
        static_cast<void>(journal->file_->truncate(journal->end_));
    }
    JournalEncoder records(journal->chain_);
    records.session(disk.boot_id());
    SL_TRY(appended, journal->append(records));
    journal->state_.begin_session(disk.boot_id());
    return journal;
}

std::optional<std::uint64_t> Journal::id_of(sys::Disk& disk, const std::string& path) {
    int error = 0;
    if (!disk.facts(path)) {
        return std::nullopt;
    }
    const auto file = disk.open(path, sys::OpenMode::read_write, error);
    if (!file) {
        return std::nullopt;
    }
    const auto bytes = read_all(disk, *file, path);
    if (!bytes) {
        return std::nullopt;
    }
    const auto replay = replay_journal(*bytes);
    return replay && !replay->unfinished_head ? std::optional(replay->id) : std::nullopt;
}

void Journal::reserve(std::uint64_t until) {
    if (until > reserved_) {
        reserved_ = until + reserve_step;
        static_cast<void>(file_->allocate(reserved_));
    }
}

Result<void> Journal::append(const JournalEncoder& records) {
    const sys::IoResult wrote = file_->write_at(end_, records.bytes());
    if (wrote.state != sys::IoState::done || wrote.bytes != records.bytes().size()) {
        return disk_failure(disk_, folder_of(path_), path_, wrote.error != 0 ? wrote.error : EIO);
    }
    end_ += records.bytes().size();
    chain_ = records.chain();
    // Space for the next records, so that what is in the part can still be claimed when the disk is full.
    reserve(end_ + reserve_step / 4);
    return {};
}

Result<void> Journal::flush() {
    if (const int error = file_->flush(); error != 0) {
        return disk_failure(disk_, folder_of(path_), path_, error);
    }
    return {};
}

Result<void> Journal::update(const Resource& resource) {
    JournalEncoder records(chain_);
    records.resource(resource);
    SL_TRY(appended, append(records));
    state_.resource = resource;
    state_.finishing.reset();
    return {};
}

Result<void> Journal::claim(const std::vector<ByteRange>& ranges, const std::vector<std::uint64_t>& hashes) {
    JournalEncoder records(chain_);
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        blocks.push_back({ranges[i], hashes[i], true, end_ + records.bytes().size()});
        records.written(blocks.back());
    }
    SL_TRY(appended, append(records));
    for (const Block& block : blocks) {
        state_.claim(block);
    }
    return {};
}

Result<void> Journal::make_durable(std::uint64_t position) {
    JournalEncoder records(chain_);
    records.durable(position);
    SL_TRY(appended, append(records));
    state_.make_durable(position);
    return {};
}

Result<void> Journal::retract(ByteRange range) {
    JournalEncoder records(chain_);
    records.retracted(range, state_.resource.generation + 1);
    SL_TRY(appended, append(records));
    state_.withdraw(range);
    state_.resource.generation += 1;
    state_.finishing.reset();
    return flush();
}

Result<void> Journal::join(std::uint64_t offset) {
    JournalEncoder records(chain_);
    records.joined(offset);
    SL_TRY(appended, append(records));
    state_.joins.insert(offset);
    return {};
}

Result<void> Journal::prove(std::uint64_t offset) {
    JournalEncoder records(chain_);
    records.proven(offset);
    SL_TRY(appended, append(records));
    state_.joins.erase(offset);
    return {};
}

Result<void> Journal::finishing(const std::string& final_name) {
    JournalEncoder records(chain_);
    records.finishing(final_name);
    SL_TRY(appended, append(records));
    state_.finishing = final_name;
    return flush();
}

JournalEncoder Journal::snapshot(std::vector<Block>& blocks, std::size_t& durable_blocks) const {
    JournalEncoder out(id_, state_.resource, state_.boot_id);
    RangeMap plain = state_.durable;
    std::vector<Block> kept;
    std::vector<Block> open;
    for (std::size_t i = 0; i < state_.blocks.size(); ++i) {
        const Block& block = state_.blocks[i];
        if (i >= state_.durable_blocks) {
            open.push_back(block);
        } else if (block.hashed && block.range.size() >= keep_hash_from) {
            kept.push_back(block);
            plain.remove(block.range);
        }
    }
    for (const ByteRange& range : plain.ranges()) {
        kept.push_back({range, 0, false, 0});
    }
    durable_blocks = kept.size();
    for (Block& block : kept) {
        block.position = out.bytes().size();
        out.written(block);
    }
    out.durable(out.bytes().size());
    for (Block& block : open) {
        block.position = out.bytes().size();
        out.written(block);
    }
    for (const std::uint64_t offset : state_.joins) {
        out.joined(offset);
    }
    blocks = std::move(kept);
    blocks.insert(blocks.end(), open.begin(), open.end());
    return out;
}

Result<void> Journal::compact_if_grown() {
    if (end_ < compact_from || end_ < 2 * compacted_size_) {
        return {};
    }
    std::vector<Block> blocks;
    std::size_t durable_blocks = 0;
    const JournalEncoder all = snapshot(blocks, durable_blocks);
    compacted_size_ = all.bytes().size();
    const std::string fresh_path = path_ + "~";
    int error = 0;
    auto fresh = disk_.open(fresh_path, sys::OpenMode::create_empty, error);
    if (!fresh) {
        return disk_failure(disk_, folder_of(path_), fresh_path, error);
    }
    const sys::IoResult wrote = fresh->write_at(0, all.bytes());
    error = wrote.state == sys::IoState::done && wrote.bytes == all.bytes().size() ? fresh->flush() : wrote.error;
    if (wrote.state != sys::IoState::done || error != 0) {
        static_cast<void>(disk_.remove(fresh_path));
        return disk_failure(disk_, folder_of(path_), fresh_path, error != 0 ? error : EIO);
    }
    if (error = disk_.rename(fresh_path, path_, sys::Replace::yes); error != 0) {
        static_cast<void>(disk_.remove(fresh_path));
        return disk_failure(disk_, folder_of(path_), path_, error);
    }
    file_ = std::move(fresh);
    state_.blocks = std::move(blocks);
    state_.durable_blocks = durable_blocks;
    end_ = all.bytes().size();
    chain_ = all.chain();
    reserved_ = 0;
    // If the folder's change is lost by a power cut the old journal comes back, which says less but nothing wrong,
    // unless withdrawals follow: therefore the folder is flushed here.
    if (error = disk_.flush_folder(folder_of(path_)); error != 0) {
        return disk_failure(disk_, folder_of(path_), path_, error);
    }
    return {};
}

}  // namespace sluice::download
