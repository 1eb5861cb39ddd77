#include "gui/window/speed_limit_button.h"

#include <QActionGroup>
#include <QLocale>
#include <QMenu>

#include "gui/format/size.h"

namespace sluice::gui {

namespace {
constexpr qint64 kib = 1024;
constexpr qint64 mib = 1024 * kib;
constexpr qint64 offered[] = {0, 128 * kib, 256 * kib, 512 * kib, mib, 2 * mib, 5 * mib, 10 * mib, 25 * mib};
}  // namespace

QString speedLimitText(qint64 speed) {
    if (speed <= 0) {
        return SpeedLimitButton::tr("No limit");
    }
    if (speed % mib == 0) {
        return SpeedLimitButton::tr("%1 MiB/s").arg(QLocale().toString(speed / mib));
    }
    if (speed % kib == 0 && speed < 100 * mib) {
        return SpeedLimitButton::tr("%1 KiB/s").arg(QLocale().toString(speed / kib));
    }
    return format::speed(static_cast<double>(speed));
}

SpeedLimitButton::SpeedLimitButton(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("speedLimit"));
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &SpeedLimitButton::fill);
    fill();
    showLimits({}, {});
}

void SpeedLimitButton::showLimits(const queue::Limits& limits, const queue::SpeedRule& rule) {
    speed_ = limits.speed;
    QString text = limits.speed > 0 ? tr("Limit: %1").arg(speedLimitText(limits.speed)) : tr("No speed limit");
    QString tip = tr("How fast all downloads together may be");
    if (rule.stopped) {
        text = tr("Stopped by the schedule");
        tip = tr("At this time of the week nothing is downloaded");
    } else if (rule.limit > 0) {
        text = tr("Limit: %1 (schedule)").arg(speedLimitText(rule.limit));
        tip = tr("The schedule limits the speed at this time of the week");
    }
    setText(text);
    setAccessibleName(text);
    setToolTip(tip);
}

void SpeedLimitButton::fill() {
    menu()->clear();
    auto* group = new QActionGroup(menu());
    bool found = false;
    const auto offer = [&](qint64 speed) {
        QAction* action = menu()->addAction(speedLimitText(speed));
        action->setCheckable(true);
        action->setChecked(speed == speed_);
        found = found || speed == speed_;
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, speed] { emit speedChosen(speed); });
    };
    for (const qint64 speed : offered) {
        offer(speed);
    }
    if (!found) {
        offer(speed_);
    }
    menu()->addSeparator();
    connect(menu()->addAction(tr("&Limits and schedule…")), &QAction::triggered, this,
            &SpeedLimitButton::limitsRequested);
}

}  // namespace sluice::gui
