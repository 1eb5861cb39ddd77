#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace sluice::gui {

/// An icon of our set by file name without suffix ("add"): drawn sharp at any size and in the palette's text colour of
/// the moment, so that it follows a change of scheme by itself. Disabled in the disabled text colour.
QIcon icon(const char* name);

/// One icon in one colour, `side` logical pixels wide at the given device pixel ratio. Cached.
QPixmap tintedPixmap(const char* name, const QColor& color, int side, qreal ratio);

/// The application's own icon, in its colours.
QIcon applicationIcon();

}  // namespace sluice::gui
