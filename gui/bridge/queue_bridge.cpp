#include "gui/bridge/queue_bridge.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <mutex>

#include "engine/lists/list_writer.h"
#include "gui/service/list_export.h"

namespace sluice::gui {
namespace {

constexpr int tickEveryMs = 500;
constexpr int hiddenTickEveryMs = 1000;
/// After a command: long enough for the engine to have seen it, short enough to feel immediate.
constexpr int soonMs = 30;
constexpr int detailsEveryMs = 500;

bool isMoving(queue::State state) {
    return state == queue::State::active || state == queue::State::verifying;
}

}  // namespace

struct QueueBridge::Mailbox {
    std::mutex mutex;
    QueueBridge* bridge = nullptr;

    /// Runs `call` on the GUI thread if the bridge still lives then.
    template <class F>
    static void post(const std::shared_ptr<Mailbox>& box, F call) {
        const std::lock_guard lock(box->mutex);
        if (box->bridge != nullptr) {
            QMetaObject::invokeMethod(
                box->bridge, [bridge = box->bridge, call = std::move(call)] { call(*bridge); }, Qt::QueuedConnection);
        }
    }
};

QueueBridge::QueueBridge(queue::QueueService& service, QObject* parent)
    : QObject(parent), service_(service), mailbox_(std::make_shared<Mailbox>()) {
    mailbox_->bridge = this;
    tickTimer_.setInterval(tickEveryMs);
    soonTimer_.setInterval(soonMs);
    soonTimer_.setSingleShot(true);
    detailsTimer_.setInterval(detailsEveryMs);
    detailsTimer_.setSingleShot(true);
    connect(&tickTimer_, &QTimer::timeout, this, &QueueBridge::tick);
    connect(&soonTimer_, &QTimer::timeout, this, &QueueBridge::tick);
    connect(&detailsTimer_, &QTimer::timeout, this, &QueueBridge::askDetails);
    service_.on_changed([box = mailbox_] { Mailbox::post(box, [](QueueBridge& bridge) { bridge.wake(); }); });
}

QueueBridge::~QueueBridge() {
    {
        const std::lock_guard lock(mailbox_->mutex);
        mailbox_->bridge = nullptr;
    }
    service_.on_changed({});
}

void QueueBridge::load() {
    const auto rows = service_.rows(revision_);
    emit rowsReset(rows);
}

void QueueBridge::setExposed(bool exposed) {
    if (exposed == exposed_) {
        return;
    }
    exposed_ = exposed;
    changePace();
    exposed_ ? askDetails() : detailsTimer_.stop();
}

void QueueBridge::setFollowedHidden(bool followed) {
    if (followed != followedHidden_) {
        followedHidden_ = followed;
        changePace();
    }
}

void QueueBridge::changePace() {
    tickTimer_.stop();
    tickTimer_.setInterval(exposed_ ? tickEveryMs : hiddenTickEveryMs);
    soonTimer_.stop();
    if (isAwake() && pending_) {
        tick();
    }
}

void QueueBridge::wake() {
    pending_ = true;
    if (isAwake() && !tickTimer_.isActive()) {
        tick();
    }
}

void QueueBridge::tickSoon() {
    pending_ = true;
    if (isAwake() && !soonTimer_.isActive()) {
        soonTimer_.start();
    }
}

void QueueBridge::tick() {
    const queue::ChangeSet changes = service_.take();
    pending_ = !changes.empty();
    if (!pending_) {
        tickTimer_.stop();
        revision_ = std::max(revision_, changes.revision);
        return;
    }
    if (!tickTimer_.isActive()) {
        tickTimer_.start();
    }
    if (changes.revision != revision_ + 1) {
        load();
    } else {
        revision_ = changes.revision;
        emit changesTaken(changes);
        if (changes.limits) {
            emit limitsChanged();
        }
    }
    const auto isWatched = [this](const queue::ChangeSet::Changed& changed) { return changed.row.id == watched_; };
    if (watched_ != 0 && !detailsTimer_.isActive() &&
        std::any_of(changes.changed.begin(), changes.changed.end(), isWatched)) {
        askDetails();
    }
}

void QueueBridge::watch(queue::Id id) {
    if (id == watched_) {
        return;
    }
    watched_ = id;
    detailsTimer_.stop();
    asking_ = false;
    askDetails();
}

void QueueBridge::askDetails() {
    if (watched_ == 0 || !exposed_ || asking_) {
        return;
    }
    asking_ = true;
    service_.details(watched_, [box = mailbox_, id = watched_](std::shared_ptr<const queue::Details> details) {
        Mailbox::post(box,
                      [id, details = std::move(details)](QueueBridge& bridge) { bridge.takeDetails(id, details); });
    });
}

void QueueBridge::takeDetails(queue::Id asked, const std::shared_ptr<const queue::Details>& details) {
    if (asked != watched_) {
        return;
    }
    asking_ = false;
    if (!details) {
        return;
    }
    emit detailsArrived(details);
    if (exposed_ && isMoving(details->row.state)) {
        detailsTimer_.start();
    }
}

void QueueBridge::add(std::vector<queue::NewDownload> downloads) {
    service_.add(std::move(downloads));
    tickSoon();
}
void QueueBridge::pause(const Ids& ids) {
    service_.pause(ids);
    tickSoon();
}
void QueueBridge::resume(const Ids& ids) {
    service_.resume(ids);
    tickSoon();
}
void QueueBridge::retry(const Ids& ids) {
    service_.retry(ids);
    tickSoon();
}
void QueueBridge::startOver(const Ids& ids) {
    service_.start_over(ids);
    tickSoon();
}
void QueueBridge::remove(const Ids& ids) {
    service_.remove(ids);
    tickSoon();
}
void QueueBridge::restore(const Ids& ids) {
    service_.restore(ids);
    tickSoon();
}
void QueueBridge::purge(const Ids& ids, bool files) {
    service_.purge(ids, files);
}
void QueueBridge::move(const Ids& ids, int place) {
    service_.move(ids, place);
    tickSoon();
}
void QueueBridge::setUrl(queue::Id id, const QString& url) {
    service_.set_url(id, url.toStdString());
    tickSoon();
}
void QueueBridge::rename(queue::Id id, const QString& name) {
    service_.rename(id, name.toStdString());
    tickSoon();
}
void QueueBridge::setLimits(const queue::Limits& limits) {
    service_.set_limits(limits);
    tickSoon();
}

void QueueBridge::exportList(const Ids& ids, const QString& file, QObject* context, std::function<void(QString)> done) {
    const auto format = lists::format_of_file(file.toStdString()).value_or(lists::Format::session);
    const QPointer<QObject> asked(context);
    service::ListExport::begin(service_, ids, format, [file, asked, done = std::move(done)](const std::string& text) {
        // The engine's thread writes no files of users.
        QThreadPool::globalInstance()->start([file, asked, done, text] {
            const QString error = service::writeListFile(file, QByteArray::fromStdString(text));
            QMetaObject::invokeMethod(
                qApp,
                [asked, done, error] {
                    if (asked != nullptr) {
                        done(error);
                    }
                },
                Qt::QueuedConnection);
        });
    });
}

}  // namespace sluice::gui
