#pragma once

#include <QIcon>

namespace sluice::gui {

/// The icon for the tray, at 16, 22, 24, 32 and 48 pixels, in its own colours so that it shows on light and dark
/// panels: with a bar of `tenths` out of ten below it, none if that is negative.
QIcon trayPicture(int tenths);

}  // namespace sluice::gui
