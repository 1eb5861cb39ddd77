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
    at_.clear();
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
    const auto known = [this](queue::Id id) { return at_.contains(id); };
    for (const queue::Id id : set.removed) {
        sets_fit = sets_fit && known(id);
        std::erase_if(mirror_, [id](const queue::Row& row) { return row.id == id; });
    }
    if (!set.removed.empty()) {
        index();
    }
    for (queue::Row& row : set.added) {
        sets_fit = sets_fit && !known(row.id);
        at_[row.id] = mirror_.size();
        mirror_.push_back(std::move(row));
    }
    for (auto& changed : set.changed) {
        sets_fit = sets_fit && known(changed.row.id);
        if (known(changed.row.id)) {
            queue::Row& row = mirror_[at_[changed.row.id]];
            const queue::FieldMask differs = queue::difference(row, changed.row);
            sets_fit = sets_fit && (differs & ~changed.mask) == 0;
            row = std::move(changed.row);
        }
    }
    if (!set.order.empty()) {
        sets_fit = sets_fit && set.order.size() == mirror_.size();
        std::vector<queue::Row> sorted;
        for (const queue::Id id : set.order) {
            sets_fit = sets_fit && known(id);
            if (known(id)) {
                sorted.push_back(std::move(mirror_[at_[id]]));
            }
        }
        mirror_ = std::move(sorted);
        index();
    }
}

void QueueHarness::index() {
    at_.clear();
    for (std::size_t i = 0; i < mirror_.size(); ++i) {
        at_[mirror_[i].id] = i;
    }
}

const queue::Row* QueueHarness::row(queue::Id id) {
    mirror();
    return at_.contains(id) ? &mirror_[at_[id]] : nullptr;
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

void QueueHarness::allow(int downloads) {
    queue::Limits limits = queue_->limits();
    limits.downloads_at_once = downloads;
    queue_->set_limits(limits);
}

}  // namespace sluice::test
