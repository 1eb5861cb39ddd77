#include "gui/window/demo_run.h"

#include <QCryptographicHash>
#include <QFile>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>

#include "gui/bridge/queue_bridge.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/models/status_text.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"

namespace sluice::gui {
namespace {

/// Without a new byte or a new state for so long the demo gives up.
constexpr int stallLimitMs = 120'000;
constexpr int pictureAfterMs = 1500;

/// Empty if the file cannot be read. Reads all of it: worker threads only.
QString sha256Of(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? QString::fromLatin1(hash.result().toHex())
                                                                 : QString();
}

void print(const QString& line) {
    std::puts(line.toUtf8().constData());
    std::fflush(stdout);
}

}  // namespace

DemoRun::DemoRun(DemoManifest manifest, Options options, MainWindow& window, QueueBridge& bridge)
    : QObject(&window),
      window_(window),
      bridge_(bridge),
      caFile_(std::move(manifest.caFile)),
      options_(std::move(options)) {
    for (DemoManifest::File& file : manifest.files) {
        items_.push_back({std::move(file)});
    }
    deadline_.setSingleShot(true);
    deadline_.setInterval(stallLimitMs);
    connect(&deadline_, &QTimer::timeout, this, [this] {
        print(QStringLiteral("The demo stands still for %1 s and ends.").arg(stallLimitMs / 1000));
        for (Item& item : items_) {
            end(item);
        }
    });
    connect(&window_.model(), &QueueModel::totalsChanged, this, &DemoRun::check);
}

void DemoRun::start() {
    std::vector<queue::NewDownload> downloads;
    for (const Item& item : items_) {
        queue::NewDownload download;
        download.url = item.file.url.toStdString();
        download.name = item.file.name.toStdString();
        download.folder = options_.folder.toStdString();
        download.ca_file = caFile_.toStdString();
        download.conflict = queue::Conflict::overwrite;
        downloads.push_back(std::move(download));
    }
    since_.start();
    deadline_.start();
    bridge_.add(std::move(downloads));
}

queue::Id DemoRun::idOf(const QString& url) const {
    queue::Id newest = 0;
    for (const Entry& entry : window_.model().store().entries()) {
        if (entry.used && entry.url == url.toStdString()) {
            newest = std::max(newest, entry.id);
        }
    }
    return newest;
}

void DemoRun::check() {
    const RowStore& store = window_.model().store();
    if (!since_.isValid() || finishing_) {
        return;
    }
    if (store.totals().received != receivedBefore_) {
        receivedBefore_ = store.totals().received;
        deadline_.start();
    }
    for (Item& item : items_) {
        item.id = item.id != 0 ? item.id : idOf(item.file.url);
        const RowStore::Slot slot = store.slotOf(item.id);
        if (slot == RowStore::noSlot || item.ended) {
            continue;
        }
        const queue::State state = store.at(slot).state;
        if (state == queue::State::done || state == queue::State::failed) {
            deadline_.start();
            end(item);
        }
    }
}

void DemoRun::end(Item& item) {
    if (item.ended) {
        return;
    }
    item.ended = true;
    const RowStore& store = window_.model().store();
    const RowStore::Slot slot = store.slotOf(item.id);
    const auto number = static_cast<std::size_t>(&item - items_.data());
    if (slot == RowStore::noSlot) {
        report(number, {});
        return;
    }
    const Entry& entry = store.at(slot);
    const QString path = QString::fromStdString(store.text(entry.folder) + '/' + entry.name);
    QThreadPool::globalInstance()->start([self = QPointer<DemoRun>(this), path, number] {
        const QString sha256 = sha256Of(path);
        QMetaObject::invokeMethod(
            qApp,
            [self, sha256, number] {
                if (self) {
                    self->report(number, sha256);
                }
            },
            Qt::QueuedConnection);
    });
}

void DemoRun::report(std::size_t number, const QString& sha256) {
    Item& item = items_[number];
    const RowStore& store = window_.model().store();
    const RowStore::Slot slot = store.slotOf(item.id);
    const bool known = slot != RowStore::noSlot;
    const bool done = known && store.at(slot).state == queue::State::done;
    item.hashed = true;
    item.right = done && sha256 == item.file.sha256;
    const QString state = known ? statusText(statusFacts(store.at(slot))) : QStringLiteral("not queued");
    const double seconds = known ? static_cast<double>(store.at(slot).activeMs) / 1000.0 : 0;
    print(QStringLiteral("%1  %2 bytes  %3  %4  %5 s  %6")
              .arg(state, -22)
              .arg(known ? store.at(slot).received : 0, 11)
              .arg(sha256.isEmpty() ? QStringLiteral("-") : sha256, -64)
              .arg(QLatin1String(item.right ? "ok     " : "differs"))
              .arg(seconds, 7, 'f', 2)
              .arg(item.file.name));
    if (std::all_of(items_.begin(), items_.end(), [](const Item& each) { return each.hashed; })) {
        finish();
    }
}

void DemoRun::finish() {
    finishing_ = true;
    deadline_.stop();
    // The picture shows the download with most to tell: one over TLS if there is one.
    const auto secure = std::find_if(items_.begin(), items_.end(), [](const Item& item) {
        return item.file.url.startsWith(QLatin1String("https:"));
    });
    const queue::Id shown = secure != items_.end() ? secure->id : items_.front().id;
    window_.showPanelTab(static_cast<int>(InspectorPanel::Tab::timing));
    if (const int row = window_.model().rowOf(shown); row >= 0) {
        window_.view().setCurrentIndex(window_.model().index(row, 0));
    }
    QTimer::singleShot(pictureAfterMs, this, &DemoRun::takePicture);
}

void DemoRun::takePicture() {
    window_.view().scrollTo(window_.view().currentIndex());
    if (window_.grab().save(options_.screenshot)) {
        print(QStringLiteral("Screenshot: %1").arg(options_.screenshot));
    } else {
        print(QStringLiteral("The screenshot could not be written to %1").arg(options_.screenshot));
    }
    const auto right = std::count_if(items_.begin(), items_.end(), [](const Item& item) { return item.right; });
    const auto all = static_cast<std::ptrdiff_t>(items_.size());
    print(QStringLiteral("%1 of %2 downloads complete and right, %3 s")
              .arg(right)
              .arg(all)
              .arg(static_cast<double>(since_.elapsed()) / 1000.0, 0, 'f', 1));
    emit finished(right == all ? 0 : 1);
}

}  // namespace sluice::gui
