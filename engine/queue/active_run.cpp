#include "engine/queue/active_run.h"

#include <xxhash.h>

#include <algorithm>

#include "engine/base/result.h"
#include "engine/queue/masking.h"

namespace sluice::queue {

namespace {

const std::string our_user_agent = "sluice/0.1";

Phase shown(download::Phase phase) {
    switch (phase) {
        case download::Phase::looking_up:
            return Phase::looking_up;
        case download::Phase::connecting:
            return Phase::connecting;
        case download::Phase::waiting_for_server:
            return Phase::waiting_for_server;
        case download::Phase::downloading:
            return Phase::downloading;
        case download::Phase::finishing:
            return Phase::finishing;
    }
    return Phase::none;
}

const char* origin_text(download::NameOrigin origin) {
    switch (origin) {
        case download::NameOrigin::typed:
            return "typed";
        case download::NameOrigin::content_disposition:
            return "Content-Disposition";
        case download::NameOrigin::address:
            return "address";
        case download::NameOrigin::made_up:
            return "made up";
    }
    return "";
}

/// The same in every run of this download, and nobody else's: not in other lists either, as far as time tells.
std::uint64_t owner_of(const Row& row) {
    const std::int64_t facts[] = {row.id, row.added};
    return std::max<std::uint64_t>(XXH3_64bits(facts, sizeof(facts)), 1);
}

std::vector<Range> ranges_of(const download::RangeMap& map) {
    std::vector<Range> out;
    for (const download::ByteRange& range : map.ranges()) {
        out.push_back({static_cast<std::int64_t>(range.begin), static_cast<std::int64_t>(range.end)});
    }
    return out;
}

void set_proxy(ProxyOptions& proxy, const RunRules& rules) {
    if (rules.proxy_use == ProxyUse::environment) {
        return;
    }
    proxy.url = rules.proxy_use == ProxyUse::manual ? rules.proxy : std::string();
    proxy.no_proxy = rules.proxy_use == ProxyUse::manual ? rules.no_proxy : std::string();
    if (rules.proxy_use == ProxyUse::manual && !rules.proxy_user.empty()) {
        proxy.username = rules.proxy_user;
        proxy.password = rules.proxy_password;
        proxy.methods = auth::basic | auth::digest;
    }
    proxy.tls.extra_ca_file = rules.ca_file;
}

}  // namespace

ActiveRun::ActiveRun(Id id, async::Reactor& reactor, DownloadRunner& runner, Host& host, Shared& shared)
    : id_(id),
      bucket_("download/" + std::to_string(id)),
      reactor_(reactor),
      runner_(runner),
      host_(host),
      shared_(shared),
      stop_(reactor) {}

ActiveRun::~ActiveRun() {
    root_.reset();
    shared_.rates.set_limit(bucket_, 0);
}

void ActiveRun::follow_wish() {
    request_.segments.connections = wish_.own.connections > 0 ? wish_.own.connections : shared_.connections;
    shared_.rates.set_limit(bucket_, wish_.own.speed);
}

std::shared_ptr<const Options> ActiveRun::make_options(const Row& row, const Secret* secret) const {
    auto options = std::make_shared<Options>();
    options->url = with_credentials(row.url, secret != nullptr ? secret->credentials : std::string());
    options->request->headers = wish_.headers;
    if (secret != nullptr) {
        options->request->headers.insert(options->request->headers.end(), secret->headers.begin(),
                                         secret->headers.end());
    }
    const RunRules& rules = shared_.rules;
    const std::string& usual_agent = rules.user_agent.empty() ? our_user_agent : rules.user_agent;
    options->request->user_agent = wish_.user_agent.empty() ? usual_agent : wish_.user_agent;
    options->request->referer = wish_.referrer;
    options->tls->extra_ca_file = wish_.ca_file.empty() ? rules.ca_file : wish_.ca_file;
    options->tls->verify_peer = wish_.verify_tls;
    options->tls->verify_host = wish_.verify_tls;
    options->timeouts->connect = std::chrono::seconds(rules.connect_s);
    options->timeouts->first_byte = std::chrono::seconds(rules.first_byte_s);
    options->timeouts->idle = std::chrono::seconds(rules.idle_s);
    options->dns->ip_version = static_cast<IpVersion>(rules.family);
    set_proxy(*options->proxy, rules);
    return options;
}

void ActiveRun::begin(const Row& row, Wish wish, Learnt learnt, History history, const Secret* secret,
                      bool start_over) {
    wish_ = std::move(wish);
    learnt_ = std::move(learnt);
    history_ = std::move(history);
    first_request_ = history_.requests.size();
    active_ms_before_ = row.active_ms;
    if (start_over) {
        history_.written.clear();
    }
    for (const Range& range : history_.written) {
        written_.add({static_cast<std::uint64_t>(range.begin), static_cast<std::uint64_t>(range.end)});
    }
    request_.options = make_options(row, secret);
    request_.folder = row.folder;
    request_.name = wish_.typed_name;
    request_.part_path = learnt_.part_path;
    request_.adopt = wish_.adopt;
    request_.conflict = static_cast<download::Conflict>(wish_.conflict);
    request_.start_over = start_over;
    request_.time_from_server = shared_.rules.time_from_server;
    request_.attempt = row.retries + 1;
    request_.owner = owner_of(row);
    request_.stop = &stop_;
    request_.expected.hashes.assign(wish_.own.hashes.begin(), wish_.own.hashes.end());
    request_.mirrors = wish_.own.mirrors;
    request_.hosts = &shared_.hosts;
    request_.budget = &shared_.budget;
    request_.rates = &shared_.rates;
    request_.rate_buckets = {bucket_, "host/" + row.host};
    if (!row.category.empty()) {
        request_.rate_buckets.push_back("category/" + row.category);
    }
    follow_wish();
    started_ = reactor_.now();
    meter_.start(started_);
    root_ = std::make_unique<async::Root>(reactor_, drive(), [this] { host_.run_ended(id_); });
}

async::Task<void> ActiveRun::drive() {
    auto outcome = co_await runner_.run(request_, *this);
    outcome_ = std::move(outcome);
    if (outcome_.end == download::End::failed && !outcome_.error) {
        outcome_.error = fail(Kind::internal).value();
    }
}

void ActiveRun::stop() {
    if (!stopping_since_) {
        stopping_since_ = reactor_.now();
        outcome_.end = download::End::paused;  // unless the run says otherwise
        stop_.set();
    }
}

void ActiveRun::fill(Row& row, Instant now) {
    row.phase = stopping_since_ ? Phase::pausing : phase_;
    if (!name_.empty()) {
        row.name = name_;
    }
    if (progressed_) {
        row.received = progress_.received;
        row.durable = progress_.durable;
        row.size = progress_.size >= 0 ? progress_.size : row.size;
    }
    if (facts_) {
        row.size = facts_->size >= 0 ? facts_->size : row.size;
        row.type = facts_->type.empty() ? row.type : facts_->type;
        row.resumable = facts_->resumable;
    }
    if (!protocol_.empty()) {
        row.protocol = protocol_;
    }
    if (!remote_.empty()) {
        row.remote = remote_;
    }
    row.speed = meter_.now();
    row.left_s = row.size >= 0 ? meter_.seconds_for(row.size - row.received) : -1;
    row.connections = static_cast<int>(open_requests_.size());
    if (begun()) {
        row.active_ms =
            active_ms_before_ + std::chrono::duration_cast<std::chrono::milliseconds>(now - started_).count();
    }
    if (progress_.gained > 0) {
        row.retries = 0;
        row.error = {};
    }
}

History ActiveRun::history() const {
    History out = history_;
    out.written = ranges_of(written_);
    out.speed = meter_.curve().empty() ? history_.speed : meter_.curve();
    trim(out);
    return out;
}

Details ActiveRun::details(const Row& row) const {
    Details out;
    History history = this->history();
    out.requests = std::move(history.requests);
    out.log = std::move(history.log);
    out.speed = std::move(history.speed);
    out.written = std::move(history.written);
    if (row.size > 0 && !open_requests_.empty()) {
        const download::RangeMap missing = written_.missing(static_cast<std::uint64_t>(row.size));
        if (!missing.empty()) {
            out.in_flight = {{static_cast<std::int64_t>(missing.ranges()[0].begin),
                              static_cast<std::int64_t>(missing.ranges()[0].end)}};
        }
    }
    out.peak_speed = std::max(learnt_.peak_speed, meter_.peak());
    return out;
}

void ActiveRun::on_phase(download::Phase phase) {
    phase_ = shown(phase);
    host_.run_phase_changed(id_);
}

void ActiveRun::on_named(const download::Named& named) {
    named_ = true;
    name_ = named.name;
    learnt_.part_path = named.part_path;
    learnt_.name_source = origin_text(named.origin);
    host_.run_named(id_);
}

void ActiveRun::on_facts(const download::ResourceFacts& facts) {
    facts_ = facts;
    learnt_.final_url = masked(facts.final_url);
    learnt_.etag = facts.etag;
    learnt_.last_modified = facts.last_modified;
    learnt_.resume_reason = facts.resume_reason;
    host_.run_phase_changed(id_);
}

void ActiveRun::on_progress(const download::Progress& progress) {
    progress_ = progress;
    progressed_ = true;
    learnt_.peak_speed = std::max(learnt_.peak_speed, meter_.peak());
}

void ActiveRun::on_request(std::size_t index, const RequestRecord& record) {
    if (record.end_reason.empty()) {
        open_requests_.insert(index);
    } else {
        open_requests_.erase(index);
    }
    if (!record.protocol.empty()) {
        protocol_ = record.protocol;
    }
    if (!record.remote_address.empty()) {
        remote_ = record.remote_address;
    }
    const bool first_kept = first_request_ == 0 && dropped_requests_ > 0;
    if (index < dropped_requests_ + (first_kept ? 1 : 0)) {
        return;
    }
    const std::size_t at = first_request_ + index - dropped_requests_;
    if (at >= history_.requests.size()) {
        history_.requests.resize(at + 1);
    }
    history_.requests[at] = record;
    while (history_.requests.size() > most_requests) {
        // The first of all stays: it tells how the download began.
        history_.requests.erase(history_.requests.begin() + 1);
        first_request_ > 1 ? --first_request_ : ++dropped_requests_;
    }
}

void ActiveRun::on_log(download::LogLevel level, std::int64_t connection_id, std::string_view text) {
    LogLine line;
    line.at_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(reactor_.world().clock().wall().time_since_epoch())
            .count();
    line.level = static_cast<Level>(level);
    line.connection_id = connection_id;
    line.text = masked(text);
    history_.log.push_back(std::move(line));
    if (history_.log.size() > 2 * most_log_lines) {
        trim(history_);
    }
}

}  // namespace sluice::queue
