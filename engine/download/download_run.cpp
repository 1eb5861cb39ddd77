#include "engine/download/download_run.h"

#include <sluice/url.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/http/content_disposition.h"
#include "engine/http/http_date.h"
#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

/// A server that answers without giving anything new is asked so often in one run.
constexpr int most_fruitless = 4;
constexpr auto progress_pace = 50ms;

std::string without_secrets(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->without_credentials() : std::string();
}
/// For the file's attributes, which travel with it: also without query, which may hold a token.
std::string plain_address(const std::string& url) {
    const std::string text = without_secrets(url);
    return text.substr(0, text.find_first_of("?#"));
}
std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url);
    return parsed ? parsed->host() : url;
}

bool is_named(const std::string& line, std::string_view name) {
    return base::starts_with_ignoring_case(line, name) && line.size() > name.size() &&
           (line[name.size()] == ':' || line[name.size()] == ';');
}

/// Files whose coding is a part of them: unpacking is not the downloader's business.
bool is_archive(const std::string& name, const std::string& type) {
    for (const char* suffix :
         {".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst", ".br", ".zip", ".7z", ".rar", ".tar"}) {
        if (base::ends_with_ignoring_case(name, suffix)) {
            return true;
        }
    }
    return type == "application/gzip" || type == "application/x-gzip" || type == "application/zstd" ||
           type == "application/x-tar" || type == "application/x-compressed-tar" || type == "application/zip";
}

}  // namespace

DownloadRun::DownloadRun(transfer::Engine& engine, async::Reactor& reactor, Storage& storage,
                         const DownloadRequest& request, DownloadObserver& observer)
    : engine_(engine),
      reactor_(reactor),
      storage_(storage),
      request_(request),
      observer_(observer),
      address_(without_secrets(request.options->url)) {}

async::Task<Outcome> DownloadRun::run() {
    const auto opened = co_await open_part();
    if (!opened) {
        co_return failed(opened.error());
    }
    const auto fetched = co_await fetch();
    if (!fetched) {
        tell_progress();
        co_return failed(fetched.error());
    }
    co_return co_await finish();
}

async::Task<Result<void>> DownloadRun::open_part() {
    if (request_.part_path.empty()) {
        co_return Result<void>{};
    }
    const Content content = request_.start_over ? Content::discard : Content::keep;
    auto opened = co_await PartFile::open(reactor_, storage_, request_.part_path, content);
    if (!opened) {
        if (opened.error().kind != Kind::disk_not_found) {
            co_return tl::unexpected<Error>(opened.error());
        }
        forced_name_ = name_of(request_.part_path);
        if (forced_name_.ends_with(".part")) {
            forced_name_.resize(forced_name_.size() - 5);
        }
        log(LogLevel::warning, "The saved part is no longer there: beginning at zero");
        co_return Result<void>{};
    }
    part_ = std::move(*opened);
    if (part_->finished()) {
        co_return Result<void>{};
    }
    if (request_.start_over && !part_->held().empty()) {
        const auto emptied = co_await part_->start_over();
        if (!emptied) {
            co_return tl::unexpected<Error>(emptied.error());
        }
        log(LogLevel::info, "Starting over: what was saved is thrown away");
    }
    const std::string wished = safe_name(request_.name, NameCare::typed);
    if (!wished.empty() && wished != part_->resource().name) {
        Resource renamed = part_->resource();
        renamed.name = wished;
        renamed.name_origin = static_cast<std::uint8_t>(NameOrigin::typed);
        const auto noted = co_await part_->update(renamed);
        if (!noted) {
            co_return tl::unexpected<Error>(noted.error());
        }
    }
    adopt_part();
    if (!part_->held().empty()) {
        log(LogLevel::info, "Going on with " + std::to_string(part_->held().total()) + " bytes saved");
    }
    co_return Result<void>{};
}

async::Task<Result<void>> DownloadRun::fetch() {
    while (!complete()) {
        const Next next = co_await one_request();
        if (next == Next::fail) {
            co_return tl::unexpected<Error>(error_);
        }
        if (next == Next::finish) {
            break;
        }
    }
    co_return Result<void>{};
}

