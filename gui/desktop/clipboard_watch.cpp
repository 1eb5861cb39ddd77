#include "gui/desktop/clipboard_watch.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QUrl>

#include "gui/desktop/clipboard.h"

namespace sluice::gui {

QStringList withEnding(const QStringList& addresses, const QStringList& endings) {
    QStringList found;
    for (const QString& address : addresses) {
        const QString name = QUrl(address).fileName();
        const QString ending = name.contains(u'.') ? name.section(u'.', -1).toLower() : QString();
        if (endings.isEmpty() || endings.contains(ending)) {
            found.append(address);
        }
    }
    return found;
}

ClipboardWatch::ClipboardWatch(QObject* parent) : QObject(parent) {
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, [this] {
        if (on_) {
            look();
        }
    });
}

void ClipboardWatch::setOn(bool on) {
    if (on && !on_) {
        last_ = addressesInClipboard();  // what was copied before is old
    }
    on_ = on;
}

void ClipboardWatch::setEndings(const QString& endings) {
    endings_ = endings.toLower().remove(u'.').split(u' ', Qt::SkipEmptyParts);
}

void ClipboardWatch::look() {
    if (isOwn(QGuiApplication::clipboard()->mimeData())) {
        return;
    }
    const QStringList addresses = withEnding(addressesInClipboard(), endings_);
    if (!addresses.isEmpty() && addresses != last_) {
        last_ = addresses;
        emit offered(addresses);
    }
}

}  // namespace sluice::gui
