#include "gui/service/instance_socket.h"

#include <QJsonDocument>
#include <QLocalSocket>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

namespace sluice::service {

namespace {

constexpr qint64 mostRequest = 16 * 1024 * 1024;
constexpr int mostConnections = 32;
constexpr std::chrono::seconds idleLimit{30};

}  // namespace

bool isSameUser(qintptr socket) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
}

InstanceSocket::InstanceSocket(Handler handler, QObject* parent) : QObject(parent), handler_(std::move(handler)) {
    connect(&server_, &QLocalServer::newConnection, this, &InstanceSocket::accept);
}

InstanceSocket::~InstanceSocket() = default;

bool InstanceSocket::listen(const QString& path) {
    QLocalServer::removeServer(path);
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    server_.setMaxPendingConnections(mostConnections);
    return server_.listen(path);
}

void InstanceSocket::accept() {
    while (QLocalSocket* socket = server_.nextPendingConnection()) {
        if (!isSameUser(socket->socketDescriptor()) ||
            server_.findChildren<QLocalSocket*>(Qt::FindDirectChildrenOnly).size() > mostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto* idle = new QTimer(socket);
        idle->setSingleShot(true);
        idle->start(idleLimit);
        connect(idle, &QTimer::timeout, socket, [socket] { socket->abort(); });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket, idle] {
            idle->start(idleLimit);
            read(socket);
        });
        read(socket);
    }
}

void InstanceSocket::read(QLocalSocket* socket) {
    while (socket->canReadLine()) {
        const QJsonDocument request = QJsonDocument::fromJson(socket->readLine(mostRequest));
        const QJsonObject answer = request.isObject()
                                       ? handler_(request.object())
                                       : QJsonObject{{"ok", false}, {"error", tr("The request is no JSON object.")}};
        socket->write(QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n');
    }
    if (socket->bytesAvailable() > mostRequest) {
        socket->abort();
    }
}

}  // namespace sluice::service