bool DownloadRun::complete() const {
    if (!part_) {
        return false;
    }
    if (part_->finished()) {
        return true;
    }
    const std::int64_t size = part_->resource().size;
    return size > 0 && part_->held().contains({0, static_cast<std::uint64_t>(size)});
}

Holding DownloadRun::holding() {
    static const Resource nothing;
    if (!part_) {
        return Holding{nothing, 0, 0, true};
    }
    const bool same = part_->resource().url.empty() || part_->resource().url == address_;
    return Holding{part_->resource(), part_->held().total(), part_->held().end(), same};
}

Ask DownloadRun::next_ask() {
    Ask ask;
    if (whole_) {
        ask.ranged = false;
        return ask;
    }
    const Holding now = holding();
    ByteRange missing{0, no_end};
    if (part_) {
        const std::uint64_t size =
            part_->resource().size >= 0 ? static_cast<std::uint64_t>(part_->resource().size) : no_end;
        const RangeMap gaps = part_->held().missing(size);
        missing = gaps.empty() ? ByteRange{size, no_end} : gaps.ranges().front();
        if (missing.end == size) {
            missing.end = no_end;  // open-ended: its end is where the file ends
        }
    }
    static const RangeMap none;
    return ask_for(missing, now, part_ ? part_->held() : none, overlap_ ? Proof::overlap : Proof::cheapest);
}

std::shared_ptr<const Options> DownloadRun::options_for(const Ask& ask) const {
    auto options = std::make_shared<Options>(*request_.options);
    RequestOptions& request = *options->request;
    std::erase_if(request.headers, [](const std::string& line) {
        return is_named(line, "Range") || is_named(line, "If-Range") || is_named(line, "Accept-Encoding");
    });
    if (request.protocols.empty()) {
        request.protocols = {"http", "https"};  // what is on this machine already is not downloaded
    }
    request.no_body = false;
    request.resume_from = 0;
    request.fail_on_error = false;
    options->http->accept_encoding = "identity";
    options->http->content_decoding = !undecoded_;
    request.range.clear();
    if (ask.ranged) {
        request.range = std::to_string(ask.range.begin) + "-";
        if (ask.range.end != no_end) {
            request.range += std::to_string(ask.range.end - 1);
        }
    }
    if (ask.vouched) {
        request.headers.push_back("If-Range: " + part_->resource().etag);
    }
    options->redirect->follow = Follow::all;
    // The library waits as long as its user says, which is for ever by default; a download does not.
    TimeoutOptions& times = *options->timeouts;
    const TimeoutOptions defaults;
    times.connect = times.connect == defaults.connect ? 30s : times.connect;
    times.first_byte = times.first_byte == defaults.first_byte ? 60s : times.first_byte;
    times.idle = times.idle == defaults.idle ? 30s : times.idle;
    return options;
}

async::Task<DownloadRun::Next> DownloadRun::one_request() {
    const Ask ask = next_ask();
    transfer::Request request;
    request.options = options_for(ask);
    request.receive_limit = request_.receive_limit;
    log(LogLevel::info, "Asking " + host_of(address_) +
                            (ask.ranged ? " for bytes " + request.options->request->range : " for the whole file"));
    PartSink sink(*this, ask);
    const std::uint64_t gained_before = gained_;
    const auto result = co_await transfer::run(engine_, request, sink, *this, info_);
    tell_requests(true);
    requests_before_ += info_.requests.size();
    requests_told_ = 0;
    fruitless_ = gained_ > gained_before ? 0 : fruitless_ + 1;
    Next next = after_request(sink, ask, result);
    if (next == Next::request && fruitless_ >= most_fruitless) {
        next = give_up(fail(Kind::http_short_body).value());
    }
    co_return next;
}

DownloadRun::Next DownloadRun::give_up(const Error& error, Need need) {
    error_ = error;
    need_ = need;
    return Next::fail;
}

