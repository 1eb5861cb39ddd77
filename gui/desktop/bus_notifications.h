#pragma once

#include <QHash>
#include <QStringList>

#include <optional>

#include "gui/desktop/notification.h"

namespace sluice::gui {

class BusLink;

/// Notifications by org.freedesktop.Notifications, with actions and replacement. No call waits; without a bus or a
/// server what should be shown is dropped. GUI thread only.
/// Source: Desktop Notifications Specification 1.2.
class BusNotifications : public NotificationSender {
    Q_OBJECT

  public:
    /// `bus` outlives it; joined at the first notification.
    explicit BusNotifications(BusLink& bus, QObject* parent = nullptr);

    void show(int token, const Notification& notification) override;
    void close(int token) override;

  private slots:
    void onAction(uint id, const QString& key);
    void onClosed(uint id, uint reason);
    void onActivationToken(uint id, const QString& token);

  private:
    struct Shown {
        uint id = 0;  ///< the server's; 0: not known yet
        bool asking = false;
        bool toClose = false;
        std::optional<Notification> next;  ///< waits for the answer, the bus or the capabilities
    };

    void begin();
    void flush();
    void send(int token, Shown& shown);
    void closeNow(uint id);
    int tokenOf(uint id) const;

    BusLink& bus_;
    bool begun_ = false;
    std::optional<QStringList> capabilities_;
    QHash<int, Shown> shown_;
};

}  // namespace sluice::gui
