#include "engine/download/adopt.h"

#include <sluice/info.h>
#include <sluice/url.h>

#include <algorithm>

#include "engine/async/offload.h"
#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/download/foreign_part.h"
#include "engine/download/journal.h"
#include "engine/download/resume_check.h"
#include "engine/http/media_type.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

constexpr int most_numbers = 20;

Error changed(const std::string& why) {
    ErrorArgs args;
    args.detail = why;
    return fail(Kind::file_changed_on_server, std::move(args)).value();
}

/// Takes one range of the file, and what its head says of the whole.
class ProbeSink : public transfer::Sink {
  public:
    explicit ProbeSink(ByteRange wanted) : wanted_(wanted) {}

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override { co_return take_head(head); }
    async::Task<Result<void>> write(Bytes bytes) override { co_return take(bytes); }

    ByteVector content;
    Resource facts;
    std::string final_url;

  private:
    Error wrong(Kind kind, const char* what, int status) const {
        ErrorArgs args;
        args.detail = what;
        args.status = status;
        return fail(kind, std::move(args)).value();
    }
    Result<void> take_head(const transfer::ResponseHead& head) {
        if (head.status == 200) {
            return tl::unexpected<Error>(wrong(Kind::http_range_ignored, "it sends only the whole file", 200));
        }
        if (head.status == 416) {
            return tl::unexpected<Error>(changed("the server has a shorter file"));
        }
        if (head.status != 206) {
            return tl::unexpected<Error>(wrong(kind_of_status(head.status), "the server refused", head.status));
        }
        const auto range = http::parse_content_range(head.headers.first("Content-Range").value_or(""));
        if (!range || range->first != wanted_.begin || range->last != wanted_.end - 1 || !range->complete) {
            return tl::unexpected<Error>(wrong(Kind::http_range_wrong, "it does not say which of how many bytes", 206));
        }
        facts.size = static_cast<std::int64_t>(*range->complete);
        facts.ranges = true;
        facts.etag = head.headers.first("ETag").value_or("");
        facts.last_modified = head.headers.first("Last-Modified").value_or("");
        facts.type = http::parse_media_type(head.headers.first("Content-Type").value_or("")).essence;
        final_url = head.effective_url;
        return {};
    }
    Result<void> take(Bytes more) {
        if (content.size() + more.size() > wanted_.size()) {
            return tl::unexpected<Error>(wrong(Kind::http_range_wrong, "it sends more than it said", 206));
        }
        content.insert(content.end(), more.begin(), more.end());
        return {};
    }

    const ByteRange wanted_;
};

std::shared_ptr<const Options> options_for(const Options& given, ByteRange range) {
    auto options = std::make_shared<Options>(given);
    RequestOptions& request = *options->request;
    std::erase_if(request.headers, [](const std::string& line) {
        const std::string name = base::to_lower(line.substr(0, line.find_first_of(":;")));
        return name == "range" || name == "if-range" || name == "accept-encoding";
    });
    request.no_body = false;
    request.resume_from = 0;
    request.fail_on_error = false;
    request.range = std::to_string(range.begin) + "-" + std::to_string(range.end - 1);
    if (request.protocols.empty()) {
        request.protocols = {"http", "https"};
    }
    options->http->accept_encoding = "identity";
    options->redirect->follow = Follow::all;
    TimeoutOptions& times = *options->timeouts;
    const TimeoutOptions defaults;
    times.connect = times.connect == defaults.connect ? 30s : times.connect;
    times.first_byte = times.first_byte == defaults.first_byte ? 60s : times.first_byte;
    times.idle = times.idle == defaults.idle ? 30s : times.idle;
    return options;
}

std::string without_secrets(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->without_credentials() : std::string();
}

/// Whether what a later answer says is of the same version as what the first one said.
bool agree(const Resource& a, const Resource& b) {
    return a.size == b.size && a.etag == b.etag && a.last_modified == b.last_modified;
}

/// The comparison of a file with a server.
class Comparison {
  public:
    Comparison(transfer::Engine& engine, Storage& storage, const DownloadRequest& request,
               std::shared_ptr<const ForeignPart> foreign)
        : engine_(engine), storage_(storage), request_(request), foreign_(std::move(foreign)) {}

    /// What the server says of the file, all probes being right.
    async::Task<Result<Resource>> run() {
        const std::vector<ByteRange> probes = probes_of(foreign_->held);
        for (const ByteRange& probe : probes) {
            auto same = co_await compare(probe);
            if (!same) {
                co_return tl::unexpected<Error>(same.error());
            }
        }
        compared_ = probes.size();
        co_return facts_;
    }
    const std::string& final_url() const { return final_url_; }
    std::size_t compared() const { return compared_; }

