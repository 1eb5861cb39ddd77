#pragma once

#include <QString>

#include <vector>

#include "gui/format/size.h"

namespace sluice::gui {

/// The lines of a speed axis in whole nice steps of one unit: 0, 5, 10, 15 MiB/s.
struct NiceAxis {
    double top = 0;              ///< bytes per second at the upper end, at least the value asked for
    std::vector<double> values;  ///< from 0 to `top`
    std::vector<QString> labels;
};

/// For speeds up to `most` (bytes per second) with at most `steps` steps; a flat zero gets an axis up to 1 KiB/s.
NiceAxis niceSpeedAxis(double most, int steps, format::Units units);

}  // namespace sluice::gui
