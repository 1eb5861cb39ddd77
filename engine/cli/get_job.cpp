#include "engine/cli/get_job.h"

#include <sluice/url.h>

#include <algorithm>

#include "engine/async/first_of.h"
#include "engine/async/offload.h"
#include "engine/async/sleep.h"
#include "engine/base/result.h"
#include "engine/cli/get_documents.h"
#include "engine/download/earlier_part.h"
#include "engine/http/masking.h"
#include "engine/queue/verdict.h"

namespace sluice::cli {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_records = 10'000;
constexpr int interrupted_code = 130;

async::Task<int> sleep_for(async::Reactor& reactor, Duration time) {
    co_await async::SleepUntil(reactor, time);
    co_return 0;
}
async::Task<int> until_set(async::Event& event) {
    co_await event.wait();
    co_return 0;
}

std::string without_secrets(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space | url_flag::non_support_scheme);
    const bool open = url.find('@') == std::string::npos;
    return parsed ? parsed->without_credentials() : open ? url : std::string("(an address with a login)");
}

/// `shown`: without credentials.
Error error_of_address(const std::string& url, const std::string& shown) {
    ErrorArgs args;
    args.detail = shown;
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space | url_flag::non_support_scheme);
    if (!parsed) {
        return fail(Kind::url_malformed, std::move(args)).value();
    }
    const bool spoken = parsed->scheme() == "http" || parsed->scheme() == "https";
    return spoken ? Error() : fail(Kind::url_scheme, std::move(args)).value();
}

download::Conflict conflict_of(GetConflict conflict) {
    switch (conflict) {
        case GetConflict::overwrite:
            return download::Conflict::overwrite;
        case GetConflict::fail:
        case GetConflict::skip:
            return download::Conflict::skip;
        case GetConflict::rename:
            break;
    }
    return download::Conflict::rename;
}

}  // namespace

GetJob::GetJob(GetTarget target, std::size_t number, Around& around) : target_(std::move(target)), around_(around) {
    row_.number = number;
    row_.url = without_secrets(target_.url);
    row_.name = target_.name;
}

async::Task<void> GetJob::run() {
    bool again = true;
    while (again) {
        row_.state = GetState::active;
        row_.error = error_of_address(target_.url, row_.url);
        if (row_.error) {
            fail_with(row_.error);
            co_return;
        }
        if (around_.plan.file.resume) {
            std::string part = co_await find_earlier();
            if (!around_.taken(part)) {
                claimed_ = std::move(part);
            }
            if (!claimed_.empty() && !target_.adopt.empty()) {
                around_.reporter.log(row_, true, "Going on with " + claimed_ + " of an earlier run, not with --adopt");
            }
        }
        if (around_.plan.file.verify && claimed_.empty()) {
            const bool goes_on = co_await verify_existing();
            if (!goes_on) {
                co_return;
            }
        }
        again = co_await attempts();
    }
}

async::Task<bool> GetJob::attempts() {
    for (;;) {
        prepare();
        auto outcome = co_await around_.runner.run(request_, *this);
        const bool exists = outcome.error.kind == Kind::disk_exists && row_.received == 0;
        if (exists && around_.plan.file.conflict == GetConflict::skip) {
            co_await end_with_existing(outcome.error.facts().file);
            co_return false;
        }
        if (outcome.metalink) {
            const bool another = co_await follow_metalink();
            co_return another;
        }
        const std::optional<Duration> wait = settle(outcome);
        if (!wait) {
            co_return false;
        }
        co_await pause_for(*wait);
        if (around_.stop.is_set()) {
            end(GetState::interrupted, interrupted_code);
            co_return false;
        }
    }
}

void GetJob::interrupt() {
    row_.state = GetState::interrupted;
    row_.exit_code = interrupted_code;
}

async::Task<std::string> GetJob::find_earlier() {
    sys::World& world = around_.reactor.world();
    download::EarlierPartSearch search;
    search.folder = target_.folder;
    search.url = target_.url;
    search.name = target_.name;
    auto work = [disk = &world.disk(), search = std::move(search), verify = around_.plan.file.verify] {
        std::string part = download::find_earlier_part(*disk, search);
        // Without its part a journal is that of a finished file, which is what is to be verified.
        return verify && !part.empty() && !disk->facts(part) ? std::string() : part;
    };
    auto waiting = async::offload(around_.reactor, world.workers(), std::move(work));
    std::string part = co_await waiting;
    co_return part;
}

async::Task<void> GetJob::pause_for(Duration time) {
    co_await async::first_of(sleep_for(around_.reactor, time), until_set(around_.stop));
}

std::shared_ptr<const Options> GetJob::make_options() const {
    auto options = get_options(around_.plan.request, target_.url, target_.named_by);
    options->request->headers.insert(options->request->headers.end(), target_.headers.begin(), target_.headers.end());
    if (!target_.user_agent.empty()) {
        options->request->user_agent = target_.user_agent;
    }
    if (!target_.referer.empty()) {
        options->request->referer = target_.referer;
    }
    return options;
}