DownloadRun::Next DownloadRun::after_request(const PartSink& sink, const Ask& ask, const Result<void>& result) {
    if (!sink.judged()) {
        return give_up(result ? fail(Kind::internal).value() : result.error());
    }
    const Verdict& verdict = sink.verdict();
    if (*verdict.why != '\0') {
        log(verdict.step == Step::fail ? LogLevel::warning : LogLevel::info, verdict.why);
    }
    switch (verdict.step) {
        case Step::complete:
            return Next::finish;
        case Step::again_whole:
            if (whole_) {
                return give_up(fail(Kind::http_range_wrong).value());
            }
            whole_ = true;
            return Next::request;
        case Step::again_overlap:
            if (ask.overlap > 0 || overlap_) {
                return give_up(fail(Kind::http_range_wrong).value());
            }
            overlap_ = true;
            return Next::request;
        case Step::fail:
            return give_up(result ? error_of(verdict, sink.answer(), host_of(address_)) : result.error(), verdict.need);
        case Step::take:
            break;
    }
    if (!result) {
        if (undecoded_ && result.error().kind == Kind::cancelled) {
            return Next::request;  // found to be an archive: once more, as sent
        }
        return give_up(result.error(), verdict.need);
    }
    return after_body(sink);
}

DownloadRun::Next DownloadRun::after_body(const PartSink& sink) {
    const Verdict& verdict = sink.verdict();
    ErrorArgs args;
    args.host = host_of(address_);
    args.bytes = static_cast<std::int64_t>(sink.position());
    if (verdict.end != no_end && sink.position() < verdict.end) {
        args.limit = static_cast<std::int64_t>(verdict.end);
        return give_up(fail(Kind::http_short_body, std::move(args)).value());
    }
    if (verdict.end == no_end && sink.position() < part_->held().end()) {
        args.detail = "the server has a shorter file";
        return give_up(fail(Kind::file_changed_on_server, std::move(args)).value(), Need::decision);
    }
    if (complete()) {
        return Next::finish;
    }
    const bool nothing_new = fruitless_ > 0 && sink.position() == part_->held().end();
    if (sink.answer().status == 206 && !(verdict.size < 0 && part_->resource().size < 0 && nothing_new)) {
        return Next::request;  // a shorter piece than asked for, or one of an unknown whole
    }
    // A body without a length that ended in good order, or pieces of an unknown whole behind which nothing more comes.
    log(LogLevel::warning, "The server did not say how long the file is; it ends where the server ended");
    return Next::finish;
}

Resource DownloadRun::facts_of(const Answer& answer, const Verdict& verdict) const {
    Resource facts;
    if (part_) {
        facts = part_->resource();
    }
    if (!part_ || part_->held().empty()) {
        facts.size = -1;
        facts.etag.clear();
        facts.last_modified.clear();
    }
    facts.generation = std::max<std::uint64_t>(facts.generation, 1);
    facts.url = address_;
    facts.size = verdict.size >= 0 ? verdict.size : facts.size;
    facts.ranges = verdict.ranges && !answer.coded;
    facts.etag = answer.etag.empty() ? facts.etag : answer.etag;
    facts.last_modified = answer.last_modified.empty() ? facts.last_modified : answer.last_modified;
    facts.type = answer.type.empty() ? facts.type : answer.type;
    return facts;
}

bool DownloadRun::decoded_by_mistake(const transfer::ResponseHead& head, const Answer& answer) const {
    if (!head.decoded || undecoded_) {
        return false;
    }
    const std::string path = plain_address(head.effective_url);
    const std::string sent =
        http::parse_content_disposition(head.headers.first("Content-Disposition").value_or("")).filename.value_or("");
    return is_archive(path, answer.type) || is_archive(sent, answer.type);
}

async::Task<Result<PartFile*>> DownloadRun::part_for(const transfer::ResponseHead& head, const Answer& answer,
                                                     const Verdict& verdict) {
    if (decoded_by_mistake(head, answer)) {
        undecoded_ = true;
        co_return fail(Kind::cancelled);
    }
    Resource facts = facts_of(answer, verdict);
    if (!part_) {
        const auto made = co_await create_part(head, facts);
        if (!made) {
            co_return tl::unexpected<Error>(made.error());
        }
        facts = part_->resource();
    } else if (facts != part_->resource()) {
        const auto noted = co_await part_->update(facts);
        if (!noted) {
            co_return tl::unexpected<Error>(noted.error());
        }
        if (facts.size > 0) {
            const auto reserved = co_await part_->reserve(static_cast<std::uint64_t>(facts.size));
            if (!reserved) {
                co_return tl::unexpected<Error>(reserved.error());
            }
        }
    }
    ResourceFacts told;
    told.size = facts.size;
    told.final_url = without_secrets(head.effective_url);
    told.type = facts.type;
    told.etag = facts.etag;
    told.last_modified = facts.last_modified;
    told.resumable = facts.ranges;
    told.resume_reason = resume_reason(facts);
    observer_.on_facts(told);
    log(LogLevel::info, "The server answered " + std::to_string(answer.status) + ", " +
                            (facts.size >= 0 ? std::to_string(facts.size) + " bytes in all" : "size unknown"));
    tell_phase(Phase::downloading);
    co_return part_.get();
}

