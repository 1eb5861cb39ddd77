#include "gui/desktop/tray_picture.h"

#include <QPainter>

#include <algorithm>

#include "gui/desktop/icons.h"

namespace sluice::gui {
namespace {

constexpr int sides[] = {16, 22, 24, 32, 48};
const QColor barBack(0x1b, 0x1d, 0x20);
const QColor barFront(0x4c, 0xc3, 0x8a);

QPixmap drawn(int side, int tenths) {
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    applicationIcon().paint(&painter, pixmap.rect());
    if (tenths >= 0) {
        const int height = std::max(3, side / 6);
        const QRect bar(0, side - height, side, height);
        painter.fillRect(bar, barBack);
        painter.fillRect(bar.adjusted(1, 1, -1 - (side - 2) * (10 - tenths) / 10, -1), barFront);
    }
    return pixmap;
}

}  // namespace

QIcon trayPicture(int tenths) {
    QIcon icon;
    for (const int side : sides) {
        icon.addPixmap(drawn(side, std::clamp(tenths, -1, 10)));
    }
    return icon;
}

}  // namespace sluice::gui