void GetJob::prepare() {
    ++row_.attempts;
    row_.state = GetState::active;
    request_.options = make_options();
    request_.folder = target_.folder;
    request_.name = target_.name;
    request_.part_path = claimed_;
    request_.adopt = target_.adopt;
    request_.conflict = conflict_of(around_.plan.file.conflict);
    request_.start_over = around_.plan.file.restart && row_.attempts == 1;
    request_.time_from_server = around_.plan.file.use_time;
    request_.want_sha256 = false;
    request_.attempt = row_.attempts;
    request_.segments.connections = target_.connections > 0 ? target_.connections : around_.plan.speed.connections;
    request_.mirrors = target_.mirrors;
    request_.expected = target_.expected;
    request_.expected.recheck = around_.plan.file.verify && row_.attempts == 1;
    request_.divert_metalink = around_.plan.file.follow_metalink && around_.fetch && !target_.described;
    request_.hosts = &around_.hosts;
    request_.budget = &around_.budget;
    request_.stop = &around_.stop;
    request_.rates = &around_.rates;
    gained_ = 0;
    fetched_before_ = row_.fetched;
    doubled_before_ = row_.doubled;
    repaired_before_ = row_.repaired;
    records_before_ = records_.size();
    meter_.start(around_.reactor.now());
}

std::optional<Duration> GetJob::settle(const download::Outcome& outcome) {
    row_.connections = 0;
    row_.rechecked = std::max(row_.rechecked, outcome.rechecked);
    row_.repaired = repaired_before_ + outcome.repaired;
    switch (outcome.end) {
        case download::End::done:
            row_.path = outcome.path;
            row_.name = outcome.path.substr(outcome.path.rfind('/') + 1);
            row_.size = row_.received = outcome.size;
            row_.sha256 = outcome.sha256;
            row_.verified = outcome.verified;
            row_.error = Error();
            end(GetState::done, 0);
            return std::nullopt;
        case download::End::paused:
            end(GetState::interrupted, interrupted_code);
            return std::nullopt;
        case download::End::failed:
            break;
    }
    return after_failure(outcome);
}

std::optional<Duration> GetJob::after_failure(const download::Outcome& outcome) {
    row_.error = outcome.error ? outcome.error : fail(Kind::internal).value();
    const int limit = around_.plan.speed.retries;
    const queue::Verdict verdict = queue::judge(outcome, fruitless_, limit, around_.reactor.world().random());
    const bool passes = verdict.state == queue::State::waiting &&
                        (verdict.phase == queue::Phase::retry_later || verdict.phase == queue::Phase::no_network);
    fruitless_ = verdict.retries;
    if (!passes || fruitless_ >= limit) {
        fail_with(row_.error);
        return std::nullopt;
    }
    row_.state = GetState::waiting;
    around_.reporter.retrying(row_, std::chrono::ceil<milliseconds>(verdict.again_in));
    return verdict.again_in;
}

/// Digests that cannot be found are bad input (3), though the table has a bad argument in mind (2).
void GetJob::fail_with(const Error& error) {
    if (error.kind == Kind::cancelled && around_.stop.is_set()) {
        end(GetState::interrupted, interrupted_code);
        return;
    }
    row_.error = error;
    end(GetState::failed, error.kind == Kind::argument_bad ? 3 : base::facts_of(error.kind).exit_code);
}

void GetJob::end(GetState state, int exit_code) {
    row_.state = state;
    row_.exit_code = exit_code;
    claimed_.clear();
    request_ = download::DownloadRequest();  // there may be many
    around_.reporter.ended(row_);
}

void GetJob::measure(Instant now) {
    meter_.add(now, gained_);
    row_.speed = meter_.now();
    row_.left_s = row_.size >= 0 ? meter_.seconds_for(row_.size - row_.received) : -1;
}

void GetJob::on_phase(download::Phase phase) {
    row_.state = phase == download::Phase::finishing ? GetState::finishing : GetState::active;
}

void GetJob::on_named(const download::Named& named) {
    row_.name = named.name;
    row_.path = claimed_ = named.part_path;
}

void GetJob::on_facts(const download::ResourceFacts& facts) {
    row_.size = facts.size;
    if (!told_name_) {
        told_name_ = true;
        around_.reporter.named(row_);
    }
}

void GetJob::on_progress(const download::Progress& progress) {
    row_.received = progress.received;
    row_.size = progress.size >= 0 ? progress.size : row_.size;
    row_.connections = progress.connections;
    row_.fetched = fetched_before_ + progress.gained + progress.doubled;
    row_.doubled = doubled_before_ + progress.doubled;
    gained_ = progress.gained;
    if (gained_ > 0) {
        fruitless_ = 0;
    }
}

void GetJob::on_request(std::size_t index, const RequestRecord& record) {
    const std::size_t at = records_before_ + index;
    if (!around_.plan.report.inspect || at >= most_records) {
        return;
    }
    if (at >= records_.size()) {
        records_.resize(at + 1);
    }
    records_[at] = record;
    records_[at].number = static_cast<int>(at);
}

void GetJob::on_log(download::LogLevel level, std::int64_t, std::string_view text) {
    around_.reporter.log(row_, level >= download::LogLevel::warning, http::masked(text));
}

}  // namespace sluice::cli
