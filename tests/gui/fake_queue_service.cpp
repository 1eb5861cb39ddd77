#include "tests/gui/fake_queue_service.h"

#include <algorithm>

namespace sluice::test {

namespace field = queue::field;
using queue::Id;
using queue::Row;
using queue::State;

FakeQueueService::FakeQueueService(int rows, int active, unsigned seed) : random_(seed) {
    static const char* const hosts[] = {"example.org",        "download.qt.io",    "cdimage.debian.org",
                                        "mirror.example.net", "media.example.edu", "nas.local"};
    static const char* const endings[] = {"iso", "tar.xz", "mp4", "pdf", "zip", "deb"};
    static const char* const categories[] = {"Disk images", "Archives", "Video", "Documents", "Archives", "Programs"};
    static constexpr State resting[] = {State::queued, State::paused, State::done,
                                        State::done,   State::failed, State::waiting};
    for (int i = 0; i < rows; ++i) {
        const auto pick = random_() % 6;
        Row row;
        row.state = i < active ? State::active : resting[random_() % 6];
        row.phase = row.state == State::active ? queue::Phase::downloading : queue::Phase::none;
        row.name = "file-" + std::to_string(random_() % 1'000'000) + "-" + std::to_string(i) + "." + endings[pick];
        row.host = hosts[random_() % 6];
        row.category = categories[pick];
        row.url = "https://" + row.host + "/pub/" + row.name;
        row.folder = "/home/someone/Downloads";
        row.size = 1000 + static_cast<std::int64_t>(random_()) * 3;
        row.received = row.state == State::done ? row.size : row.size / (2 + static_cast<std::int64_t>(random_() % 50));
        row.speed = row.state == State::active ? 10'000.0 + random_() % 10'000'000 : 0;
        row.left_s = row.speed > 0 ? static_cast<std::int64_t>(double(row.size - row.received) / row.speed) : -1;
        row.connections = row.state == State::active ? 1 + static_cast<int>(random_() % 8) : 0;
        row.added = 1'760'000'000 + i;
        if (row.state == State::failed || row.state == State::waiting) {
            row.error = Error{Code::couldnt_connect, Kind::net_refused, 0, nullptr};
        }
        put(std::move(row));
    }
    addedIds_.clear();
    fresh_.clear();
    revision_ = 0;
}

Id FakeQueueService::put(Row row) {
    row.id = next_++;
    order_.push_back(row.id);
    addedIds_.push_back(row.id);
    fresh_.insert(row.id);
    const Id id = row.id;
    rows_.emplace(id, std::move(row));
    announce();
    return id;
}

void FakeQueueService::change(Id id, queue::FieldMask mask, const std::function<void(Row&)>& edit) {
    edit(rows_.at(id));
    note(id, mask);
}

void FakeQueueService::note(Id id, queue::FieldMask mask) {
    masks_[id] |= mask;
    announce();
}

void FakeQueueService::announce() {
    if (quiet_ && changed_) {
        quiet_ = false;
        changed_();
    }
}

void FakeQueueService::step(double seconds) {
    for (auto& [id, row] : rows_) {
        if (row.state != State::active) {
            continue;
        }
        const double factor = 0.9 + 0.2 * double(random_() % 1000) / 1000.0;
        row.received += static_cast<std::int64_t>(row.speed * factor * seconds);
        row.speed *= factor;
        if (row.size >= 0 && row.received >= row.size) {
            row.received = row.size;
            row.state = State::done;
            row.speed = 0;
            row.connections = 0;
        }
        row.left_s = row.speed > 0 && row.size >= 0
                         ? static_cast<std::int64_t>(double(row.size - row.received) / row.speed)
                         : -1;
        note(id, field::progress | field::speed | (row.state == State::done ? field::state : 0U));
    }
}

void FakeQueueService::skipRevision() {
    ++revision_;
}

void FakeQueueService::add(std::vector<queue::NewDownload> downloads) {
    commands.push_back({"add", {}, static_cast<int>(downloads.size())});
    for (const queue::NewDownload& download : downloads) {
        added.push_back(download);
        Row row;
        row.url = download.url;
        row.name = download.name.empty() ? download.url.substr(download.url.rfind('/') + 1) : download.name;
        row.folder = download.folder;
        const auto start = download.url.find("://");
        row.host = download.url.substr(start + 3, download.url.find('/', start + 3) - start - 3);
        row.state = download.paused ? State::paused : State::queued;
        put(std::move(row));
    }
}

void FakeQueueService::setState(const std::vector<Id>& ids, State state) {
    for (const Id id : ids) {
        const auto found = rows_.find(id);
        if (found == rows_.end()) {
            continue;
        }
        found->second.state = state;
        found->second.phase = state == State::active ? queue::Phase::downloading : queue::Phase::none;
        note(id, field::state | field::speed | field::connections);
    }
}

void FakeQueueService::pause(std::vector<Id> ids) {
    setState(ids, State::paused);
    commands.push_back({"pause", std::move(ids)});
}
void FakeQueueService::resume(std::vector<Id> ids) {
    setState(ids, State::active);
    commands.push_back({"resume", std::move(ids)});
}
void FakeQueueService::retry(std::vector<Id> ids) {
    setState(ids, State::queued);
    commands.push_back({"retry", std::move(ids)});
}
void FakeQueueService::start_over(std::vector<Id> ids) {
    setState(ids, State::queued);
    commands.push_back({"start_over", std::move(ids)});
}

void FakeQueueService::remove(std::vector<Id> ids) {
    for (const Id id : ids) {
        if (auto node = rows_.extract(id)) {
            removed_.insert(std::move(node));
            std::erase(order_, id);
            std::erase(addedIds_, id);
            masks_.erase(id);
            removedIds_.push_back(id);
        }
    }
    announce();
    commands.push_back({"remove", std::move(ids)});
}

void FakeQueueService::restore(std::vector<Id> ids) {
    for (const Id id : ids) {
        if (auto node = removed_.extract(id)) {
            rows_.insert(std::move(node));
            order_.push_back(id);
            addedIds_.push_back(id);
        }
    }
    announce();
    commands.push_back({"restore", std::move(ids)});
}

void FakeQueueService::purge(std::vector<Id> ids, bool files) {
    for (const Id id : ids) {
        removed_.erase(id);
    }
    commands.push_back({"purge", std::move(ids), files ? 1 : 0});
}

void FakeQueueService::move(std::vector<Id> ids, int place) {
    for (const Id id : ids) {
        std::erase(order_, id);
    }
    const auto at = order_.begin() + std::clamp<std::ptrdiff_t>(place, 0, static_cast<std::ptrdiff_t>(order_.size()));
    order_.insert(at, ids.begin(), ids.end());
    orderChanged_ = true;
    announce();
    commands.push_back({"move", std::move(ids), place});
}

void FakeQueueService::set_url(Id id, std::string url) {
    change(id, field::name, [&](Row& row) { row.url = std::move(url); });
    commands.push_back({"set_url", {id}});
}
void FakeQueueService::edit(std::vector<Id> ids, queue::Edit edit) {
    for (const Id id : ids) {
        change(id, field::name, [&](Row& row) { row.category = edit.category.value_or(row.category); });
    }
    commands.push_back({"edit", std::move(ids)});
}

void FakeQueueService::rename(Id id, std::string name) {
    change(id, field::name, [&](Row& row) { row.name = std::move(name); });
    commands.push_back({"rename", {id}});
}
void FakeQueueService::set_limits(queue::Limits limits) {
    commands.push_back({"limits", {}, limits.downloads_at_once});
    limits_ = std::move(limits);
    limitsChanged_ = true;
    announce();
}
void FakeQueueService::forget_hosts(std::vector<std::string> hosts) {
    for (const std::string& host : hosts) {
        std::erase_if(hosts_, [&](const auto& known) { return known.first == host; });
    }
}

queue::ChangeSet FakeQueueService::take() {
    ++takes;
    queue::ChangeSet set;
    set.removed = std::move(removedIds_);
    removedIds_.clear();
    for (const Id id : addedIds_) {
        set.added.push_back(rows_.at(id));
        masks_.erase(id);
    }
    addedIds_.clear();
    for (const auto& [id, mask] : masks_) {
        set.changed.push_back({mask, rows_.at(id)});
    }
    masks_.clear();
    if (orderChanged_) {
        set.order = order_;
        orderChanged_ = false;
    }
    set.limits = std::exchange(limitsChanged_, false);
    if (!set.empty()) {
        ++revision_;
    }
    set.revision = revision_;
    quiet_ = set.empty();
    return set;
}

std::shared_ptr<const std::vector<Row>> FakeQueueService::rows(std::uint64_t& revision) {
    auto all = std::make_shared<std::vector<Row>>();
    for (const Id id : order_) {
        all->push_back(rows_.at(id));
    }
    revision = revision_;
    addedIds_.clear();
    removedIds_.clear();
    masks_.clear();
    orderChanged_ = false;
    return all;
}

void FakeQueueService::details(Id id, std::function<void(std::shared_ptr<const queue::Details>)> callback) {
    const auto row = rows_.find(id);
    if (row == rows_.end()) {
        callback(nullptr);
        return;
    }
    const auto made = details_.find(id);
    auto details = std::make_shared<queue::Details>();
    if (made != details_.end()) {
        *details = *made->second;
    }
    details->row = row->second;
    if (details->path.empty()) {
        details->path = row->second.folder + "/" + row->second.name;
        details->part_path = details->path + ".part";
        details->final_url = row->second.url;
    }
    callback(std::move(details));
}

}  // namespace sluice::test
