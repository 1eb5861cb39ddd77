#include "engine/download/foreign_part.h"

#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"
#include "engine/download/aria2_control.h"
#include "engine/download/claim_blocks.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/download/resume_check.h"

namespace sluice::download {

namespace {

constexpr std::size_t most_control = 16 * 1024 * 1024;
constexpr std::size_t step = 1024 * 1024;
/// So many zeros in the middle of a file without a map may be a gap; fewer are taken for bytes.
constexpr std::uint64_t gap = 4096;
/// One more comparison for each so many bytes of a range, up to most_between.
constexpr std::uint64_t between_every = 16 * 1024 * 1024;
constexpr std::uint64_t most_between = 8;
constexpr int most_names = 1000;

tl::unexpected<Error> unusable(std::string why) {
    ErrorArgs args;
    args.detail = std::move(why);
    return fail(Kind::argument_bad, std::move(args));
}

tl::unexpected<Error> unreadable(const std::string& path, int error) {
    ErrorArgs args;
    args.file = path;
    return fail(Kind::file_read, std::move(args), error != 0 ? error : EIO);
}

/// Finds what is not zero: gaps are runs of zeros, and all zeros at the end.
class GapFinder {
  public:
    void add(Bytes bytes) {
        for (auto at = bytes.begin(); at != bytes.end();) {
            const auto zeros = std::find(at, bytes.end(), std::byte{0});
            if (zeros != at) {
                byte_at(position_, static_cast<std::uint64_t>(zeros - at));
            }
            position_ += static_cast<std::uint64_t>(zeros - at);
            at = std::find_if(zeros, bytes.end(), [](std::byte byte) { return byte != std::byte{0}; });
            position_ += static_cast<std::uint64_t>(at - zeros);
        }
    }
    RangeMap finish() {
        found_.add(run_);
        return std::move(found_);
    }

  private:
    void byte_at(std::uint64_t at, std::uint64_t count) {
        if (at - run_.end >= gap) {
            found_.add(run_);
            run_.begin = at;
        }
        run_.end = at + count;
    }

