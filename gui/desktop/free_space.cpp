#include "gui/desktop/free_space.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStorageInfo>
#include <QThreadPool>

namespace sluice::gui {
namespace {

/// Runs `work` on a worker and hands its result to `answer` on the GUI thread while `context` lives.
template <class Work, class Answer>
void askAside(QObject* context, Work work, Answer answer) {
    QThreadPool::globalInstance()->start(
        [work = std::move(work), answer = std::move(answer), context = QPointer<QObject>(context)] {
            const auto result = work();
            if (qApp == nullptr) {
                return;
            }
            QMetaObject::invokeMethod(
                qApp,
                [answer, context, result] {
                    if (context) {
                        answer(result);
                    }
                },
                Qt::QueuedConnection);
        });
}

qint64 freeBelow(QString folder) {
    while (!QFileInfo::exists(folder)) {
        const QString parent = QFileInfo(folder).path();
        if (parent == folder || parent.isEmpty()) {
            return -1;
        }
        folder = parent;
    }
    const QStorageInfo storage(folder);
    return storage.isValid() ? storage.bytesAvailable() : -1;
}

}  // namespace

void askFreeSpace(const QString& folder, QObject* context, std::function<void(qint64)> answer) {
    askAside(
        context, [folder] { return freeBelow(folder); }, std::move(answer));
}

void askExists(const QString& path, QObject* context, std::function<void(bool)> answer) {
    askAside(
        context, [path] { return QFileInfo::exists(path); }, std::move(answer));
}

}  // namespace sluice::gui
