#include "gui/format/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace sluice::gui::format {

namespace {

constexpr char16_t firstStrongIsolate = 0x2068;
constexpr char16_t popIsolate = 0x2069;
constexpr char16_t ellipsis = 0x2026;

bool changesDirection(char16_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

QString withoutSpoofing(QString name) {
    for (QChar& c : name) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7F || changesDirection(c.unicode())) {
            c = QChar::ReplacementCharacter;
        }
    }
    return name;
}

}  // namespace

QString isolated(const QString& text) {
    if (text.isEmpty()) {
        return text;
    }
    return QChar(firstStrongIsolate) + text + QChar(popIsolate);
}

QString fileName(const QString& name) {
    return isolated(withoutSpoofing(name));
}

QString elidedMiddle(const QString& text, int characters) {
    const qsizetype room = std::max(characters, 3);
    if (text.size() <= room) {
        return text;
    }
    qsizetype head = room / 2;
    qsizetype tail = room - 1 - head;
    if (head > 0 && text.at(head - 1).isHighSurrogate()) {
        head -= 1;
    }
    if (tail > 0 && text.at(text.size() - tail).isLowSurrogate()) {
        tail -= 1;
    }
    return text.left(head) + QChar(ellipsis) + text.right(tail);
}

QString elidedFileName(const QString& name, const QFontMetrics& metrics, int width) {
    return isolated(metrics.elidedText(withoutSpoofing(name), Qt::ElideMiddle, width));
}

QString ordinal(int number) {
    if (number < 1) {
        return {};
    }
    const QString figure = QLocale().toString(number);
    const int last = number % 10;
    const bool teen = number % 100 >= 11 && number % 100 <= 13;
    if (last == 1 && !teen) {
        return QCoreApplication::translate("format", "%1st").arg(figure);
    }
    if (last == 2 && !teen) {
        return QCoreApplication::translate("format", "%1nd").arg(figure);
    }
    if (last == 3 && !teen) {
        return QCoreApplication::translate("format", "%1rd").arg(figure);
    }
    return QCoreApplication::translate("format", "%1th").arg(figure);
}

QString count(qint64 number) {
    return QLocale().toString(number);
}

}  // namespace sluice::gui::format
