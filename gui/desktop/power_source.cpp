#include "gui/desktop/power_source.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QThreadPool>

namespace sluice::gui {
namespace {

constexpr qint64 longestValue = 64;

QByteArray valueOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(longestValue).trimmed() : QByteArray();
}

}  // namespace

bool isOnMains(const QString& folder) {
    bool hasBattery = false;
    for (const QString& name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString supply = folder + u'/' + name;
        const QByteArray type = valueOf(supply + QStringLiteral("/type"));
        if (type == "Mains" && valueOf(supply + QStringLiteral("/online")) == "1") {
            return true;
        }
        // Batteries of mice and keyboards do not feed the computer.
        hasBattery = hasBattery || (type == "Battery" && valueOf(supply + QStringLiteral("/scope")) != "Device");
    }
    return !hasBattery;
}

void askOnMains(QObject* context, std::function<void(bool)> answer) {
    QThreadPool::globalInstance()->start([context = QPointer<QObject>(context), answer = std::move(answer)] {
        const bool mains = isOnMains();
        if (qApp == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            qApp,
            [context, answer, mains] {
                if (context) {
                    answer(mains);
                }
            },
            Qt::QueuedConnection);
    });
}

}  // namespace sluice::gui
