#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// The window's only door to the queue. Takes change sets twice a second while there are any and the window can be
/// seen, once a second if it is followed hidden; sleeps otherwise, until the queue says once that there is something
/// again. A gap in the revisions is mended by loading the whole list. Commands are handed on as they are and looked
/// after at once. GUI thread only.
///
///     bridge.load();            // rowsReset, then changesTaken as they come
///     bridge.setExposed(true);  // ticks begin
///     bridge.watch(id);         // detailsArrived twice a second while it runs, once if it rests
class QueueBridge : public QObject {
    Q_OBJECT

  public:
    using Ids = std::vector<queue::Id>;

    explicit QueueBridge(queue::QueueService& service, QObject* parent = nullptr);
    ~QueueBridge() override;

    /// Takes the whole list: at start, or again at any time.
    void load();
    /// False while nobody can see the window: then nothing ticks.
    void setExposed(bool exposed);
    /// Goes on with one look a second while nobody can see it: somebody else (tray, notifications) wants to know.
    void setFollowedHidden(bool followed);

    void add(std::vector<queue::NewDownload> downloads);
    void pause(const Ids& ids);
    void resume(const Ids& ids);
    void retry(const Ids& ids);
    void startOver(const Ids& ids);
    void remove(const Ids& ids);
    void restore(const Ids& ids);
    void purge(const Ids& ids, bool files);
    void move(const Ids& ids, int place);
    void setUrl(queue::Id id, const QString& url);
    void rename(queue::Id id, const QString& name);
    queue::Limits limits() const { return service_.limits(); }
    void setLimits(const queue::Limits& limits);

    /// Writes what is known of these to a file, in the format of its ending; `done` gets an error text, empty if all
    /// went well. Nobody waits: it is collected on the engine's thread and written on another one.
    void exportList(const Ids& ids, const QString& file, QObject* context, std::function<void(QString)> done);

    /// Subscribes to the panel's data of one download; 0 ends it.
    void watch(queue::Id id);
    queue::Id watched() const { return watched_; }

  signals:
    void rowsReset(const std::shared_ptr<const std::vector<sluice::queue::Row>>& rows);
    void changesTaken(const sluice::queue::ChangeSet& changes);
    /// limits() has something else to say.
    void limitsChanged();
    void detailsArrived(const std::shared_ptr<const sluice::queue::Details>& details);

  private:
    /// What calls from the engine's thread find of us; it outlives us.
    struct Mailbox;

    bool isAwake() const { return exposed_ || followedHidden_; }
    void changePace();
    void tick();
    void wake();
    void tickSoon();
    void askDetails();
    void takeDetails(queue::Id asked, const std::shared_ptr<const queue::Details>& details);

    queue::QueueService& service_;
    std::shared_ptr<Mailbox> mailbox_;
    QTimer tickTimer_, soonTimer_, detailsTimer_;
    std::uint64_t revision_ = 0;
    bool exposed_ = false;
    bool followedHidden_ = false;
    bool pending_ = true;  ///< something may be there to take
    queue::Id watched_ = 0;
    bool asking_ = false;  ///< a request for details is under way
};

}  // namespace sluice::gui
