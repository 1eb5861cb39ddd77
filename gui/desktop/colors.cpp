#include "gui/desktop/colors.h"

#include <algorithm>
#include <cmath>

namespace sluice::gui {
namespace {

const StateColors lightColors{QColor("#1a66c9"), QColor("#1b7a45"), QColor("#b42318"), QColor("#8a5a00"),
                              QColor("#666a70")};
const StateColors darkColors{QColor("#4da3ff"), QColor("#4cc38a"), QColor("#ff7b72"), QColor("#e0a82e"),
                             QColor("#9a9ea4")};

double linear(double channel) {
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

void setSelection(QPalette& palette) {
    palette.setColor(QPalette::Highlight, QColor("#1f6fb5"));
    palette.setColor(QPalette::HighlightedText, Qt::white);
}

}  // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Base).lightnessF() < 0.5;
}

const StateColors& stateColors(const QPalette& palette) {
    return isDark(palette) ? darkColors : lightColors;
}

QColor toneColor(Tone tone, const QPalette& palette) {
    const StateColors& colors = stateColors(palette);
    switch (tone) {
        case Tone::active:
            return colors.active;
        case Tone::done:
            return colors.done;
        case Tone::failed:
            return colors.failed;
        case Tone::retry:
            return colors.retry;
        case Tone::muted:
            return colors.muted;
        case Tone::normal:
            break;
    }
    return palette.color(QPalette::Text);
}

QPalette lightPalette() {
    const QColor text("#1b1d20");
    QPalette palette(text, QColor("#efefef"), QColor("#ffffff"), QColor("#c4c4c4"), QColor("#d8d8d8"), text, Qt::white,
                     Qt::white, QColor("#efefef"));
    palette.setColor(QPalette::AlternateBase, QColor("#f7f7f7"));
    palette.setColor(QPalette::Shadow, QColor("#767676"));
    palette.setColor(QPalette::ToolTipBase, QColor("#ffffdc"));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, QColor("#666a70"));
    palette.setColor(QPalette::Link, QColor("#1a66c9"));
    palette.setColor(QPalette::LinkVisited, QColor("#6a3fb0"));
    setSelection(palette);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor("#8b8e93"));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor("#a0a4aa"));
    return palette;
}

QPalette darkPalette() {
    const QColor text("#e6e7e9");
    QPalette palette(text, QColor("#2b2d30"), QColor("#55585d"), QColor("#17181a"), QColor("#3c3f43"), text, Qt::white,
                     QColor("#1f2124"), QColor("#2b2d30"));
    palette.setColor(QPalette::AlternateBase, QColor("#25272a"));
    palette.setColor(QPalette::Button, QColor("#36393d"));
    palette.setColor(QPalette::Midlight, QColor("#44474c"));
    palette.setColor(QPalette::Shadow, QColor("#0c0d0e"));
    palette.setColor(QPalette::ToolTipBase, QColor("#36393d"));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::PlaceholderText, QColor("#9a9ea4"));
    palette.setColor(QPalette::Link, QColor("#4da3ff"));
    palette.setColor(QPalette::LinkVisited, QColor("#b79cf2"));
    setSelection(palette);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor("#7d8186"));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor("#4a4e54"));
    return palette;
}

double contrastRatio(const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace sluice::gui
