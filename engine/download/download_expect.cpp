// What a run knows of the digests its file must have, and who vouches for them.
#include <algorithm>
#include <utility>

#include "engine/base/result.h"
#include "engine/download/download_run.h"

namespace sluice::download {

Result<void> DownloadRun::expect(const std::vector<std::string>& names) {
    if (!request_.expected.by_name) {
        return {};
    }
    SL_TRY(found, request_.expected.by_name(names));
    hashes_ = request_.expected.hashes;
    hashes_.insert(hashes_.end(), found->begin(), found->end());
    return {};
}

void DownloadRun::digests_found(const std::vector<ExpectedHash>& hashes) {
    for (const ExpectedHash& one : hashes) {
        const bool known = std::any_of(hashes_.begin(), hashes_.end(),
                                       [&](const ExpectedHash& other) { return other.hash == one.hash; });
        // What the user said counts; a server does not contradict it.
        const bool said = std::any_of(hashes_.begin(), hashes_.end(), [&](const ExpectedHash& other) {
            return other.hash.algorithm == one.hash.algorithm;
        });
        if (!known && !said) {
            hashes_.push_back(one);
        }
    }
}

std::vector<ExpectedHash> DownloadRun::all_expected() const {
    std::vector<ExpectedHash> all = hashes_;
    const auto& given = part_ ? part_->resource().digest : std::optional<http::GivenDigest>();
    if (const auto hash = given && all.empty() ? named_hash(given->algorithm, given->hex) : std::nullopt) {
        all.emplace_back(*hash, Voucher::server, given->field);
    }
    return all;
}

bool DownloadRun::is_guarded() const {
    const std::vector<ExpectedHash> all = all_expected();
    return std::any_of(all.begin(), all.end(),
                       [](const ExpectedHash& one) { return is_collision_free(one.hash.algorithm); });
}

async::Task<Result<void>> DownloadRun::doubt_mirrors(const Error& error) {
    if (error.kind != Kind::checksum_mismatch || from_mirrors_.empty() || part_->finished()) {
        co_return tl::unexpected<Error>(error);
    }
    say(LogLevel::warning, error.text() + "; fetching what mirrors brought again, from the first address alone");
    const RangeMap doubtful = std::exchange(from_mirrors_, RangeMap());
    const auto withdrawn = co_await part_->retract(doubtful);
    if (!withdrawn) {
        co_return tl::unexpected<Error>(withdrawn.error());
    }
    repaired_ += doubtful.total();
    alone_ = true;
    pieces_.reset();
    tell_phase(Phase::waiting_for_server);
    auto fetched = co_await fetch();
    tell_phase(Phase::finishing);
    co_return fetched;
}

/// Says what reading the part again has shown.
Result<void> DownloadRun::note_recheck() {
    if (!request_.expected.recheck || request_.start_over) {
        return {};
    }
    const Recheck found = part_->news().recheck;
    rechecked_ = found.right;
    repaired_ = found.wrong.total();
    for (const ByteRange& range : found.wrong.ranges()) {
        say(LogLevel::warning, "Bytes " + std::to_string(range.begin) + " to " + std::to_string(range.end - 1) +
                                   " are not what was written: fetching them again");
    }
    const bool compared = found.right > 0 || !found.wrong.empty() || part_->held().empty();
    if (!compared && all_expected().empty() && !request_.expected.pieces) {
        ErrorArgs args;
        args.file = part_->part_path();
        args.detail = "nothing is known to compare the saved part with";
        return fail(Kind::checksum_mismatch, std::move(args));
    }
    say(LogLevel::info, std::to_string(found.right) + " bytes of the part are as they were written" +
                            (found.unknown > 0 ? ", of " + std::to_string(found.unknown) + " that is not known" : ""));
    return {};
}

}  // namespace sluice::download
