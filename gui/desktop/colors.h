#pragma once

#include <QColor>
#include <QPalette>

#include "gui/models/status_text.h"

namespace sluice::gui {

/// The colours that carry a state, chosen for 4.5:1 and more on Base and AlternateBase of our palettes.
struct StateColors {
    QColor active, done, failed, retry, muted;
};

/// The set that fits the lightness of the palette's Base.
const StateColors& stateColors(const QPalette& palette);
/// Colour of text and icon for a tone; the palette's Text for normal.
QColor toneColor(Tone tone, const QPalette& palette);

bool isDark(const QPalette& palette);

/// Our Fusion palettes: all roles set, Highlight #1f6fb5 with white (5.3:1).
QPalette lightPalette();
QPalette darkPalette();

/// Contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.1, "contrast ratio".
double contrastRatio(const QColor& a, const QColor& b);

}  // namespace sluice::gui
