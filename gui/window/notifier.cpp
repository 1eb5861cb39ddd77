#include "gui/window/notifier.h"

#include <algorithm>

#include "gui/desktop/notification.h"
#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/format/time.h"

namespace sluice::gui {
namespace {

/// Of their kind there is one at a time.
constexpr int allDoneToken = 1;
constexpr int diskToken = 2;
constexpr int offerToken = 3;
constexpr int namesInSum = 3;
/// Older ones have no buttons any more.
constexpr qsizetype mostIds = 200;

QString key(const char* name) {
    return QString::fromLatin1(name);
}

class Texts {
    Q_DECLARE_TR_FUNCTIONS(Notifier)

  public:
    static Notification one(const Notifier::Ended& ended) {
        Notification out;
        out.summary = format::fileName(ended.name);
        if (ended.cause.isEmpty()) {
            const QString size = format::size(ended.bytes);
            const QString time = format::duration(ended.seconds);
            out.body = size.isEmpty()   ? tr("Download done")
                       : time.isEmpty() ? tr("Done, %1").arg(size)
                                        : tr("Done, %1 in %2").arg(size, time);
            out.category = QStringLiteral("transfer.complete");
            out.urgency = Notification::Urgency::low;
            out.actions = {{key("default"), tr("Show")}, {key("open"), tr("Open")}, {key("folder"), tr("Open folder")}};
        } else {
            out.body = tr("Failed: %1").arg(ended.cause);
            out.category = QStringLiteral("transfer.error");
            out.actions = {{key("default"), tr("Show")}, {key("retry"), tr("Retry")}, {key("details"), tr("Details")}};
        }
        return out;
    }

    static Notification sum(int done, int failed, qint64 bytes, const QStringList& names) {
        Notification out;
        if (failed == 0) {
            out.summary = tr("%n download(s) done", nullptr, done);
        } else if (done == 0) {
            out.summary = tr("%n download(s) failed", nullptr, failed);
        } else {
            out.summary = tr("%1, %2").arg(tr("%n download(s) done", nullptr, done), tr("%n failed", nullptr, failed));
        }
        if (bytes > 0) {
            out.summary = tr("%1 (%2)", "what and size").arg(out.summary, format::size(bytes));
        }
        QStringList lines = names.mid(0, namesInSum);
        const int more = static_cast<int>(names.size() - lines.size());
        if (more > 0) {
            lines << tr("and %n more", nullptr, more);
        }
        out.body = lines.join(u'\n');
        out.category = QString::fromLatin1(failed > 0 ? "transfer.error" : "transfer.complete");
        out.urgency = failed > 0 ? Notification::Urgency::normal : Notification::Urgency::low;
        out.actions = {{key("default"), tr("Show")}};
        return out;
    }

    static Notification allDone(int count) {
        return {tr("All downloads are done"),
                tr("%n download(s) since the queue was last empty", nullptr, count),
                QStringLiteral("transfer.complete"),
                Notification::Urgency::low,
                {{key("default"), tr("Show")}}};
    }
    static Notification diskLow(qint64 bytes, const QString& folder) {
        return {tr("The disk is nearly full"),
                tr("%1 are left for %2").arg(format::size(bytes), folder),
                QStringLiteral("device.error"),
                Notification::Urgency::critical,
                {{key("default"), tr("Show")}}};
    }
    static Notification offer(const QStringList& addresses) {
        Notification out;
        out.summary = tr("Download what was copied?");
        out.body = format::elidedMiddle(addresses.first(), 80);
        if (addresses.size() > 1) {
            out.body += u'\n' + tr("and %n more", nullptr, static_cast<int>(addresses.size() - 1));
        }
        out.category = QStringLiteral("transfer");
        out.urgency = Notification::Urgency::low;
        out.actions = {{key("default"), tr("Add…")}, {key("add"), tr("Add…")}};
        return out;
    }
};

}  // namespace

Notifier::Notifier(NotificationSender& sender, Host host, QObject* parent)
    : QObject(parent), sender_(sender), host_(std::move(host)) {
    connect(&sender_, &NotificationSender::acted, this, &Notifier::act);
}

void Notifier::tellEnded(const std::vector<Ended>& ended) {
    if (ended.empty() || host_.isInFront()) {
        return;
    }
    const qint64 now = host_.nowMs();
    if (sumToken_ != 0 && now - lastAt_ > togetherMs) {
        sumToken_ = 0;
        recent_.clear();
    }
    if (sumToken_ == 0) {
        std::erase_if(recent_, [now](const Told& told) { return now - told.at > togetherMs; });
    }
    lastAt_ = now;
    const std::size_t before = recent_.size();
    for (const Ended& one : ended) {
        recent_.push_back({one, now, 0});
    }
    if (sumToken_ != 0 || recent_.size() > mostApart) {
        showSum();
        return;
    }
    for (std::size_t i = before; i < recent_.size(); ++i) {
        recent_[i].token = show(Texts::one(recent_[i].ended), recent_[i].ended.id);
    }
}

void Notifier::showSum() {
    // The last single one becomes the sum, the others go.
    for (auto told = recent_.rbegin(); told != recent_.rend(); ++told) {
        if (told->token == 0) {
            continue;
        }
        ids_.remove(told->token);
        if (sumToken_ == 0) {
            sumToken_ = told->token;
        } else {
            sender_.close(told->token);
        }
        told->token = 0;
    }
    sumToken_ = sumToken_ != 0 ? sumToken_ : nextToken_++;
    int failed = 0;
    qint64 bytes = 0;
    QStringList names;
    for (auto told = recent_.rbegin(); told != recent_.rend(); ++told) {
        failed += told->ended.cause.isEmpty() ? 0 : 1;
        bytes += told->ended.cause.isEmpty() ? std::max<qint64>(told->ended.bytes, 0) : 0;
        names << format::fileName(told->ended.name);
    }
    sender_.show(sumToken_, Texts::sum(static_cast<int>(recent_.size()) - failed, failed, bytes, names));
}

int Notifier::show(const Notification& notification, queue::Id id) {
    const int token = nextToken_++;
    if (ids_.size() >= mostIds) {
        ids_.clear();
    }
    ids_.insert(token, id);
    sender_.show(token, notification);
    return token;
}

void Notifier::tellAllDone(int count) {
    if (!host_.isInFront()) {
        sender_.show(allDoneToken, Texts::allDone(count));
    }
}

void Notifier::tellDiskLow(qint64 freeBytes, const QString& folder) {
    if (!host_.isInFront()) {
        sender_.show(diskToken, Texts::diskLow(freeBytes, folder));
    }
}

void Notifier::offer(const QStringList& addresses) {
    if (!addresses.isEmpty() && !host_.isInFront()) {
        offered_ = addresses;
        sender_.show(offerToken, Texts::offer(addresses));
    }
}

void Notifier::act(int token, const QString& chosen) {
    if (token == offerToken) {
        emit addRequested(offered_);
        return;
    }
    const queue::Id id = ids_.value(token);
    if (id == 0) {
        emit windowRequested();
    } else if (chosen == QLatin1String("open")) {
        emit openRequested(id);
    } else if (chosen == QLatin1String("folder")) {
        emit folderRequested(id);
    } else if (chosen == QLatin1String("retry")) {
        emit retryRequested(id);
    } else {
        emit detailsRequested(id);
    }
}

}  // namespace sluice::gui
