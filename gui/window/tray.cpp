#include "gui/window/tray.h"

#include <QMenu>
#include <QSystemTrayIcon>

#include <algorithm>
#include <cmath>

#include "gui/desktop/tray_picture.h"
#include "gui/format/size.h"
#include "gui/format/time.h"
#include "gui/window/actions.h"

namespace sluice::gui {
namespace {

constexpr int leastMs = 1000;

}  // namespace

Tray::Tray(const Actions& actions, QMenu* limits, QWidget& window, std::function<bool()> isAvailable)
    : QObject(&window),
      window_(window),
      isAvailable_(std::move(isAvailable)),
      menu_(std::make_unique<QMenu>()),
      icon_(std::make_unique<QSystemTrayIcon>()),
      text_(QStringLiteral("Sluice")) {
    menu_->setObjectName(QStringLiteral("trayMenu"));
    fillMenu(actions, limits);
    icon_->setContextMenu(menu_.get());
    connect(icon_.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) {
            emit toggleRequested();
        }
    });
    textTimer_.setSingleShot(true);
    textTimer_.setInterval(leastMs);
    connect(&textTimer_, &QTimer::timeout, this, &Tray::showNow);
    showNow();
}

Tray::~Tray() = default;

void Tray::fillMenu(const Actions& actions, QMenu* limits) {
    toggle_ = menu_->addAction(tr("&Show"));
    toggle_->setObjectName(QStringLiteral("trayToggle"));
    connect(toggle_, &QAction::triggered, this, &Tray::toggleRequested);
    connect(menu_.get(), &QMenu::aboutToShow, this,
            [this] { toggle_->setText(window_.isVisible() && !window_.isMinimized() ? tr("&Hide") : tr("&Show")); });
    menu_->addSeparator();
    menu_->addAction(actions[ActionId::add]);
    menu_->addAction(actions[ActionId::pauseAll]);
    menu_->addAction(actions[ActionId::resumeAll]);
    if (limits != nullptr) {
        QAction* speed = menu_->addMenu(limits);
        speed->setText(tr("Speed &limit"));
    }
    menu_->addSeparator();
    menu_->addAction(actions[ActionId::quit]);
}

void Tray::setWanted(bool wanted) {
    wanted_ = wanted;
    refresh();
}

void Tray::refresh() {
    icon_->setVisible(wanted_ && isAvailable_());
}

bool Tray::isThere() const {
    return wanted_ && isAvailable_();
}

void Tray::showState(int running, double speed, qint64 left, double fraction) {
    QStringList parts;
    if (running > 0) {
        parts << tr("%n downloading", nullptr, running) << format::speed(speed);
        parts << (left >= 0 ? tr("%1 left").arg(format::timeLeft(left)) : QString());
        parts.removeAll(QString());
    }
    text_ = parts.isEmpty() ? QStringLiteral("Sluice") : parts.join(QStringLiteral(", "));
    tenths_ = running > 0 && fraction >= 0 ? static_cast<int>(std::floor(std::min(fraction, 1.0) * 10)) : -1;
    if (!textTimer_.isActive()) {
        showNow();
    }
}

void Tray::showNow() {
    if (icon_->toolTip() != text_) {
        icon_->setToolTip(text_);
        textTimer_.start();
    }
    if (tenths_ != shownTenths_) {
        shownTenths_ = tenths_;
        QIcon& picture = pictures_[tenths_];
        if (picture.isNull()) {
            picture = trayPicture(tenths_);
        }
        icon_->setIcon(picture);
    }
}

QString Tray::toolTip() const {
    return icon_->toolTip();
}

}  // namespace sluice::gui
