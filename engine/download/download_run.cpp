#include "engine/download/download_run.h"

#include <sluice/url.h>

#include <algorithm>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/adopt.h"
#include "engine/download/disk_error.h"
#include "engine/download/document.h"
#include "engine/download/file_name.h"
#include "engine/http/content_disposition.h"
#include "engine/http/http_date.h"
#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

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
/// What the last part of an address names the file; empty if it names none.
std::string name_in(const std::string& url) {
    NameInputs inputs;
    inputs.final_url = url;
    const ChosenName chosen = choose_name(inputs);
    return chosen.origin == NameOrigin::address ? chosen.name : std::string();
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
      address_(without_secrets(request.options->url)),
      hashes_(request.expected.hashes) {}

async::Task<Outcome> DownloadRun::run() {
    const auto opened = co_await open_part();
    if (!opened) {
        co_return failed(opened.error());
    }
    const auto fetched = co_await fetch();
    if (!fetched) {
        co_return failed(fetched.error());
    }
    co_return co_await finish();
}

async::Task<Result<void>> DownloadRun::open_part() {
    std::string path = request_.part_path;
    if (path.empty() && !request_.adopt.empty() && !request_.start_over) {
        const std::function<void(LogLevel, const std::string&)> hear = [this](LogLevel level, const std::string& text) {
            say(level, text);
        };
        auto adopted = co_await adopt_file(engine_, storage_, request_, hear);
        if (!adopted) {
            need_ = adopted.error().kind == Kind::file_changed_on_server ? Need::decision : need_;
            co_return tl::unexpected<Error>(adopted.error());
        }
        path = std::move(*adopted);
    }
    if (path.empty()) {
        co_return Result<void>{};
    }
    const Content content = request_.start_over         ? Content::discard
                            : request_.expected.recheck ? Content::recheck
                                                        : Content::keep;
    auto opened = co_await PartFile::open(reactor_, storage_, path, content);
    if (!opened) {
        if (opened.error().kind != Kind::disk_not_found) {
            co_return tl::unexpected<Error>(opened.error());
        }
        forced_name_ = name_of(path);
        if (forced_name_.ends_with(".part")) {
            forced_name_.resize(forced_name_.size() - 5);
        }
        say(LogLevel::warning, "The saved part is no longer there: beginning at zero");
        co_return Result<void>{};
    }
    part_ = std::move(*opened);
    const std::vector<std::string> names = {name_in(address_), name_in(part_->resource().url), part_->resource().name};
    const auto expected = expect(names);
    if (!expected || part_->finished()) {
        co_return expected;
    }
    const auto rechecked = note_recheck();
    if (!rechecked) {
        co_return rechecked;
    }
    if (request_.start_over && !part_->held().empty()) {
        const auto emptied = co_await part_->start_over();
        if (!emptied) {
            co_return tl::unexpected<Error>(emptied.error());
        }
        say(LogLevel::info, "Starting over: what was saved is thrown away");
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
        say(LogLevel::info, "Going on with " + std::to_string(part_->held().total()) + " bytes saved");
    }
    co_return Result<void>{};
}

namespace {

/// Says where a Fetch is for as long as it lives, also when its frame is destroyed in the middle of it.
class Presence {
  public:
    Presence(Fetch*& pointer, Fetch& fetch) : pointer_(pointer) { pointer_ = &fetch; }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;
    ~Presence() { pointer_ = nullptr; }

  private:
    Fetch*& pointer_;
};

}  // namespace

async::Task<Result<void>> DownloadRun::fetch() {
    for (;;) {
        if (complete()) {
            co_return Result<void>{};
        }
        Fetch fetch(engine_, request_, address_, *this);
        const Presence present(fetch_, fetch);
        if (alone_) {
            fetch.leave_out_mirrors();
        }
        auto done = co_await fetch.run();
        tell_progress();
        take_up(fetch);
        if (!std::exchange(found_earlier_, false)) {
            co_return done;
        }
    }
}

void DownloadRun::take_up(const Fetch& fetch) {
    need_ = fetch.need();
    retry_after_s_ = fetch.retry_after_s();
    doubled_ += fetch.doubled();
    closed_early_ += fetch.closed_early();
    repaired_ += fetch.repaired();
    pieces_ = fetch.pieces_verified();
    from_mirrors_.add_all(fetch.from_mirrors());
}

bool DownloadRun::complete() const {
    if (!part_) {
        return false;
    }
    if (part_->finished()) {
        return true;
    }
    if (request_.expected.pieces && !pieces_) {
        return false;  // they are compared beside the fetching
    }
    const std::int64_t size = part_->resource().size;
    return size > 0 && part_->held().contains({0, static_cast<std::uint64_t>(size)}) && part_->joins().empty();
}

bool DownloadRun::decoded_by_mistake(const transfer::ResponseHead& head, const Resource& facts) const {
    if (!head.decoded || undecoded_) {
        return false;
    }
    const std::string path = plain_address(head.effective_url);
    const std::string sent =
        http::parse_content_disposition(head.headers.first("Content-Disposition").value_or("")).filename.value_or("");
    return is_archive(path, facts.type) || is_archive(sent, facts.type);
}

async::Task<Result<void>> DownloadRun::establish(const transfer::ResponseHead& head, const Resource& facts) {
    if (decoded_by_mistake(head, facts)) {
        undecoded_ = true;
        co_return fail(Kind::cancelled);
    }
    final_url_ = without_secrets(head.effective_url);
    metalink_ = request_.divert_metalink && !part_ && is_metalink_type(facts.type);
    if (metalink_) {
        co_return fail(Kind::aborted_by_callback);  // it is not the file itself
    }
    if (!part_) {
        auto made = co_await create_part(head, facts);
        if (!made) {
            co_return made;
        }
    }
    say(LogLevel::info, "The server answered " + std::to_string(head.status) + ", " +
                            (facts.size >= 0 ? std::to_string(facts.size) + " bytes in all" : "size unknown"));
    co_return Result<void>{};
}

async::Task<Result<void>> DownloadRun::settle(const Resource& facts) {
    Resource news = facts;
    news.name = part_->resource().name;
    news.name_origin = part_->resource().name_origin;
    if (news != part_->resource()) {
        auto noted = co_await part_->update(news);
        if (noted && facts.size > 0) {
            noted = co_await part_->reserve(static_cast<std::uint64_t>(facts.size));
        }
        if (!noted) {
            co_return noted;
        }
    }
    ResourceFacts told;
    told.size = facts.size;
    told.final_url = final_url_;
    told.type = facts.type;
    told.etag = facts.etag;
    told.last_modified = facts.last_modified;
    told.resumable = facts.ranges;
    told.resume_reason = resume_reason(facts);
    observer_.on_facts(told);
    tell_phase(Phase::downloading);
    co_return Result<void>{};
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
    if (is_page_for_a_file(inputs)) {
        ErrorArgs args;
        args.host = Url::parse(head.effective_url).value_or(Url()).host();
        args.detail = "the address names a file; to keep the page, give it a name that ends in .html";
        co_return fail(Kind::http_page_instead_of_file, std::move(args));
    }
    const ChosenName chosen = choose_name(inputs);
    const std::vector<std::string> names = {name_in(address_), name_in(final_url_), sent, chosen.name};
    const auto expected = expect(names);
    if (!expected) {
        co_return expected;
    }
    PartPlan plan;
    plan.folder = request_.folder;
    plan.conflict = request_.conflict;
    plan.resource = facts;
    plan.resource.name = chosen.name;
    plan.resource.name_origin = static_cast<std::uint8_t>(chosen.origin);
    plan.owned = request_.owner != 0;
    plan.journal_id = plan.owned ? request_.owner : reactor_.world().random().next();
    auto made = co_await PartFile::create(reactor_, storage_, plan);
    if (!made) {
        co_return tl::unexpected<Error>(made.error());
    }
    part_ = std::move(*made);
    adopt_part();
    if (part_->finished() || !part_->held().empty()) {
        found_earlier_ = true;
        say(LogLevel::info, "Found what an earlier run saved: going on with it");
        co_return fail(Kind::disk_exists);  // ends this fetch, which knows nothing of it
    }
    say(LogLevel::info, "Saving as " + part_->resource().name);
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
    plan.keep_journal = request_.owner != 0;
    for (const ExpectedHash& expected : all_expected()) {
        plan.hashes.push_back(expected.hash);
    }
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
    auto done = co_await part_->finish(plan);
    if (!done) {
        const auto mended = co_await doubt_mirrors(done.error());
        if (!mended) {
            co_return failed(mended.error());
        }
        done = co_await part_->finish(plan);
    }
    if (!done) {
        co_return failed(done.error());
    }
    Outcome out;
    out.end = End::done;
    out.gained = static_cast<std::int64_t>(gained_);
    out.path = done->path;
    out.size = static_cast<std::int64_t>(done->size);
    out.rechecked = static_cast<std::int64_t>(rechecked_);
    out.repaired = static_cast<std::int64_t>(repaired_);
    out.sha256 = done->sha256;
    out.verified = all_expected();
    if (pieces_) {
        out.verified.push_back(*pieces_);
    }
    for (const ExpectedHash& one : out.verified) {
        say(LogLevel::info, "The " + one.hash.algorithm + " digest is that of " + voucher_text(one));
    }
    tell_progress();
    say(LogLevel::info, "Finished: " + done->path);
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
    say(LogLevel::info, "Paused");
    co_return out;
}

Outcome DownloadRun::failed(const Error& error) {
    Outcome out;
    out.error = error;
    out.need = need_;
    out.metalink = metalink_;
    out.rechecked = static_cast<std::int64_t>(rechecked_);
    out.repaired = static_cast<std::int64_t>(repaired_);
    if (error.kind == Kind::disk_full || error.kind == Kind::disk_quota) {
        out.need = Need::space;
    }
    out.gained = static_cast<std::int64_t>(gained_);
    out.retry_after = std::chrono::seconds(retry_after_s_);
    if (!metalink_) {
        say(LogLevel::error, error.text());
    }
    return out;
}

void DownloadRun::bytes_came(std::uint64_t fresh) {
    gained_ += fresh;
    const Instant now = reactor_.now();
    if (now - progress_told_ >= progress_pace) {
        progress_told_ = now;
        tell_progress();
    }
}

}  // namespace sluice::download
