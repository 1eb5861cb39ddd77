#include "engine/cli/get_job.h"

#include <sluice/url.h>

#include "engine/async/first_of.h"
#include "engine/async/offload.h"
#include "engine/async/sleep.h"
#include "engine/base/result.h"
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

Error check_file(sys::Disk& disk, const std::string& path, const std::vector<download::NamedHash>& hashes) {
    int error = 0;
    const auto file = disk.open(path, sys::OpenMode::read, error);
    const auto size = file ? file->size() : std::nullopt;
    if (!size) {
        ErrorArgs args;
        args.file = path;
        return fail(Kind::file_read, std::move(args), error).value();
    }
    const auto checked = download::check_hashes(*file, path, *size, hashes);
    return checked ? Error() : checked.error();
}

}  // namespace

GetJob::GetJob(GetTarget target, std::size_t number, Around& around) : target_(std::move(target)), around_(around) {
    row_.number = number;
    row_.url = without_secrets(target_.url);
    row_.name = target_.name;
}

async::Task<void> GetJob::run() {
    row_.state = GetState::active;
    row_.error = error_of_address(target_.url, row_.url);
    if (row_.error) {
        end(GetState::failed, base::facts_of(row_.error.kind).exit_code);
        co_return;
    }
    if (around_.plan.file.resume) {
        std::string part = co_await find_earlier();
        if (!around_.taken(part)) {
            claimed_ = std::move(part);
        }
    }
    for (;;) {
        prepare();
        auto outcome = co_await around_.runner.run(request_, *this);
        const bool exists = outcome.error.kind == Kind::disk_exists && row_.received == 0;
        if (exists && around_.plan.file.conflict == GetConflict::skip) {
            row_.path = outcome.error.facts().file;
            row_.error = co_await check_existing(row_.path);
            row_.hashes = row_.error ? 0 : target_.hashes.size();
            end(row_.error ? GetState::failed : GetState::skipped,
                row_.error ? base::facts_of(row_.error.kind).exit_code : 0);
            co_return;
        }
        const std::optional<Duration> wait = settle(outcome);
        if (!wait) {
            co_return;
        }
        co_await pause_for(*wait);
        if (around_.stop.is_set()) {
            end(GetState::interrupted, interrupted_code);
            co_return;
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
    auto work = [disk = &world.disk(), search = std::move(search)] {
        return download::find_earlier_part(*disk, search);
    };
    auto waiting = async::offload(around_.reactor, world.workers(), std::move(work));
    std::string part = co_await waiting;
    co_return part;
}

async::Task<Error> GetJob::check_existing(std::string path) {
    sys::World& world = around_.reactor.world();
    auto work = [disk = &world.disk(), path = std::move(path), hashes = target_.hashes] {
        return hashes.empty() ? Error() : check_file(*disk, path, hashes);
    };
    auto waiting = async::offload(around_.reactor, world.workers(), std::move(work));
    Error error = co_await waiting;
    co_return error;
}

async::Task<void> GetJob::pause_for(Duration time) {
    co_await async::first_of(sleep_for(around_.reactor, time), until_set(around_.stop));
}

std::shared_ptr<const Options> GetJob::make_options() const {
    const GetRequestPlan& plan = around_.plan.request;
    auto options = std::make_shared<Options>();
    options->url = target_.url;
    options->request->headers = plan.headers;
    options->request->headers.insert(options->request->headers.end(), target_.headers.begin(), target_.headers.end());
    options->request->user_agent = target_.user_agent.empty() ? plan.user_agent : target_.user_agent;
    options->request->referer = target_.referer.empty() ? plan.referer : target_.referer;
    options->auth->username = plan.user;
    options->auth->password = plan.password;
    options->auth->methods = plan.digest ? auth::digest : auth::basic;
    options->proxy->url = plan.proxy;
    options->tls->extra_ca_file = plan.ca_file;
    options->tls->verify_peer = options->tls->verify_host = plan.verify_tls;
    options->timeouts->connect = plan.timeout;
    options->timeouts->first_byte = plan.timeout;
    options->timeouts->idle = plan.timeout;
    return options;
}

void GetJob::prepare() {
    ++row_.attempts;
    row_.state = GetState::active;
    request_.options = make_options();
    request_.folder = target_.folder;
    request_.name = target_.name;
    request_.part_path = claimed_;
    request_.conflict = conflict_of(around_.plan.file.conflict);
    request_.start_over = around_.plan.file.restart && row_.attempts == 1;
    request_.time_from_server = around_.plan.file.use_time;
    request_.want_sha256 = false;
    request_.attempt = row_.attempts;
    request_.segments.connections = around_.plan.speed.connections;
    request_.mirrors = target_.mirrors;
    request_.hashes = target_.hashes;
    request_.hosts = &around_.hosts;
    request_.budget = &around_.budget;
    request_.stop = &around_.stop;
    request_.rates = &around_.rates;
    gained_ = 0;
    fetched_before_ = row_.fetched;
    doubled_before_ = row_.doubled;
    records_before_ = records_.size();
    meter_.start(around_.reactor.now());
}

std::optional<Duration> GetJob::settle(const download::Outcome& outcome) {
    row_.connections = 0;
    switch (outcome.end) {
        case download::End::done:
            row_.path = outcome.path;
            row_.name = outcome.path.substr(outcome.path.rfind('/') + 1);
            row_.size = row_.received = outcome.size;
            row_.sha256 = outcome.sha256;
            row_.hashes = target_.hashes.size() + (outcome.given ? 1 : 0);
            row_.vouched_by = outcome.given ? outcome.given->field : std::string();
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
        end(GetState::failed, base::facts_of(row_.error.kind).exit_code);
        return std::nullopt;
    }
    row_.state = GetState::waiting;
    around_.reporter.retrying(row_, std::chrono::ceil<milliseconds>(verdict.again_in));
    return verdict.again_in;
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
