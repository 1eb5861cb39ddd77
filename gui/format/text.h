#pragma once

#include <QFontMetrics>
#include <QString>

namespace sluice::gui::format {

/// Wraps text of unknown direction in first-strong isolates (U+2068 ... U+2069), so that "pdf" of an Arabic name
/// stays where it belongs and its neighbours stay in order. Empty stays empty.
QString isolated(const QString& text);

/// A file name as it may be shown: control and direction-override characters, which can make "gpj.exe" look like a
/// picture, become U+FFFD; the rest is isolated.
QString fileName(const QString& name);

/// Cuts in the middle to at most `characters` (at least 3), so that start and extension stay readable. Never cuts
/// between the halves of a surrogate pair.
QString elidedMiddle(const QString& text, int characters);

/// Cuts in the middle to `width` pixels and isolates what is left.
QString elidedFileName(const QString& name, const QFontMetrics& metrics, int width);

/// "3rd". Empty for numbers below one.
QString ordinal(int number);

/// A whole number with the locale's separators.
QString count(qint64 number);

}  // namespace sluice::gui::format
