#include "gui/inspector/nice_axis.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::gui {

namespace {

QString unitLabel(int step, format::Units units) {
    static constexpr std::array<const char*, 5> iec{
        QT_TRANSLATE_NOOP("NiceAxis", "%1 B/s"), QT_TRANSLATE_NOOP("NiceAxis", "%1 KiB/s"),
        QT_TRANSLATE_NOOP("NiceAxis", "%1 MiB/s"), QT_TRANSLATE_NOOP("NiceAxis", "%1 GiB/s"),
        QT_TRANSLATE_NOOP("NiceAxis", "%1 TiB/s")};
    static constexpr std::array<const char*, 5> si{
        QT_TRANSLATE_NOOP("NiceAxis", "%1 B/s"), QT_TRANSLATE_NOOP("NiceAxis", "%1 kB/s"),
        QT_TRANSLATE_NOOP("NiceAxis", "%1 MB/s"), QT_TRANSLATE_NOOP("NiceAxis", "%1 GB/s"),
        QT_TRANSLATE_NOOP("NiceAxis", "%1 TB/s")};
    return QCoreApplication::translate("NiceAxis",
                                       (units == format::Units::iec ? iec : si)[static_cast<std::size_t>(step)]);
}

double stepFor(double most, int steps) {
    const double raw = most / steps;
    const double magnitude = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * magnitude >= raw * 0.999) {
            return factor * magnitude;
        }
    }
    return 10 * magnitude;
}

}  // namespace

NiceAxis niceSpeedAxis(double most, int steps, format::Units units) {
    const double base = units == format::Units::iec ? 1024 : 1000;
    const double wanted = std::isfinite(most) ? std::max(most, base) : base;
    double worth = 1;
    int unit = 0;
    while (wanted / worth >= 1000 && unit < 4) {
        worth *= base;
        unit += 1;
    }
    const double step = stepFor(wanted / worth, std::max(steps, 1));
    NiceAxis axis;
    const int count = static_cast<int>(std::ceil(wanted / worth / step - 1e-9));
    for (int i = 0; i <= count; ++i) {
        axis.values.push_back(i * step * worth);
        // Steps are whole or tenths; 'g' drops decimals that are not needed.
        axis.labels.push_back(unitLabel(unit, units).arg(QLocale().toString(i * step, 'g', 4)));
    }
    axis.top = axis.values.back();
    return axis;
}

}  // namespace sluice::gui
