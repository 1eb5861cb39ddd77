#pragma once

#include <QList>
#include <QObject>
#include <QString>

#include <utility>

namespace sluice::gui {

/// What the desktop shows for a moment.
struct Notification {
    enum class Urgency : unsigned char { low, normal, critical };

    QString summary;
    QString body;      ///< plain text
    QString category;  ///< "transfer.complete"; source: Desktop Notifications Specification 1.2, "Categories"
    Urgency urgency = Urgency::normal;
    /// Key and label; "default" is what a click on the whole does.
    QList<std::pair<QString, QString>> actions;
};

/// Where notifications go. A token of the caller's names one: shown again under the same token it is replaced.
class NotificationSender : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    /// Returns at once. Where nobody shows notifications nothing happens.
    virtual void show(int token, const Notification& notification) = 0;
    virtual void close(int token) = 0;

  signals:
    /// A person chose one of its actions.
    void acted(int token, const QString& key);
};

}  // namespace sluice::gui
