#include "gui/service/engine_thread.h"

#include <latch>

#include "engine/qt/qt_driver.h"
#include "engine/queue/engine_runner.h"
#include "engine/sys/real_world.h"
#include "engine/transfer/multi_impl.h"

namespace sluice::service {

class EngineThread::Thread : public QThread {
  public:
    explicit Thread(queue::Queue::Options options) : options_(std::move(options)) {}

    void run() override {
        sys::RealWorld world;
        Multi multi(std::make_unique<Multi::Impl>(world));
        async::Reactor& reactor = multi.impl().reactor;
        const qt::QtDriver driver(multi);
        download::Storage storage(world);
        queue::EngineRunner runner(transfer::engine_of(multi), reactor, storage);
        queue::MemorySecrets secrets;
        {
            queue::Queue here(reactor, runner, secrets, std::move(options_));
            queue = &here;
            mailbox = reactor.mailbox();
            reactor.flush();
            started.count_down();
            exec();
            queue = nullptr;
        }
        // Work on the disk that a cancelled run left goes to its end.
        storage.wait_until_idle(patience);
        ended.count_down();
    }

    // Beside QThread's own waiting, for ThreadSanitizer, which cannot see into Qt.
    std::latch started{1}, ended{1};
    queue::Queue* queue = nullptr;
    std::shared_ptr<async::Reactor::Mailbox> mailbox;

  private:
    queue::Queue::Options options_;
};

EngineThread::EngineThread(queue::Queue::Options options) : thread_(std::make_unique<Thread>(std::move(options))) {
    thread_->setObjectName(QStringLiteral("engine"));
    thread_->start();
    thread_->started.wait();
}

EngineThread::~EngineThread() {
    Thread* thread = thread_.get();
    thread->mailbox->post([thread] { thread->queue->shut_down([thread] { thread->quit(); }); });
    if (!thread->wait(QDeadlineTimer(patience))) {
        thread->quit();
        thread->wait();
    }
    thread->ended.wait();
}

void EngineThread::network_changed() {
    Thread* thread = thread_.get();
    thread->mailbox->post([thread] {
        if (thread->queue != nullptr) {
            thread->queue->network_changed();
        }
    });
}

queue::Queue& EngineThread::queue() {
    return *thread_->queue;
}

}  // namespace sluice::service
