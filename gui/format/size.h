#pragma once

#include <QString>

namespace sluice::gui::format {

/// Which multiples are shown: KiB, MiB (1024) or kB, MB (1000).
enum class Units { iec, si };

/// The one switch of the settings: what is meant where nothing is said. As the locale, one for the whole program.
/// GUI thread only.
Units chosenUnits();
void chooseUnits(Units units);

/// "663.0 MiB": at least three significant digits and one decimal from the second unit on, so that widths stay put;
/// steps up at 1000 of a unit. Empty if `bytes` is negative (unknown).
QString size(qint64 bytes, Units units = chosenUnits());

/// "412.4 of 663.0 MiB": both in the unit of the total. Only the total if nothing has arrived or all has;
/// "88.0 MiB of ?" if the total is unknown (negative); empty if nothing is known.
QString sizeOf(qint64 part, qint64 total, Units units = chosenUnits());

/// "695,205,888 bytes". Empty if negative.
QString exactSize(qint64 bytes);

/// "18.4 MiB/s". Empty for anything that is not a positive finite number.
QString speed(double bytesPerSecond, Units units = chosenUnits());

/// "62.0 %", cut, not rounded, so that "100 %" means all of it. Empty if either is unknown or the total is zero.
QString percent(qint64 part, qint64 total);

}  // namespace sluice::gui::format
