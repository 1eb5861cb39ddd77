#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace sluice::gui {

/// The parts of a request in the order of the waterfall.
enum class Phase { queued, dns, connect, tls, request, waiting, transfer };
inline constexpr int phaseCount = 7;

/// Every colour the panel draws with, for light or dark. Bars have at least 3:1 and text at least 4.5:1 on the
/// palette's window and base colours (there is a test).
struct Colours {
    bool dark = false;
    std::array<QColor, phaseCount> phases;
    QColor active, done, failed, warning, muted;  ///< also good for text
    QColor track;                                 ///< the empty part of a bar or map
    QColor grid;                                  ///< thin lines behind a chart
    QColor failedBack, warningBack;               ///< behind the failure card
    const QColor& of(Phase phase) const { return phases[static_cast<std::size_t>(phase)]; }
};

/// By the lightness of the palette's window colour.
const Colours& coloursFor(const QPalette& palette);

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b);

}  // namespace sluice::gui
