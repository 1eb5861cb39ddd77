#include "engine/download/host_memory.h"

#include <algorithm>

namespace sluice::download {

std::optional<HostLesson> HostMemory::find(const std::string& host, std::int64_t now_s) const {
    const auto found = lessons_.find(host);
    if (found == lessons_.end() || found->second.expires_at <= now_s) {
        return std::nullopt;
    }
    return found->second;
}

void HostMemory::learn(const std::string& host, int connections, std::string reason, std::int64_t now_s) {
    const auto known = find(host, now_s);
    if (connections < 1 || (known && known->connections < connections)) {
        return;
    }
    HostLesson& lesson = lessons_[host];
    lesson = HostLesson{connections, std::move(reason), now_s, now_s + lifetime_s};
    if (on_change_) {
        on_change_(host, &lesson);
    }
}

void HostMemory::disprove(const std::string& host, int connections) {
    const auto found = lessons_.find(host);
    if (found != lessons_.end() && connections > found->second.connections) {
        forget(host);
    }
}

void HostMemory::forget(const std::string& host) {
    if (lessons_.erase(host) > 0 && on_change_) {
        on_change_(host, nullptr);
    }
}

void HostMemory::clear() {
    while (!lessons_.empty()) {
        forget(std::string(lessons_.begin()->first));
    }
}

std::vector<HostMemory::Entry> HostMemory::list(std::int64_t now_s) const {
    std::vector<Entry> out;
    for (const auto& [host, lesson] : lessons_) {
        if (lesson.expires_at > now_s) {
            out.emplace_back(host, lesson);
        }
    }
    return out;
}

int ConnectionBudget::in_use(const std::string& host) const {
    const auto found = hosts_.find(host);
    return found == hosts_.end() ? 0 : found->second;
}

bool ConnectionBudget::has_room(const std::string& host) const {
    return in_use(host) < limits_.per_host && total_ < limits_.total;
}

bool ConnectionBudget::is_over(const std::string& host) const {
    return in_use(host) > limits_.per_host || total_ > limits_.total;
}

void ConnectionBudget::take(const std::string& host) {
    ++hosts_[host];
    ++total_;
}

void ConnectionBudget::give(const std::string& host) {
    const auto found = hosts_.find(host);
    if (found != hosts_.end()) {
        --total_;
        if (--found->second == 0) {
            hosts_.erase(found);
        }
    }
}

}  // namespace sluice::download
