#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/window/demo_manifest.h"

namespace sluice::gui {

class MainWindow;
class QueueBridge;

/// The demo, carried out by the window itself: queues every file of the manifest, waits until each has ended, compares
/// SHA-256 with the server's, prints one line per download and leaves a picture of the window with the panel on Timing.
class DemoRun : public QObject {
    Q_OBJECT

  public:
    struct Options {
        QString folder;      ///< where the files go
        QString screenshot;  ///< PNG to write
    };
    DemoRun(DemoManifest manifest, Options options, MainWindow& window, QueueBridge& bridge);

    void start();

  signals:
    /// 0 only if every file is Done and has the server's hash.
    void finished(int exitCode);

  private:
    struct Item {
        DemoManifest::File file;
        queue::Id id = 0;
        bool ended = false, hashed = false, right = false;
    };

    void check();
    void end(Item& item);
    void report(std::size_t number, const QString& sha256);
    void finish();
    void takePicture();
    queue::Id idOf(const QString& url) const;

    MainWindow& window_;
    QueueBridge& bridge_;
    QString caFile_;
    Options options_;
    std::vector<Item> items_;
    QTimer deadline_;
    QElapsedTimer since_;
    qint64 receivedBefore_ = -1;
    bool finishing_ = false;
};

}  // namespace sluice::gui
