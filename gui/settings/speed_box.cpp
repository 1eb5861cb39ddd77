#include "gui/settings/speed_box.h"

#include <algorithm>

namespace sluice::gui {
namespace {

constexpr qint64 kib = 1024;
constexpr int mostKib = 100'000'000;
constexpr int usualKib = 1024;
constexpr int stepKib = 100;

}  // namespace

SpeedBox::SpeedBox(QWidget* parent) : QuietSpinBox(parent) {
    setRange(1, mostKib);
    setSingleStep(stepKib);
    setSuffix(tr(" KiB/s"));
    setValue(usualKib);
}

void SpeedBox::setSpeed(qint64 bytesPerSecond) {
    setValue(static_cast<int>(std::clamp<qint64>((bytesPerSecond + kib / 2) / kib, 1, mostKib)));
}

qlonglong SpeedBox::speed() const {
    return value() * kib;
}

}  // namespace sluice::gui
