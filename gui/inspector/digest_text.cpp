#include "gui/inspector/digest_text.h"

#include <QRegularExpression>

#include <array>

namespace sluice::gui {

namespace {

struct Length {
    qsizetype digits;
    const char* type;
};
constexpr std::array lengths{Length{32, "MD5"},     Length{40, "SHA-1"},   Length{56, "SHA-224"},
                             Length{64, "SHA-256"}, Length{96, "SHA-384"}, Length{128, "SHA-512"}};

QString typeOf(qsizetype digits) {
    for (const Length& length : lengths) {
        if (length.digits == digits) {
            return QLatin1String(length.type);
        }
    }
    return {};
}

bool isHex(const QString& text) {
    static const QRegularExpression hex(QStringLiteral("^[0-9a-fA-F]+$"));
    return hex.match(text).hasMatch();
}

}  // namespace

PastedDigest readDigest(const QString& pasted) {
    // A checksum file has other words beside the hash: its name or the type. The hash is the word of a known length.
    for (QString word : pasted.split(QRegularExpression(QStringLiteral("[\\s=*]+")), Qt::SkipEmptyParts)) {
        if (const qsizetype colon = word.indexOf(QLatin1Char(':')); colon > 2) {
            word = word.mid(colon + 1);
        }
        word.remove(QLatin1Char(':'));
        if (isHex(word) && !typeOf(word.size()).isEmpty()) {
            return {typeOf(word.size()), word.toLower()};
        }
    }
    // Fingerprints come in groups: "AB12 CD34 ...".
    QString all = pasted;
    all.remove(QRegularExpression(QStringLiteral("[\\s:]+")));
    if (isHex(all) && !typeOf(all.size()).isEmpty()) {
        return {typeOf(all.size()), all.toLower()};
    }
    return {};
}

}  // namespace sluice::gui
