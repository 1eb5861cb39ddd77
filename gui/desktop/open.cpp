#include "gui/desktop/open.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QMetaObject>
#include <QSet>
#include <QThreadPool>
#include <QUrl>

namespace sluice::gui {
namespace {

constexpr int answerLimitMs = 3000;

QSet<QString> foldersOf(const QStringList& paths) {
    QSet<QString> folders;
    for (const QString& path : paths) {
        folders.insert(QFileInfo(path).path());
    }
    return folders;
}

/// True if a file manager took the request. Waits for the bus: worker threads only.
bool askFileManager(const QStringList& uris) {
    const QString name = QStringLiteral("sluice-files");
    const QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
    if (!bus.isConnected()) {
        return false;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("/org/freedesktop/FileManager1"),
        QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("ShowItems"));
    call.setArguments({uris, QString()});
    return bus.call(call, QDBus::Block, answerLimitMs).type() == QDBusMessage::ReplyMessage;
}

}  // namespace

bool openFile(const QString& path) {
    return QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void showInFolder(const QStringList& paths) {
    QStringList uris;
    for (const QString& path : paths) {
        uris.append(QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded()));
    }
    QThreadPool::globalInstance()->start([paths, uris] {
        if (askFileManager(uris) || qApp == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            qApp,
            [paths] {
                for (const QString& folder : foldersOf(paths)) {
                    QDesktopServices::openUrl(QUrl::fromLocalFile(folder));
                }
            },
            Qt::QueuedConnection);
    });
}

void moveToTrash(const QStringList& paths) {
    QThreadPool::globalInstance()->start([paths] {
        for (const QString& path : paths) {
            QFile::moveToTrash(path);
        }
    });
}

}  // namespace sluice::gui
