#include "tests/unit/queue/queue_harness.h"

#include <QFile>

#include <algorithm>

namespace sluice::test {

using namespace std::chrono_literals;

struct FakeRunner::Slot {
    explicit Slot(FakeRunner& owner) : runner(owner), step(owner.reactor_) {
        run.step = &step;
        runner.runs_.push_back(this);
        runner.most_at_once = std::max(runner.most_at_once, static_cast<int>(runner.runs_.size()));
    }
    ~Slot() { std::erase(runner.runs_, this); }
    FakeRunner& runner;
    async::Event step;
    Run run;
};

async::Task<download::Outcome> FakeRunner::run(const download::DownloadRequest& request,
                                               download::DownloadObserver& observer) {
    Slot slot(*this);
    slot.run.request = &request;
    slot.run.observer = &observer;
    started.push_back(request.options->url);
    for (;;) {
        if (slot.run.outcome) {
            co_return std::move(*slot.run.outcome);
        }
        if (obeys_stop && request.stop->is_set()) {
            download::Outcome paused;
            paused.end = download::End::paused;
            co_return paused;
        }
        // Looks a few times a turn: a test has no need for more than one thing to wait for.
        co_await async::Yield(reactor_);
    }
}

async::Task<void> FakeRunner::discard(std::vector<std::string> paths) {
    discarded.insert(discarded.end(), paths.begin(), paths.end());
    co_return;
}

async::Task<Error> FakeRunner::rename(std::string from, std::string to) {
    renamed.emplace_back(std::move(from), std::move(to));
    Error error = rename_errno != 0 ? fail(Kind::disk_exists, rename_errno).value() : Error{};
    co_return error;
}

FakeRunner::Run* FakeRunner::find(const std::string& url) {
    for (Slot* slot : runs_) {
        if (slot->run.request->options->url == url) {
            return &slot->run;
        }
    }
    return nullptr;
}

void FakeRunner::end(const std::string& url, download::Outcome outcome) {
    if (Run* run = find(url)) {
        run->outcome = std::move(outcome);
    }
}

QueueHarness::QueueHarness() {
    world_.use(clock_);
    poller_ = real_.make_poller();
    reactor_ = std::make_unique<async::Reactor>(world_, *this);
    runner_ = std::make_unique<FakeRunner>(*reactor_);
}

QueueHarness::~QueueHarness() {
    drop();
    runner_.reset();
    reactor_.reset();
}

void QueueHarness::open() {
    queue::Queue::Options options;
    options.store.path = path("list.db").toStdString();
    options.store.details_path = path("details.db").toStdString();
    options.store.group_commit = 5ms;
    options.default_folder = "/downloads";
    options.downloads_at_once = at_once;
    options.on_notice = [this](const Error& error) { notices.push_back(error); };
    options.on_loaded = [this] { loaded_ = true; };
    loaded_ = false;
    mirror_.clear();
    revision_ = 0;
    secrets_ = std::make_unique<queue::MemorySecrets>();
    queue_ = std::make_unique<queue::Queue>(*reactor_, *runner_, *secrets_, options);
    queue_->on_changed([this] { ++changed_calls; });
    reactor_->flush();
    run_until([this] { return loaded_; }, 120s);
}

void QueueHarness::drop() {
    queue_.reset();
    secrets_.reset();
    reactor_->flush();
}

void QueueHarness::crash() {
    for (const char* name : {"list.db", "list.db-wal", "details.db", "details.db-wal"}) {
        const QString from = path(name);
        ++life_;
        QFile::copy(from, path(name));
        --life_;
    }
    drop();
    ++life_;
}

void QueueHarness::shut_down() {
    bool down = false;
    reactor_->post([&] { queue_->shut_down([&down] { down = true; }); });
    run_until([&] { return down; });
    drop();
}

void QueueHarness::turn(std::chrono::milliseconds most) {
    std::vector<sys::ReadyEvent> events;
    poller_->wait(Duration(most), events);
    for (const sys::ReadyEvent& event : events) {
        reactor_->ready(event.fd, event.ready);
    }
    reactor_->run();
}

bool QueueHarness::run_until(const std::function<bool()>& done, std::chrono::seconds most) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!done()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        turn(2ms);
        mirror();
    }
    return true;
}

void QueueHarness::run_for(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
        turn(2ms);
        mirror();
    }
}

void QueueHarness::pass(Duration time) {
    for (Duration passed{0}; passed < time; passed += 250ms) {
        clock_.advance(250ms);
        turn(0ms);
    }
    run_for(30ms);
}

const std::vector<queue::Row>& QueueHarness::mirror() {
    if (queue_ != nullptr) {
        apply(queue_->take());
    }
    return mirror_;
}

void QueueHarness::apply(queue::ChangeSet set) {
    sets_fit = sets_fit && set.revision == ++revision_;
    const auto at = [this](queue::Id id) {
        return std::find_if(mirror_.begin(), mirror_.end(), [id](const queue::Row& row) { return row.id == id; });
    };
    for (const queue::Id id : set.removed) {
        sets_fit = sets_fit && at(id) != mirror_.end();
        std::erase_if(mirror_, [id](const queue::Row& row) { return row.id == id; });
    }
    for (queue::Row& row : set.added) {
        sets_fit = sets_fit && (set.added.size() > 1000 || at(row.id) == mirror_.end());
        mirror_.push_back(std::move(row));
    }
    for (auto& changed : set.changed) {
        const auto found = at(changed.row.id);
        sets_fit = sets_fit && found != mirror_.end() && queue::difference(*found, changed.row) != 0 &&
                   (queue::difference(*found, changed.row) & ~changed.mask) == 0;
        if (found != mirror_.end()) {
            *found = std::move(changed.row);
        }
    }
    if (!set.order.empty()) {
        sets_fit = sets_fit && set.order.size() == mirror_.size();
        std::map<queue::Id, std::size_t> place;
        for (std::size_t i = 0; i < set.order.size(); ++i) {
            place[set.order[i]] = i;
        }
        std::sort(mirror_.begin(), mirror_.end(),
                  [&](const queue::Row& a, const queue::Row& b) { return place[a.id] < place[b.id]; });
    }
}

const queue::Row* QueueHarness::row(queue::Id id) {
    for (const queue::Row& row : mirror()) {
        if (row.id == id) {
            return &row;
        }
    }
    return nullptr;
}

bool QueueHarness::becomes(queue::Id id, queue::State state, queue::Phase phase) {
    return run_until([&] {
        const queue::Row* now = row(id);
        return now != nullptr && now->state == state && (phase == queue::Phase::none || now->phase == phase);
    });
}

queue::Id QueueHarness::add(const std::string& url, bool paused) {
    queue::NewDownload download;
    download.url = url;
    download.paused = paused;
    const std::size_t before = mirror().size();
    queue_->add({download});
    run_until([&] { return mirror().size() > before; });
    return mirror().empty() ? 0 : mirror().back().id;
}

}  // namespace sluice::test
