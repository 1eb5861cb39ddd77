#pragma once

#include <QHash>
#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <functional>
#include <memory>

namespace sluice::service {

/// Whether the process at the other end of a local socket belongs to the user of this one.
bool isSameUser(qintptr socket);

/// Where other starts of the program reach this one: a local socket in a folder of the user alone. Each line is one
/// request, answered by one line, both JSON objects (docs/mechanisms/instance-socket.md). The thread it is made on.
class InstanceSocket : public QObject {
    Q_OBJECT

  public:
    using Handler = std::function<QJsonObject(const QJsonObject& request)>;
    explicit InstanceSocket(Handler handler, QObject* parent = nullptr);
    ~InstanceSocket() override;

    /// False if nobody can listen there. A socket that a dead instance left is replaced: hold the InstanceLock.
    bool listen(const QString& path);

  private:
    void accept();
    void read(QLocalSocket* socket);

    Handler handler_;
    QLocalServer server_;
};

}  // namespace sluice::service