  private:
    async::Task<Result<void>> compare(ByteRange probe) {
        transfer::Request request;
        request.options = options_for(*request_.options, probe);
        ProbeSink sink(probe);
        transfer::Observer nobody;
        Info info;
        auto ended = co_await transfer::run(engine_, request, sink, nobody, info);
        if (!ended) {
            co_return tl::unexpected<Error>(ended.error());
        }
        sys::World& world = storage_.world();
        auto work = [disk = &world.disk(), foreign = foreign_, probe] { return read_foreign(*disk, *foreign, probe); };
        auto waiting = async::offload(engine_.reactor(), world.workers(), std::move(work));
        auto here = co_await waiting;
        if (!here) {
            co_return tl::unexpected<Error>(here.error());
        }
        co_return judge(sink, *here, probe);
    }
    Result<void> judge(const ProbeSink& sink, const ByteVector& here, ByteRange probe) {
        const bool first = facts_.size < 0;
        const auto size = static_cast<std::uint64_t>(sink.facts.size);
        if (foreign_->whole >= 0 && foreign_->whole != sink.facts.size) {
            return tl::unexpected<Error>(changed("the server has another size"));
        }
        if (foreign_->size > size || foreign_->held.end() > size) {
            return tl::unexpected<Error>(changed("the server has a shorter file"));
        }
        if (request_.expected.size >= 0 && request_.expected.size != sink.facts.size) {
            return tl::unexpected<Error>(changed("the server has another size than the file must have"));
        }
        if (!first && !agree(facts_, sink.facts)) {
            return tl::unexpected<Error>(changed("the server's answers are of several versions"));
        }
        if (sink.content != here) {
            return tl::unexpected<Error>(changed("bytes " + std::to_string(probe.begin) + " to " +
                                                 std::to_string(probe.end - 1) + " of " + foreign_->path +
                                                 " are other ones than the server's"));
        }
        facts_ = sink.facts;
        final_url_ = sink.final_url;
        return {};
    }

    transfer::Engine& engine_;
    Storage& storage_;
    const DownloadRequest& request_;
    const std::shared_ptr<const ForeignPart> foreign_;
    Resource facts_;
    std::string final_url_;
    std::size_t compared_ = 0;
};

ForeignPlan plan_for(const DownloadRequest& request, const ForeignPart& foreign, const Resource& facts,
                     const std::string& final_url, std::uint64_t chance) {
    const std::string address = without_secrets(request.options->url);
    NameInputs inputs;
    inputs.typed = request.name.empty() ? foreign.name : request.name;
    inputs.final_url = final_url;
    inputs.first_url = address;
    inputs.type = facts.type;
    const ChosenName chosen = choose_name(inputs);
    ForeignPlan plan;
    plan.folder = request.folder;
    plan.resource = facts;
    plan.resource.url = address;
    plan.resource.name = chosen.name;
    plan.resource.name_origin = static_cast<std::uint8_t>(chosen.origin);
    plan.journal_id = request.owner != 0 ? request.owner : chance;
    plan.overwrite = request.conflict == Conflict::overwrite;
    return plan;
}

std::string found_text(const ForeignPart& foreign) {
    return foreign.path + " holds " + std::to_string(foreign.held.total()) + " bytes in " +
           std::to_string(foreign.held.ranges().size()) + (foreign.held.ranges().size() == 1 ? " range" : " ranges");
}

/// The part that an earlier run of this owner made of the file, if that was not there to see it; empty: none.
std::string find_adopted(sys::Disk& disk, const DownloadRequest& request) {
    const std::string name =
        request.name.empty() ? finished_name(request.adopt) : safe_name(request.name, NameCare::typed);
    for (int n = 0; n < most_numbers && request.owner != 0 && !name.empty(); ++n) {
        const std::string part = join(request.folder, numbered_name(name, n)) + ".part";
        if (Journal::id_of(disk, part + ".sluice") == request.owner) {
            return part;
        }
    }
    return {};
}

}  // namespace

async::Task<Result<std::string>> adopt_file(transfer::Engine& engine, Storage& storage, const DownloadRequest& request,
                                            const std::function<void(LogLevel, const std::string&)>& say) {
    sys::World& world = storage.world();
    auto find = [disk = &world.disk(), request] { return find_adopted(*disk, request); };
    auto finding = async::offload(engine.reactor(), world.workers(), std::move(find));
    std::string earlier = co_await finding;
    if (!earlier.empty()) {
        co_return earlier;
    }
    auto look = [disk = &world.disk(), path = request.adopt] { return look_at_foreign(*disk, path); };
    auto looking = async::offload(engine.reactor(), world.workers(), std::move(look));
    auto seen = co_await looking;
    if (!seen) {
        co_return tl::unexpected<Error>(seen.error());
    }
    const auto foreign = std::make_shared<const ForeignPart>(std::move(*seen));
    say(LogLevel::info, found_text(*foreign));
    Comparison comparison(engine, storage, request, foreign);
    auto facts = co_await comparison.run();
    if (!facts) {
        say(LogLevel::warning, foreign->path + " stays as it is: " + facts.error().facts().detail);
        co_return tl::unexpected<Error>(facts.error());
    }
    ForeignPlan plan = plan_for(request, *foreign, *facts, comparison.final_url(), world.random().next());
    auto work = [disk = &world.disk(), foreign, plan = std::move(plan)] { return take_over(*disk, *foreign, plan); };
    auto waiting = async::offload(engine.reactor(), world.workers(), std::move(work));
    auto part = co_await waiting;
    if (part) {
        say(LogLevel::info, "The server has the same bytes at " + std::to_string(comparison.compared()) +
                                " places that were compared: going on with it as " + *part);
        if (request.expected.hashes.empty()) {
            say(LogLevel::info, "Only a checksum can prove the bytes between those places; none was given");
        }
    }
    co_return part;
}

}  // namespace sluice::download