    RangeMap found_;
    ByteRange run_{0, 0};
    std::uint64_t position_ = 0;
};

Result<RangeMap> without_gaps(sys::File& file, const std::string& path, std::uint64_t size) {
    GapFinder finder;
    std::vector<std::byte> buffer(step);
    for (std::uint64_t at = 0; at < size;) {
        const sys::IoResult got = file.read_at(at, buffer);
        if (got.state != sys::IoState::done || got.bytes == 0) {
            return unreadable(path, got.error);
        }
        finder.add(Bytes(buffer).first(got.bytes));
        at += got.bytes;
    }
    return finder.finish();
}

/// The largest ones: each costs comparisons.
RangeMap largest(const RangeMap& all) {
    std::vector<ByteRange> ranges(all.ranges().begin(), all.ranges().end());
    if (ranges.size() > most_foreign_ranges) {
        std::nth_element(ranges.begin(), ranges.begin() + most_foreign_ranges, ranges.end(),
                         [](const ByteRange& a, const ByteRange& b) { return a.size() > b.size(); });
        ranges.resize(most_foreign_ranges);
    }
    RangeMap out;
    for (const ByteRange& range : ranges) {
        out.add(range);
    }
    return out;
}

Result<void> read_control(sys::Disk& disk, const std::string& path, ForeignPart& foreign) {
    int error = 0;
    const auto text = disk.read_whole(path, most_control, error);
    if (!text) {
        return unreadable(path, error);
    }
    SL_TRY(control, parse_aria2_control(as_bytes(*text)));
    foreign.whole = static_cast<std::int64_t>(control->size);
    RangeMap there;
    there.add({0, foreign.size});
    foreign.held = control->written.common(there);
    return {};
}

}  // namespace

std::string finished_name(const std::string& path) {
    std::string name = name_of(path);
    for (const std::string_view ending : {".part", ".crdownload", ".download"}) {
        if (name.size() > ending.size() && name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            return name.starts_with("Unconfirmed ") ? std::string() : safe_name(name, NameCare::typed);
        }
    }
    return safe_name(name, NameCare::typed);
}

Result<ForeignPart> look_at_foreign(sys::Disk& disk, const std::string& path) {
    int error = 0;
    const auto file = disk.open(path, sys::OpenMode::read, error);
    const auto facts = file ? disk.facts(path) : std::nullopt;
    if (!facts) {
        return disk_failure(disk, folder_of(path), path, error != 0 ? error : EIO);
    }
    if (facts->is_folder || !facts->is_regular) {
        return unusable(path + " is no file");
    }
    if (disk.facts(path + ".sluice")) {
        return unusable(path + " is a part of Sluice itself: its address alone goes on with it");
    }
    ForeignPart foreign;
    foreign.path = path;
    foreign.name = finished_name(path);
    foreign.size = facts->size;
    foreign.modified = facts->modified;
    if (disk.facts(path + ".aria2")) {
        SL_TRY(control, read_control(disk, path + ".aria2", foreign));
    } else {
        SL_TRY(found, without_gaps(*file, path, foreign.size));
        foreign.held = std::move(*found);
    }
    foreign.held = largest(foreign.held);
    if (foreign.held.empty()) {
        return unusable("there is nothing in " + path + " to go on with");
    }
    return foreign;
}

std::vector<ByteRange> probes_of(const RangeMap& held) {
    std::vector<ByteRange> out;
    for (const ByteRange& range : held.ranges()) {
        out.push_back({range.begin, std::min(range.end, range.begin + overlap_bytes)});
        const std::uint64_t between = std::min(most_between, range.size() / between_every);
        for (std::uint64_t i = 1; i <= between; ++i) {
            const std::uint64_t at = range.begin + range.size() / (between + 1) * i;
            out.push_back({at, std::min(range.end, at + overlap_bytes)});
        }
        if (range.size() > overlap_bytes) {
            out.push_back({std::max(range.begin + overlap_bytes, range.end - overlap_bytes), range.end});
        }
    }
    return out;
}

Result<ByteVector> read_foreign(sys::Disk& disk, const ForeignPart& foreign, ByteRange range) {
    int error = 0;
    const auto file = disk.open(foreign.path, sys::OpenMode::read, error);
    if (!file) {
        return unreadable(foreign.path, error);
    }
    ByteVector bytes(static_cast<std::size_t>(range.size()));
    for (std::size_t have = 0; have < bytes.size();) {
        const sys::IoResult got = file->read_at(range.begin + have, MutableBytes(bytes).subspan(have));
        if (got.state != sys::IoState::done || got.bytes == 0) {
            return unreadable(foreign.path, got.error);
        }
        have += got.bytes;
    }
    return bytes;
}

namespace {

/// The first name that is free for the part and for the finished file; the foreign file itself is no obstacle.
std::string free_part(sys::Disk& disk, const ForeignPart& foreign, const ForeignPlan& plan, std::string& name) {
    for (int n = 0; n < most_names; ++n) {
        name = numbered_name(plan.resource.name, n);
        const std::string path = join(plan.folder, name);
        const std::string part = path + ".part";
        const bool taken = !plan.overwrite && path != foreign.path && disk.facts(path);
        if (!taken && (part == foreign.path || !disk.facts(part)) && !disk.facts(part + ".sluice")) {
            return part;
        }
    }
    return {};
}

/// Under its new name, with what was done undone if that fails.
Result<void> rename_to(sys::Disk& disk, const std::string& from, const std::string& part) {
    const int error = from == part ? 0 : disk.rename(from, part, sys::Replace::no);
    if (error != 0) {
        static_cast<void>(disk.remove(part + ".sluice"));
        if (error == EXDEV) {
            return unusable(from + " lies on another volume than " + folder_of(part) +
                            ": save to the folder it is in, or move it first");
        }
        return disk_failure(disk, folder_of(part), part, error);
    }
    const int flushed = disk.flush_folder(folder_of(part));
    return flushed == 0 ? Result<void>() : disk_failure(disk, folder_of(part), part, flushed);
}

}  // namespace

Result<std::string> take_over(sys::Disk& disk, const ForeignPart& foreign, const ForeignPlan& plan) {
    if (const int error = disk.make_folders(plan.folder); error != 0) {
        return disk_failure(disk, plan.folder, plan.folder, error);
    }
    int error = 0;
    const auto file = disk.open(foreign.path, sys::OpenMode::read_write, error);
    if (!file) {
        return disk_failure(disk, folder_of(foreign.path), foreign.path, error);
    }
    ForeignPlan named = plan;
    const std::string part = free_part(disk, foreign, plan, named.resource.name);
    if (part.empty()) {
        return disk_failure(disk, plan.folder, join(plan.folder, plan.resource.name), EEXIST);
    }
    SL_TRY(journal, Journal::create(disk, part + ".sluice", plan.journal_id, named.resource));
    const auto claimed = claim_blocks(disk, **journal, *file, foreign.path, foreign.held);
    const auto now = disk.facts(foreign.path);
    const bool same = now && now->size == foreign.size && now->modified == foreign.modified;
    if (!claimed || !same) {
        static_cast<void>(disk.remove(part + ".sluice"));
        return claimed ? unusable("another program still writes to " + foreign.path)
                       : tl::unexpected<Error>(claimed.error());
    }
    SL_TRY(renamed, rename_to(disk, foreign.path, part));
    return part;
}

}  // namespace sluice::download
