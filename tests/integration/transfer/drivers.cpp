#include "tests/integration/transfer/drivers.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

#include <sys/epoll.h>
#include <unistd.h>

#include <optional>

#include "engine/qt/qt_driver.h"
#include "engine/sys/real_world.h"
#include "engine/transfer/multi_impl.h"

namespace sluice::test {

namespace {

using Clock = std::chrono::steady_clock;

class EasyDriver : public Driver {
  public:
    bool run(const std::vector<Easy*>& easies, std::chrono::milliseconds) override {
        for (Easy* easy : easies) {
            easy->perform();
        }
        return true;
    }
};

class MultiDriver : public Driver {
  public:
    explicit MultiDriver(sys::PollerKind kind) : world_(kind), multi_(std::make_unique<Multi::Impl>(world_)) {}
    bool run(const std::vector<Easy*>& easies, std::chrono::milliseconds limit) override {
        for (Easy* easy : easies) {
            multi_.add(*easy);
        }
        const auto end = Clock::now() + limit;
        int running = 1;
        while (running > 0 && Clock::now() < end) {
            multi_.perform(running);
            if (running > 0) {
                multi_.poll(std::chrono::milliseconds(1000));
            }
        }
        for (Easy* easy : easies) {
            multi_.remove(*easy);
        }
        return running == 0;
    }

  private:
    sys::RealWorld world_;
    Multi multi_;
};

/// What an application writes that has its own loop: nothing but the two callbacks and the two actions.
class EpollDriver : public Driver {
  public:
    EpollDriver() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        multi_ = std::make_unique<Multi>();
        multi_->set_socket_callback([this](const Easy*, Socket fd, Watch what, void*) {
            epoll_event event{};
            event.data.fd = fd;
            event.events = ((static_cast<unsigned>(what) & select_in) != 0 ? EPOLLIN : 0U) |
                           ((static_cast<unsigned>(what) & select_out) != 0 ? EPOLLOUT : 0U);
            if (what == Watch::remove) {
                ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
            } else if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) {
                ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
            }
            return 0;
        });
        multi_->set_timer_callback([this](std::chrono::milliseconds wait) {
            due_ = wait.count() < 0 ? std::nullopt : std::optional(Clock::now() + wait);
            return 0;
        });
    }
    ~EpollDriver() override {
        multi_.reset();  // it may still call the socket callback
        ::close(epoll_);
    }
    bool run(const std::vector<Easy*>& easies, std::chrono::milliseconds limit) override {
        for (Easy* easy : easies) {
            multi_->add(*easy);
        }
        const auto end = Clock::now() + limit;
        int running = static_cast<int>(easies.size());
        while (running > 0 && Clock::now() < end) {
            turn(running);
        }
        for (Easy* easy : easies) {
            multi_->remove(*easy);
        }
        return running == 0;
    }

  private:
    void turn(int& running) {
        int wait = 1000;
        if (due_) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due_ - Clock::now());
            wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1000));
        }
        epoll_event events[8];
        const int n = ::epoll_wait(epoll_, events, 8, wait);
        for (int i = 0; i < n; ++i) {
            const unsigned ready = ((events[i].events & EPOLLIN) != 0 ? select_in : 0U) |
                                   ((events[i].events & EPOLLOUT) != 0 ? select_out : 0U) |
                                   ((events[i].events & (EPOLLERR | EPOLLHUP)) != 0 ? select_error : 0U);
            multi_->socket_action(events[i].data.fd, ready, running);
        }
        if (due_ && Clock::now() >= *due_) {
            due_.reset();
            multi_->timer_expired(running);
        }
    }
    int epoll_;
    std::optional<Clock::time_point> due_;
    std::unique_ptr<Multi> multi_;
};

class QtLoopDriver : public Driver {
  public:
    explicit QtLoopDriver(qt::QtDriver::Watching watching) : driver_(multi_, watching) {}
    bool run(const std::vector<Easy*>& easies, std::chrono::milliseconds limit) override {
        QEventLoop loop;
        std::size_t ended = 0;
        const auto connection = QObject::connect(&driver_, &qt::QtDriver::finished, &loop, [&](Easy*, Code) {
            if (++ended == easies.size()) {
                loop.quit();
            }
        });
        for (Easy* easy : easies) {
            multi_.add(*easy);
        }
        QTimer::singleShot(limit, &loop, &QEventLoop::quit);
        if (!easies.empty()) {
            loop.exec();
        }
        QObject::disconnect(connection);
        for (Easy* easy : easies) {
            multi_.remove(*easy);
        }
        return ended == easies.size();
    }

  private:
    Multi multi_;
    qt::QtDriver driver_;
};

}  // namespace

std::vector<std::string> driver_names() {
    return {"easy", "multi", "poll", "epoll", "qt", "qt-each"};
}

std::unique_ptr<Driver> make_driver(const std::string& name) {
    if (name == "easy") {
        return std::make_unique<EasyDriver>();
    }
    if (name == "multi" || name == "poll") {
        return std::make_unique<MultiDriver>(name == "poll" ? sys::PollerKind::poll : sys::PollerKind::best);
    }
    if (name == "epoll") {
        return std::make_unique<EpollDriver>();
    }
    return std::make_unique<QtLoopDriver>(name == "qt" ? qt::QtDriver::Watching::all_at_once
                                                       : qt::QtDriver::Watching::each_socket);
}

Fetch::Fetch(std::string url) : easy(std::move(url)) {
    easy.callbacks().write = [this](std::span<const std::byte> bytes) {
        body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return WriteVerdict::taken;
    };
    easy.callbacks().header = [this](std::string_view line) {
        header_lines += line;
        return true;
    };
    easy.callbacks().trace = [this](const TraceEvent& event) {
        if (event.kind == TraceKind::text) {
            trace_text.append(reinterpret_cast<const char*>(event.data.data()), event.data.size());
        }
    };
}

void add_driver_rows() {
    QTest::addColumn<QString>("driver");
    for (const std::string& name : driver_names()) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

}  // namespace sluice::test
