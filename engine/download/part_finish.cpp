// The end of a part file: complete, hashed, flushed, renamed.
#include <algorithm>
#include <cerrno>

#include "engine/base/result.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/download/part_state.h"

namespace sluice::download {

namespace {
constexpr int most_names = 10'000;
}

Result<FinishedFile> PartState::finish(const FinishPlan& plan) {
    if (finished_) {
        SL_TRY(right, check_finished(plan.hashes));
        return *finished_;
    }
    if (const Error error = place_.link->error()) {
        return tl::unexpected<Error>(error);
    }
    Resource facts = resource();
    const std::uint64_t size = facts.size >= 0 ? static_cast<std::uint64_t>(facts.size) : in_file_.prefix();
    if (in_file_.prefix() != size || in_file_.total() != size || !joins().empty()) {
        ErrorArgs args;
        args.file = part_path_;
        args.bytes = static_cast<std::int64_t>(in_file_.total());
        args.limit = static_cast<std::int64_t>(size);
        return fail(Kind::file_incomplete, std::move(args));
    }
    if (facts.size < 0) {
        facts.size = static_cast<std::int64_t>(size);
        SL_TRY(updated, journal_->update(facts));
    }
    if (const auto now = file_->size(); !now || *now != size) {
        if (const int error = file_->truncate(size); error != 0) {
            return failure(error);
        }
    }
    SL_TRY(right, check_hashes(*file_, part_path_, size, plan.hashes));
    FinishedFile done;
    done.size = size;
    if (sha_ && sha_next_ == size) {
        done.sha256 = sha_->finish();
        sha_.reset();
    } else if (plan.want_sha256) {
        SL_TRY(computed, hash_of(*this, {0, size}, kept_hash));
        done.sha256 = *computed;
    }
    // What a file system cannot keep (attributes on FAT, times on some network shares) is no reason to fail.
    if (!plan.origin.empty()) {
        static_cast<void>(file_->set_attribute("user.xdg.origin.url", plan.origin));
    }
    if (!plan.referrer.empty()) {
        static_cast<void>(file_->set_attribute("user.xdg.referrer.url", plan.referrer));
    }
    if (plan.modified) {
        static_cast<void>(file_->set_modified(*plan.modified));
    }
    SL_TRY(saved, sync());
    if (const int error = file_->flush(); error != 0) {  // sync() leaves out what is durable; the cut to size is not
        return failure(error);
    }
    SL_TRY(path, place_file(plan));
    done.path = *path;
    finished_ = done;
    if (const int error = place_.disk.flush_folder(folder_); error != 0) {
        finished_.reset();
        return disk_failure(place_.disk, folder_, folder_, error);
    }
    return done;
}

Result<std::string> hash_of(PartState& part, ByteRange range, const std::string& algorithm) {
    constexpr std::uint64_t step = 1024 * 1024;
    FileHash hash(algorithm);
    for (std::uint64_t at = range.begin; at < range.end; at += step) {
        SL_TRY(bytes, part.read({at, std::min(range.end, at + step)}));
        hash.add(*bytes);
    }
    return hash.finish();
}

/// An earlier run may have known other digests, or none.
Result<void> PartState::check_finished(const std::vector<NamedHash>& hashes) {
    int error = 0;
    const auto file = hashes.empty() ? nullptr : place_.disk.open(finished_->path, sys::OpenMode::read, error);
    if (!file) {
        return hashes.empty() ? Result<void>() : Result<void>(failure(error));
    }
    return check_hashes(*file, finished_->path, finished_->size, hashes);
}

Result<std::string> PartState::place_file(const FinishPlan& plan) {
    const std::string wished = resource().name;
    for (int n = 0; n < most_names; ++n) {
        const std::string name = numbered_name(wished, n);
        const std::string path = join(folder_, name);
        // Said before it happens: whoever finds this journal without its part knows which file it became.
        SL_TRY(noted, journal_->finishing(name));
        const auto replace = plan.conflict == Conflict::overwrite ? sys::Replace::yes : sys::Replace::no;
        const int error = place_.disk.rename(part_path_, path, replace);
        if (error == 0) {
            return path;
        }
        if (error != EEXIST || plan.conflict == Conflict::skip) {
            return disk_failure(place_.disk, folder_, path, error);
        }
    }
    return disk_failure(place_.disk, folder_, join(folder_, wished), EEXIST);
}

}  // namespace sluice::download
