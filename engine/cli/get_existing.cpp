// What a job does with a file that is there already, and with an address that is a Metalink.
#include <sluice/url.h>

#include <atomic>
#include <iterator>
#include <memory>

#include "engine/async/first_of.h"
#include "engine/async/offload.h"
#include "engine/base/result.h"
#include "engine/cli/get_job.h"
#include "engine/cli/get_targets.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/http/masking.h"

namespace sluice::cli {

namespace {

std::string plain(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->without_credentials() : std::string();
}

/// The name an address gives a file.
std::string name_in(const std::string& url) {
    const std::string address = plain(url);
    download::NameInputs inputs;
    inputs.first_url = address;
    return download::choose_name(inputs).name;
}

Error mismatch(const std::string& path, std::string detail) {
    ErrorArgs args;
    args.file = path;
    args.detail = std::move(detail);
    return fail(Kind::checksum_mismatch, std::move(args)).value();
}

/// What a check says is wrong; no error: nothing.
Error error_of(const std::string& path, const download::FileCheck& check) {
    if (check.whole || check.bad.empty()) {
        return check.whole;
    }
    const std::uint64_t bytes = check.bad.total();
    return mismatch(path, std::to_string(bytes) + " bytes of " + path + " are not what they should be");
}

async::Task<Result<download::FileCheck>> check(async::Reactor& reactor, std::string path,
                                               std::shared_ptr<const download::Expectations> expected,
                                               std::shared_ptr<std::atomic<bool>> stop) {
    sys::World& world = reactor.world();
    auto work = [disk = &world.disk(), path, expected, stop] {
        return download::check_file(*disk, path, *expected, stop.get());
    };
    auto waiting = async::offload(reactor, world.workers(), std::move(work));
    auto checked = co_await waiting;
    co_return checked;
}
async::Task<int> until_set(async::Event& event) {
    co_await event.wait();
    co_return 0;
}

}  // namespace

std::string GetJob::path_there() const {
    const std::string name =
        target_.name.empty() ? name_in(target_.url) : download::safe_name(target_.name, download::NameCare::typed);
    return download::join(target_.folder, name);
}

Result<download::Expectations> GetJob::expectations_of(const std::string& path) const {
    download::Expectations expected = target_.expected;
    if (expected.by_name) {
        SL_TRY(found, expected.by_name({name_in(target_.url), download::name_of(path)}));
        expected.hashes.insert(expected.hashes.end(), found->begin(), found->end());
    }
    return expected;
}

async::Task<Result<download::FileCheck>> GetJob::check_path(std::string path) {
    auto expected = expectations_of(path);
    if (!expected) {
        co_return tl::unexpected<Error>(expected.error());
    }
    const auto wanted = std::make_shared<const download::Expectations>(std::move(*expected));
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    auto ended = co_await async::first_of(check(around_.reactor, path, wanted, stop), until_set(around_.stop));
    if (!ended.a) {
        stop->store(true);  // the reading goes on until it sees it
        co_return fail(Kind::cancelled);
    }
    co_return std::move(*ended.a);
}

/// --conflict skip: what is there must be what was wanted, as far as that is known.
async::Task<void> GetJob::end_with_existing(std::string path) {
    row_.path = path;
    const bool known = !target_.expected.hashes.empty() || target_.expected.pieces || target_.expected.by_name;
    if (!known) {
        end(GetState::skipped, 0);
        co_return;
    }
    const auto check = co_await check_path(path);
    const Error error = check ? error_of(path, *check) : check.error();
    if (error) {
        fail_with(error);
        co_return;
    }
    row_.verified = check->verified;
    end(GetState::skipped, 0);
}

async::Task<bool> GetJob::verify_existing() {
    const std::string path = path_there();
    row_.state = GetState::finishing;
    row_.name = download::name_of(path);
    const auto check = co_await check_path(path);
    if (!check) {
        fail_with(check.error());
        co_return false;
    }
    row_.path = path;
    row_.size = row_.received = static_cast<std::int64_t>(check->size);
    row_.rechecked = static_cast<std::int64_t>(check->good.total());
    if (!check->compared) {
        fail_with(mismatch(
            path, "nothing is known to compare " + path + " with (--checksum or --metalink say what it should be)"));
        co_return false;
    }
    if (check->bad.empty()) {
        if (check->whole) {
            fail_with(check->whole);  // nothing tells where it is wrong
            co_return false;
        }
        row_.verified = check->verified;
        end(GetState::done, 0);
        co_return false;
    }
    const bool goes_on = co_await repair(path, *check);
    co_return goes_on;
}

/// Keeps what is right of a finished file, as a part.
async::Task<bool> GetJob::repair(std::string path, download::FileCheck check) {
    row_.repaired = static_cast<std::int64_t>(check.bad.total());
    for (const download::ByteRange& range : check.bad.ranges()) {
        around_.reporter.log(row_, true,
                             "Bytes " + std::to_string(range.begin) + " to " + std::to_string(range.end - 1) +
                                 " are not what they should be");
    }
    sys::World& world = around_.reactor.world();
    auto work = [disk = &world.disk(), path = std::move(path), check = std::move(check), url = plain(target_.url)] {
        return download::make_part_again(*disk, path, check, url);
    };
    auto waiting = async::offload(around_.reactor, world.workers(), std::move(work));
    auto part = co_await waiting;
    if (!part) {
        fail_with(part.error());
        co_return false;
    }
    claimed_ = std::move(*part);
    co_return true;
}

async::Task<bool> GetJob::follow_metalink() {
    const auto options = make_options();
    auto document = co_await around_.fetch(options);
    if (!document) {
        fail_with(document.error());
        co_return false;
    }
    GetTargets found = targets_of_metalink(document->text, document->url, target_.folder);
    for (const std::string& notice : found.notices) {
        around_.reporter.log(row_, true, http::masked(notice));
    }
    if (found.error.empty() && found.targets.size() > 1 && !target_.expected.hashes.empty()) {
        found.error = document->url + " describes several files; the digest is that of one";
    }
    if (!found.error.empty()) {
        ErrorArgs args;
        args.detail = found.error;
        fail_with(fail(Kind::argument_bad, std::move(args)).value());
        co_return false;
    }
    for (GetTarget& target : found.targets) {
        target.named_by = target_.url;
        target.expected.by_name = target_.expected.by_name;
    }
    std::vector<GetTarget> others(std::make_move_iterator(found.targets.begin() + 1),
                                  std::make_move_iterator(found.targets.end()));
    found.targets.front().name = others.empty() && !target_.name.empty() ? target_.name : found.targets.front().name;
    become(std::move(found.targets.front()));
    around_.add(std::move(others));
    co_return true;
}

/// Another address under the same number.
void GetJob::become(GetTarget target) {
    around_.reporter.log(row_, false, "The address is a Metalink: downloading " + target.name);
    target.expected.hashes.insert(target.expected.hashes.begin(), target_.expected.hashes.begin(),
                                  target_.expected.hashes.end());
    target_ = std::move(target);
    row_.url = plain(target_.url);
    row_.name = target_.name;
    row_.attempts = 0;
    claimed_.clear();
}

}  // namespace sluice::cli
