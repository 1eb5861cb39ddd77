#include "gui/format/size.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace sluice::gui::format {

namespace {

constexpr int unitCount = 7;

Units chosen = Units::iec;

QString unitName(int step, Units units) {
    static constexpr std::array<const char*, unitCount> iec{
        QT_TRANSLATE_NOOP("format", "B"),   QT_TRANSLATE_NOOP("format", "KiB"), QT_TRANSLATE_NOOP("format", "MiB"),
        QT_TRANSLATE_NOOP("format", "GiB"), QT_TRANSLATE_NOOP("format", "TiB"), QT_TRANSLATE_NOOP("format", "PiB"),
        QT_TRANSLATE_NOOP("format", "EiB")};
    static constexpr std::array<const char*, unitCount> si{
        QT_TRANSLATE_NOOP("format", "B"),  QT_TRANSLATE_NOOP("format", "kB"), QT_TRANSLATE_NOOP("format", "MB"),
        QT_TRANSLATE_NOOP("format", "GB"), QT_TRANSLATE_NOOP("format", "TB"), QT_TRANSLATE_NOOP("format", "PB"),
        QT_TRANSLATE_NOOP("format", "EB")};
    const auto& names = units == Units::iec ? iec : si;
    return QCoreApplication::translate("format", names[static_cast<std::size_t>(step)]);
}

/// A number cut down to its unit: the unit's step, what one unit is worth, and how many decimals to show.
struct Scale {
    int step = 0;
    double worth = 1;
    int decimals = 0;
};

Scale scaleFor(double bytes, Units units) {
    const double base = units == Units::iec ? 1024 : 1000;
    Scale scale;
    double value = std::round(bytes);
    // What would be rounded to "1000.0" belongs to the next unit already.
    while (value >= (scale.step == 0 ? 1000 : 999.95) && scale.step + 1 < unitCount) {
        scale.step += 1;
        scale.worth *= base;
        value = bytes / scale.worth;
    }
    if (scale.step > 0) {
        scale.decimals = value < 9.995 ? 2 : 1;
    }
    return scale;
}

QString number(double bytes, const Scale& scale) {
    return QLocale().toString(bytes / scale.worth, 'f', scale.decimals);
}

}  // namespace

Units chosenUnits() {
    return chosen;
}

void chooseUnits(Units units) {
    chosen = units;
}

QString size(qint64 bytes, Units units) {
    if (bytes < 0) {
        return {};
    }
    const auto value = static_cast<double>(bytes);
    const Scale scale = scaleFor(value, units);
    return QCoreApplication::translate("format", "%1 %2", "number and unit")
        .arg(number(value, scale), unitName(scale.step, units));
}

QString sizeOf(qint64 part, qint64 total, Units units) {
    if (total < 0) {
        return part > 0 ? QCoreApplication::translate("format", "%1 of ?").arg(size(part, units)) : QString();
    }
    if (part <= 0 || part >= total) {
        return size(total, units);
    }
    const Scale scale = scaleFor(static_cast<double>(total), units);
    return QCoreApplication::translate("format", "%1 of %2 %3", "part, total and unit")
        .arg(number(static_cast<double>(part), scale), number(static_cast<double>(total), scale),
             unitName(scale.step, units));
}

QString exactSize(qint64 bytes) {
    if (bytes < 0) {
        return {};
    }
    const QString figure = QLocale().toString(bytes);
    if (bytes == 1) {
        return QCoreApplication::translate("format", "%1 byte").arg(figure);
    }
    return QCoreApplication::translate("format", "%1 bytes").arg(figure);
}

QString speed(double bytesPerSecond, Units units) {
    if (!std::isfinite(bytesPerSecond) || bytesPerSecond < 0.5) {
        return {};
    }
    const Scale scale = scaleFor(bytesPerSecond, units);
    return QCoreApplication::translate("format", "%1 %2/s", "speed: number and unit")
        .arg(number(bytesPerSecond, scale), unitName(scale.step, units));
}

QString percent(qint64 part, qint64 total) {
    if (part < 0 || total <= 0) {
        return {};
    }
    const QString pattern = QCoreApplication::translate("format", "%1 %", "percent");
    if (part >= total) {
        return pattern.arg(QLocale().toString(100));
    }
    const double tenths = std::floor(static_cast<double>(part) * 1000.0 / static_cast<double>(total));
    return pattern.arg(QLocale().toString(std::min(tenths, 999.0) / 10.0, 'f', 1));
}

}  // namespace sluice::gui::format
