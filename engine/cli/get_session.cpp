#include "engine/cli/get_session.h"

#include <sluice/url.h>

#include <algorithm>
#include <list>
#include <map>
#include <memory>

#include "engine/cli/get_job.h"
#include "engine/cli/inspect_report.h"
#include "engine/queue/engine_runner.h"
#include "engine/transfer/multi_impl.h"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto pace = 100ms;
constexpr auto disk_patience = 10s;
constexpr int default_per_host = 8;

download::ConnectionBudget::Limits limits_of(const GetSpeedPlan& plan) {
    download::ConnectionBudget::Limits limits;
    limits.per_host = plan.per_host > 0 ? plan.per_host : std::max(default_per_host, plan.connections);
    limits.total = std::max(limits.total, std::max(limits.per_host, plan.at_once));
    return limits;
}

std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->host() + ":" + std::to_string(parsed->port_or_default()) : std::string();
}

class Session {
  public:
    Session(const GetPlan& plan, std::vector<GetTarget> targets, const GetSurroundings& around)
        : plan_(plan),
          around_(around),
          multi_(std::make_unique<Multi::Impl>(around.world)),
          reactor_(multi_.impl().reactor),
          storage_(around.world),
          runner_(transfer::engine_of(multi_), reactor_, storage_),
          budget_(limits_of(plan.speed)),
          stop_(reactor_),
          shared_{plan,
                  reactor_,
                  runner_,
                  around.reporter,
                  hosts_,
                  budget_,
                  rates_,
                  stop_,
                  [this](const std::string& part) { return is_taken(part); },
                  [this](std::shared_ptr<const Options> options) {
                      return download::fetch_document(transfer::engine_of(multi_), std::move(options));
                  },
                  [this](std::vector<GetTarget> more) { add(std::move(more)); }} {
        rates_.set_limit(download::RateTree::everything, plan.speed.limit_rate);
        add(std::move(targets));
    }

    int run() {
        while (!waiting_.empty() || !active_.empty()) {
            if (around_.interrupted() && !stop_.is_set()) {
                stop();
            }
            start_some();
            int running = 0;
            if (multi_.perform(running) != MultiCode::ok) {
                break;
            }
            reap();
            tick();
            if (!active_.empty() && multi_.poll(pace) != MultiCode::ok) {
                break;
            }
        }
        active_.clear();
        storage_.wait_until_idle(disk_patience);
        around_.reporter.finished(rows_);
        inspect();
        return exit_code_of(rows_);
    }

  private:
    struct Active {
        GetJob* job = nullptr;
        std::string host;
        std::unique_ptr<async::Root> root;
    };
    struct Waiting {
        GetJob* job = nullptr;
        std::string host;
    };

    void add(std::vector<GetTarget> targets) {
        for (GetTarget& target : targets) {
            waiting_.push_back({nullptr, host_of(target.url)});
            jobs_.push_back(std::make_unique<GetJob>(std::move(target), jobs_.size() + 1, shared_));
            rows_.push_back(&jobs_.back()->row());
            waiting_.back().job = jobs_.back().get();
        }
        room_ = true;
    }

    bool is_taken(const std::string& part) const {
        return !part.empty() &&
               std::any_of(active_.begin(), active_.end(), [&](const auto& a) { return a->job->claims(part); });
    }

    /// In their order, but for those whose server has enough of them already.
    void start_some() {
        for (auto next = waiting_.begin(); next != waiting_.end() && room_;) {
            if (active_.size() >= static_cast<std::size_t>(plan_.speed.at_once)) {
                break;
            }
            if (at_host_[next->host] >= budget_.limits().per_host) {
                ++next;
                continue;
            }
            ++at_host_[next->host];
            auto one = std::make_unique<Active>();
            one->job = next->job;
            one->host = next->host;
            one->root = std::make_unique<async::Root>(reactor_, one->job->run());
            active_.push_back(std::move(one));
            next = waiting_.erase(next);
        }
        room_ = false;
    }

    void stop() {
        stop_.set();
        for (const Waiting& one : waiting_) {
            one.job->interrupt();
        }
        waiting_.clear();
    }

    void reap() {
        const auto over = [this](const std::unique_ptr<Active>& one) {
            if (one->root->finished()) {
                --at_host_[one->host];
                room_ = true;
            }
            return one->root->finished();
        };
        std::erase_if(active_, over);
    }

    void tick() {
        const Instant now = reactor_.now();
        if (now < next_tick_) {
            return;
        }
        next_tick_ = now + pace;
        for (const auto& one : active_) {
            one->job->measure(now);
        }
        around_.reporter.progress(rows_);
    }

    void inspect() const {
        if (!plan_.report.inspect) {
            return;
        }
        const GetInspect form =
            plan_.report.inspect_form.value_or(plan_.report.json ? GetInspect::json : GetInspect::text);
        for (const auto& job : jobs_) {
            Info info;
            info.requests = job->records();
            info.http.effective_url = job->row().url;
            info.sizes.download = job->row().fetched;
            for (const RequestRecord& record : info.requests) {
                const std::int64_t end = record.started_ns + std::max<std::int64_t>(record.marks.last_byte, 0);
                info.times.total = std::max(info.times.total, end / 1000);
            }
            const Error error = job->row().state == GetState::failed ? job->row().error : Error();
            const std::string text = form == GetInspect::json ? inspect_json(info, error) : inspect_text(info, error);
            std::fwrite(text.data(), 1, text.size(), around_.inspect_to);
        }
    }

    const GetPlan& plan_;
    const GetSurroundings& around_;
    Multi multi_;
    async::Reactor& reactor_;
    download::Storage storage_;
    queue::EngineRunner runner_;
    download::HostMemory hosts_;
    download::ConnectionBudget budget_;
    download::RateTree rates_;
    async::Event stop_;
    GetJob::Around shared_;
    std::vector<std::unique_ptr<GetJob>> jobs_;
    std::vector<const GetRow*> rows_;
    std::list<Waiting> waiting_;
    std::map<std::string, int> at_host_;  // downloads under way
    bool room_ = true;                    // one that waits may be able to begin
    Instant next_tick_{};
    std::vector<std::unique_ptr<Active>> active_;  // last: its tasks use all of the above
};

}  // namespace

int run_get(const GetPlan& plan, std::vector<GetTarget> targets, const GetSurroundings& around) {
    return Session(plan, std::move(targets), around).run();
}

int exit_code_of(const std::vector<const GetRow*>& rows) {
    std::size_t failed = 0;
    int code = 0;
    bool same = true;
    for (const GetRow* row : rows) {
        if (row->state == GetState::interrupted) {
            return row->exit_code;
        }
        const bool good = row->state == GetState::done || row->state == GetState::skipped;
        if (!good) {
            same = same && (failed == 0 || code == row->exit_code);
            code = row->exit_code;
            ++failed;
        }
    }
    return failed == 0 ? 0 : failed == rows.size() && same && code != 0 ? code : 1;
}

}  // namespace sluice::cli
