#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

class NotificationSender;
struct Notification;

/// Says what happened while the window is not in front. More than three ends within five seconds become one
/// notification with a sum, which is kept up to date as long as more follow within five seconds. GUI thread only.
class Notifier : public QObject {
    Q_OBJECT

  public:
    /// A download that is over.
    struct Ended {
        queue::Id id = 0;
        QString name;
        QString cause;  ///< why it failed; empty: it is done
        qint64 bytes = -1;
        qint64 seconds = -1;
    };
    /// What is asked of its surroundings.
    struct Host {
        std::function<bool()> isInFront;  ///< the window is active: nothing need be told
        std::function<qint64()> nowMs;
    };

    Notifier(NotificationSender& sender, Host host, QObject* parent = nullptr);

    void tellEnded(const std::vector<Ended>& ended);
    void tellAllDone(int count);
    void tellDiskLow(qint64 freeBytes, const QString& folder);
    /// Somebody copied these.
    void offer(const QStringList& addresses);

    static constexpr qint64 togetherMs = 5000;
    static constexpr std::size_t mostApart = 3;

  signals:
    void openRequested(sluice::queue::Id id);
    void folderRequested(sluice::queue::Id id);
    void retryRequested(sluice::queue::Id id);
    void detailsRequested(sluice::queue::Id id);
    void windowRequested();
    void addRequested(const QStringList& addresses);

  private:
    struct Told {
        Ended ended;
        qint64 at = 0;
        int token = 0;  ///< 0: only in the sum
    };

    int show(const Notification& notification, queue::Id id = 0);
    void showSum();
    void act(int token, const QString& key);

    NotificationSender& sender_;
    Host host_;
    std::vector<Told> recent_;
    int sumToken_ = 0;  ///< 0: none
    qint64 lastAt_ = 0;
    int nextToken_ = 16;
    QHash<int, queue::Id> ids_;  ///< of single downloads, by token
    QStringList offered_;
};

}  // namespace sluice::gui
