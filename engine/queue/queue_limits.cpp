#include <algorithm>
#include <utility>

#include "engine/queue/queue.h"

namespace sluice::queue {

void Queue::set_limits(Limits limits) {
    limits = in_range(std::move(limits));
    {
        const std::lock_guard lock(limits_lock_);
        shown_limits_ = limits;
    }
    log_->limits_changed();
    post([this, limits = std::move(limits)] {
        apply(limits);
        list_->remember("limits", limits_to_json(limits));
        list_->commit();
    });
}

Limits Queue::limits() const {
    const std::lock_guard lock(limits_lock_);
    return shown_limits_;
}

void Queue::known_hosts(std::function<void(std::vector<download::HostMemory::Entry>)> callback) {
    post([this, callback = std::move(callback)] { callback(shared_.hosts.list(wall_s())); });
}

void Queue::forget_hosts(std::vector<std::string> hosts) {
    post([this, hosts = std::move(hosts)] {
        for (const std::string& host : hosts) {
            shared_.hosts.forget(host);
        }
        list_->commit();
    });
}

/// What was chosen, and what was learnt, in earlier runs.
void Queue::load_limits(const std::map<std::string, std::string>& values) {
    Limits limits;
    limits.downloads_at_once = options_.downloads_at_once;
    limits.runs.retry_limit = options_.retry_limit;
    if (const auto found = values.find("limits"); found != values.end()) {
        limits = limits_from_json(found->second);
    }
    limits = in_range(std::move(limits));
    {
        const std::lock_guard lock(limits_lock_);
        shown_limits_ = limits;
    }
    log_->limits_changed();
    apply(limits);
    if (const auto found = values.find("hosts"); found != values.end()) {
        hosts_from_json(found->second, shared_.hosts);
    }
    shared_.hosts.on_change([this](const std::string&, const download::HostLesson*) {
        list_->remember("hosts", hosts_to_json(shared_.hosts, wall_s()));
    });
}

void Queue::apply(const Limits& limits) {
    for (const auto& [name, speed] : limits_.speed_of) {
        shared_.rates.set_limit(name, 0);
    }
    limits_ = limits;
    for (const auto& [name, speed] : limits_.speed_of) {
        shared_.rates.set_limit(name, speed);
    }
    shared_.budget.set_limits({limits_.per_host, limits_.total});
    shared_.connections = limits_.connections;
    shared_.rules = limits_.runs;
    for (const Ranked& ranked : list_->sets().running) {
        if (Entry* entry = list_->find(ranked.id); entry->run != nullptr && entry->run->begun()) {
            entry->run->follow_wish();
        }
    }
    follow_schedule();
}

/// The minute of the week, here.
WeekSchedule::Minute Queue::minute() const {
    const std::int64_t now = wall_s();
    return minute_of_week(now, reactor_.world().clock().utc_offset_s(now));
}

void Queue::follow_schedule() {
    const std::int64_t opened_at = std::exchange(opens_at_, 0);
    const bool was_stopped = rule_.stopped;
    rule_ = limits_.schedule.empty() ? SpeedRule{} : limits_.schedule.at(minute());
    opens_at_ = rule_.stopped ? opening() : 0;
    shared_.rates.set_limit(download::RateTree::everything, rule_.limit > 0 ? rule_.limit : limits_.speed);
    const base::Clock& clock = reactor_.world().clock();
    const Duration ahead = clock.wall().time_since_epoch() - clock.boottime().time_since_epoch();
    const bool clock_was_set = std::chrono::abs(ahead - wall_ahead_) > std::chrono::milliseconds(500);
    if (rule_.stopped != was_stopped || opens_at_ != opened_at || clock_was_set) {
        wall_ahead_ = ahead;
        place_held();
    }
}

int Queue::may_run() const {
    return rule_.stopped ? 0 : limits_.downloads_at_once;
}

}  // namespace sluice::queue
