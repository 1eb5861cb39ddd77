#pragma once

#include <sluice/multi.h>

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace sluice::qt {

/// The socket-driven mode of a Multi on the Qt event loop of the thread it is made on.
///
/// Takes the Multi's socket, timer and notify callbacks; from then on transfers run while the event loop runs. On Linux
/// one QSocketNotifier watches an epoll descriptor that holds all of the engine's sockets, because Qt's dispatcher
/// polls every descriptor it knows: an event costs the same with 10,000 sockets as with 100. `Watching::each_socket` is
/// the portable form with a notifier per socket.
///
/// The Multi outlives the driver; both live on one thread.
class QtDriver : public QObject {
    Q_OBJECT
  public:
    /// How the sockets are watched.
    enum class Watching { all_at_once, each_socket };

    explicit QtDriver(Multi& multi, Watching watching = Watching::all_at_once, QObject* parent = nullptr);
    ~QtDriver() override;

  signals:
    /// A transfer has ended; it is still in the Multi and may be removed here.
    void finished(sluice::Easy* easy, sluice::Code code);
    /// The engine's stack has failed: remove all transfers.
    void failed(sluice::MultiCode code);

  private:
    class Watcher;
    class EpollWatcher;
    class NotifierWatcher;
    void on_ready(int fd, unsigned ready);
    void on_timer();
    void drain();

    Multi& multi_;
    std::unique_ptr<Watcher> watcher_;
    QTimer timer_;
};

}  // namespace sluice::qt
