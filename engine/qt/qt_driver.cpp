#include "engine/qt/qt_driver.h"

#include <QSocketNotifier>

#include <algorithm>
#include <unordered_map>
#include <vector>

#ifdef __linux__
#include "engine/sys/linux/epoll_poller.h"
#endif

namespace sluice::qt {

/// Watches sockets and reports readiness.
class QtDriver::Watcher {
  public:
    virtual ~Watcher() = default;
    virtual void set(int fd, Watch what) = 0;
};

#ifdef __linux__
/// One notifier on a nested epoll descriptor.
class QtDriver::EpollWatcher : public Watcher {
  public:
    explicit EpollWatcher(QtDriver& driver) : driver_(driver), notifier_(epoll_.descriptor(), QSocketNotifier::Read) {
        QObject::connect(&notifier_, &QSocketNotifier::activated, &driver_, [this] { take_events(); });
    }
    void set(int fd, Watch what) override { epoll_.set(fd, static_cast<sys::Interest>(what)); }

  private:
    void take_events() {
        epoll_.wait(Duration::zero(), events_);
        // Each action may unwatch or close others of the batch: stale events are told and ignored by the engine.
        for (std::size_t i = 0; i < events_.size(); ++i) {
            driver_.on_ready(events_[i].fd, events_[i].ready);
        }
        driver_.drain();
    }
    QtDriver& driver_;
    sys::EpollPoller epoll_;
    QSocketNotifier notifier_;
    std::vector<sys::ReadyEvent> events_;
};
#endif

/// A pair of notifiers for each socket.
class QtDriver::NotifierWatcher : public Watcher {
  public:
    explicit NotifierWatcher(QtDriver& driver) : driver_(driver) {}
    ~NotifierWatcher() override {
        for (auto& [fd, pair] : pairs_) {
            drop(pair.in);
            drop(pair.out);
        }
    }
    void set(int fd, Watch what) override {
        const auto bits = what == Watch::remove ? 0U : static_cast<unsigned>(what);
        Pair& pair = pairs_[fd];
        want(pair.in, fd, QSocketNotifier::Read, (bits & select_in) != 0);
        want(pair.out, fd, QSocketNotifier::Write, (bits & select_out) != 0);
        if (what == Watch::remove) {
            // The number may be used again at once for another socket: these notifiers must be dead when this returns.
            drop(pair.in);
            drop(pair.out);
            pairs_.erase(fd);
        }
    }

  private:
    struct Pair {
        QSocketNotifier* in = nullptr;
        QSocketNotifier* out = nullptr;
    };
    void want(QSocketNotifier*& notifier, int fd, QSocketNotifier::Type type, bool wanted) {
        if (notifier == nullptr && wanted) {
            notifier = new QSocketNotifier(fd, type);
            const unsigned ready = type == QSocketNotifier::Read ? select_in : select_out;
            QObject::connect(notifier, &QSocketNotifier::activated, &driver_, [this, fd, ready] {
                driver_.on_ready(fd, ready);
                driver_.drain();
            });
        } else if (notifier != nullptr) {
            notifier->setEnabled(wanted);
        }
    }
    static void drop(QSocketNotifier*& notifier) {
        if (notifier != nullptr) {
            notifier->setEnabled(false);
            notifier->deleteLater();  // it may be the one whose signal is being handled
            notifier = nullptr;
        }
    }
    QtDriver& driver_;
    std::unordered_map<int, Pair> pairs_;
};

QtDriver::QtDriver(Multi& multi, Watching watching, QObject* parent) : QObject(parent), multi_(multi), timer_(this) {
#ifdef __linux__
    if (watching == Watching::all_at_once) {
        watcher_ = std::make_unique<EpollWatcher>(*this);
    }
#endif
    if (!watcher_) {
        watcher_ = std::make_unique<NotifierWatcher>(*this);
    }
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &QtDriver::on_timer);
    multi_.set_socket_callback([this](const Easy*, Socket fd, Watch what, void*) {
        watcher_->set(fd, what);
        return 0;
    });
    multi_.set_timer_callback([this](std::chrono::milliseconds wait) {
        if (wait.count() < 0) {
            timer_.stop();
        } else {
            timer_.start(wait);
        }
        return 0;
    });
}

QtDriver::~QtDriver() {
    multi_.set_socket_callback({});
    multi_.set_timer_callback({});
}

void QtDriver::on_ready(int fd, unsigned ready) {
    int running = 0;
    const MultiCode code = multi_.socket_action(fd, ready, running);
    if (code != MultiCode::ok) {
        emit failed(code);
    }
}

void QtDriver::on_timer() {
    int running = 0;
    const MultiCode code = multi_.timer_expired(running);
    if (code != MultiCode::ok) {
        emit failed(code);
    }
    drain();
}

void QtDriver::drain() {
    while (const auto done = multi_.next_done()) {
        emit finished(done->easy, done->code);
    }
}

}  // namespace sluice::qt