async::Task<Result<void>> DownloadRun::create_part(const transfer::ResponseHead& head, const Resource& facts) {
    const auto disposition = http::parse_content_disposition(head.headers.first("Content-Disposition").value_or(""));
    const std::string sent = disposition.filename.value_or("");
    NameInputs inputs;
    inputs.typed = forced_name_.empty() ? request_.name : forced_name_;
    inputs.content_disposition = sent;
    inputs.final_url = head.effective_url;
    inputs.first_url = address_;
    inputs.type = facts.type;
    const ChosenName chosen = choose_name(inputs);
    PartPlan plan;
    plan.folder = request_.folder;
    plan.conflict = request_.conflict;
    plan.resource = facts;
    plan.resource.name = chosen.name;
    plan.resource.name_origin = static_cast<std::uint8_t>(chosen.origin);
    plan.journal_id = reactor_.world().random().next();
    auto made = co_await PartFile::create(reactor_, storage_, plan);
    if (!made) {
        co_return tl::unexpected<Error>(made.error());
    }
    part_ = std::move(*made);
    adopt_part();
    log(LogLevel::info, "Saving as " + part_->resource().name);
    co_return Result<void>{};
}

void DownloadRun::adopt_part() {
    part_->on_news([this] { tell_progress(); });
    Named named;
    named.name = part_->resource().name;
    named.part_path = part_->part_path();
    named.origin = static_cast<NameOrigin>(part_->resource().name_origin);
    observer_.on_named(named);
    tell_progress();
}

FinishPlan DownloadRun::finish_plan() const {
    FinishPlan plan;
    plan.conflict = request_.conflict;
    plan.want_sha256 = request_.want_sha256;
    if (request_.time_from_server) {
        if (const auto seconds = http::parse_http_date(part_->resource().last_modified)) {
            plan.modified = WallTime(std::chrono::seconds(*seconds));
        }
    }
    if (request_.write_origin) {
        plan.origin = plain_address(address_);
        plan.referrer = plain_address(request_.options->request->referer);
    }
    return plan;
}

async::Task<Outcome> DownloadRun::finish() {
    tell_phase(Phase::finishing);
    const FinishPlan plan = finish_plan();
    const auto done = co_await part_->finish(plan);
    if (!done) {
        co_return failed(done.error());
    }
    Outcome out;
    out.end = End::done;
    out.gained = static_cast<std::int64_t>(gained_);
    out.path = done->path;
    out.size = static_cast<std::int64_t>(done->size);
    out.sha256 = done->sha256;
    tell_progress();
    log(LogLevel::info, "Finished: " + done->path);
    co_return out;
}

async::Task<Outcome> DownloadRun::pause() {
    Outcome out;
    out.end = End::paused;
    out.gained = static_cast<std::int64_t>(gained_);
    if (part_) {
        const auto saved = co_await part_->sync();
        tell_progress();
        if (!saved) {
            co_return failed(saved.error());
        }
    }
    log(LogLevel::info, "Paused");
    co_return out;
}

Outcome DownloadRun::failed(const Error& error) {
    Outcome out;
    out.error = error;
    out.need = need_;
    if (error.kind == Kind::disk_full || error.kind == Kind::disk_quota) {
        out.need = Need::space;
    }
    out.gained = static_cast<std::int64_t>(gained_);
    out.retry_after = std::chrono::seconds(info_.http.retry_after_s);
    log(LogLevel::error, error.text());
    return out;
}

void DownloadRun::received(std::uint64_t fresh) {
    gained_ += fresh;
    const Instant now = reactor_.now();
    if (now - progress_told_ >= progress_pace) {
        progress_told_ = now;
        tell_progress();
    }
}

}  // namespace sluice::download
