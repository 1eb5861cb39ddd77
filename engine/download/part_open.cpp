// The beginnings of a part file: reserving a new name, or opening an earlier part and believing what can be proven.
#include <xxhash.h>

#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/download/part_state.h"

namespace sluice::download {

namespace {
constexpr const char* part_suffix = ".part";
constexpr const char* journal_suffix = ".sluice";
/// So many names are tried: "name (9999).ext".
constexpr int most_names = 10'000;
}  // namespace

Result<std::shared_ptr<PartState>> PartState::create(Place place, const PartPlan& plan) {
    sys::Disk& disk = place.disk;
    if (const int error = disk.make_folders(plan.folder); error != 0) {
        return disk_failure(disk, plan.folder, plan.folder, error);
    }
    for (int n = 0; n < most_names; ++n) {
        const std::string name = numbered_name(plan.resource.name, n);
        const std::string path = join(plan.folder, name);
        if (auto earlier = plan.owned ? find_earlier(place, path + part_suffix, plan.journal_id) : nullptr) {
            return earlier;
        }
        if (plan.conflict != Conflict::overwrite && disk.facts(path)) {
            if (plan.conflict == Conflict::skip) {
                return disk_failure(disk, plan.folder, path, EEXIST);
            }
            continue;
        }
        std::shared_ptr<PartState> part(new PartState(place, path + part_suffix));
        int error = 0;
        part->file_ = disk.open(part->part_path_, sys::OpenMode::create_new, error);
        if (!part->file_) {
            if (error == EEXIST) {
                continue;
            }
            return part->failure(error);
        }
        if (error = part->file_->lock(); error != 0 && error != ENOLCK && error != EOPNOTSUPP) {
            return part->failure(error);
        }
        const auto reserved =
            plan.resource.size > 0 ? part->reserve(static_cast<std::uint64_t>(plan.resource.size)) : Result<void>{};
        if (!reserved) {
            static_cast<void>(disk.remove(part->part_path_));
            return tl::unexpected<Error>(reserved.error());
        }
        Resource resource = plan.resource;
        resource.name = plan.conflict == Conflict::overwrite ? plan.resource.name : name;
        auto journal = Journal::create(disk, part->part_path_ + journal_suffix, plan.journal_id, resource);
        if (!journal) {
            static_cast<void>(disk.remove(part->part_path_));
            if (journal.error().os_errno == EEXIST) {
                continue;  // left behind by a part that somebody took away
            }
            static_cast<void>(disk.remove(part->part_path_ + journal_suffix));
            return tl::unexpected<Error>(journal.error());
        }
        part->journal_ = std::move(*journal);
        part->is_new_ = true;
        part->sha_.emplace(kept_hash);
        part->publish();
        return part;
    }
    return disk_failure(disk, plan.folder, join(plan.folder, plan.resource.name), EEXIST);
}

/// The part that an earlier run of this owner made here, or the file it became. Null: somebody else's, or none.
std::shared_ptr<PartState> PartState::find_earlier(const Place& place, const std::string& part_path,
                                                   std::uint64_t owner) {
    if (Journal::id_of(place.disk, part_path + journal_suffix) != owner) {
        return nullptr;
    }
    auto opened = open(place, part_path, Content::keep);
    return opened ? std::move(*opened) : nullptr;
}

Result<std::shared_ptr<PartState>> PartState::open(Place place, const std::string& part_path, Content content) {
    std::shared_ptr<PartState> part(new PartState(std::move(place), part_path));
    sys::Disk& disk = part->place_.disk;
    int error = 0;
    part->file_ = disk.open(part_path, sys::OpenMode::read_write, error);
    if (!part->file_) {
        if (error == ENOENT && part->take_over_finished()) {
            return part;
        }
        return part->failure(error);
    }
    if (error = part->file_->lock(); error != 0 && error != ENOLCK && error != EOPNOTSUPP) {
        return part->failure(error);
    }
    const auto size = part->file_->size();
    if (!size) {
        return part->failure(EIO);
    }
    SL_TRY(journal, part->open_journal(*size, content));
    SL_TRY(proven, part->prove_claims(*size, content));
    part->in_file_ = part->journal_->state().written;
    if (part->in_file_.empty()) {
        part->sha_.emplace(kept_hash);
    }
    part->publish();
    return part;
}

Result<void> PartState::open_journal(std::uint64_t part_size, Content content) {
    const std::string path = part_path_ + journal_suffix;
    auto opened = Journal::open(place_.disk, path);
    if (opened) {
        journal_ = std::move(*opened);
        return {};
    }
    const bool damaged = opened.error().kind == Kind::journal_damaged;
    if (opened.error().os_errno != ENOENT && !(damaged && content == Content::discard)) {
        return tl::unexpected<Error>(opened.error());
    }
    if (damaged) {
        static_cast<void>(place_.disk.remove(path));
    }
    if (part_size > 0 && content != Content::discard) {
        ErrorArgs args;
        args.file = path;
        args.detail = "it is missing";
        return fail(Kind::journal_damaged, std::move(args));
    }
    Resource nothing;
    nothing.generation = 0;
    SL_TRY(created, Journal::create(place_.disk, path, 1, nothing));
    journal_ = std::move(*created);
    return {};
}

bool PartState::matches(const Block& block) {
    const auto bytes = read(block.range);
    return bytes && XXH3_64bits(bytes->data(), bytes->size()) == block.hash;
}

Result<void> PartState::prove_claims(std::uint64_t part_size, Content content) {
    RangeMap doubtful;
    Recheck found;
    const JournalState& state = journal_->state();
    if (state.written.end() > part_size) {
        doubtful.add({part_size, state.written.end()});
    }
    for (std::size_t i = content == Content::recheck ? 0 : state.durable_blocks; i < state.blocks.size(); ++i) {
        const Block& block = state.blocks[i];
        const bool has_hash = block.hashed && block.range.size() <= block_bytes;
        if (!has_hash && i < state.durable_blocks) {
            found.unknown += block.range.size();
        } else if (block.range.end > part_size || !has_hash) {
            doubtful.add(block.range);
        } else if (!matches(block)) {
            doubtful.add(block.range);
            found.wrong.add(block.range);
        } else {
            found.right += block.range.size();
        }
    }
    place_.link->set_recheck(found);
    for (const ByteRange& range : doubtful.ranges()) {
        SL_TRY(withdrawn, journal_->retract(range));
    }
    return {};
}

bool PartState::take_over_finished() {
    sys::Disk& disk = place_.disk;
    auto opened = Journal::open(disk, part_path_ + journal_suffix);
    if (!opened) {
        return false;
    }
    const JournalState& state = (*opened)->state();
    if (state.finishing) {
        const std::string path = join(folder_, *state.finishing);
        const auto facts = disk.facts(path);
        if (facts && !facts->is_folder && static_cast<std::int64_t>(facts->size) == state.resource.size) {
            finished_ = FinishedFile{path, facts->size, {}};
            journal_ = std::move(*opened);
            return true;
        }
    }
    static_cast<void>(disk.remove(part_path_ + journal_suffix));  // claims about a part that is gone
    return false;
}

}  // namespace sluice::download
