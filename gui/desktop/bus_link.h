#pragma once

#include <QDBusConnection>
#include <QObject>

namespace sluice::gui {

/// A connection to one of the desktop's buses, joined on a worker thread, since joining is a blocking exchange. Without
/// a bus nothing ever happens. GUI thread only.
class BusLink : public QObject {
    Q_OBJECT

  public:
    /// `name` tells it from the program's other connections.
    BusLink(QDBusConnection::BusType type, QString name, QObject* parent = nullptr)
        : QObject(parent), type_(type), name_(std::move(name)) {}

    /// Begins; joined() or failed() follows once. Again: nothing.
    void join();
    bool isJoined() const { return state_ == State::joined; }
    bool hasFailed() const { return state_ == State::failed; }
    /// Of use once it is joined.
    QDBusConnection connection() const { return QDBusConnection(name_); }

  signals:
    void joined();
    void failed();

  private:
    enum class State { apart, joining, joined, failed };

    void finish(bool joined);

    QDBusConnection::BusType type_;
    QString name_;
    State state_ = State::apart;
};

}  // namespace sluice::gui
