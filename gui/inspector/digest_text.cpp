#include "gui/inspector/digest_text.h"

#include <QCoreApplication>
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

/// The engine's words for who vouches (engine/download/expectations.cpp).
class Vouchers {
    Q_DECLARE_TR_FUNCTIONS(Vouchers)

  public:
    static QString of(const QString& said) {
        if (said == QLatin1String("the digest you gave")) {
            return tr("the digest you gave");
        }
        const auto between = [&](const char* begin, const char* end) {
            const QLatin1String head(begin), tail(end);
            const bool fits = said.startsWith(head) && said.endsWith(tail) && said.size() > head.size() + tail.size();
            return fits ? said.mid(head.size(), said.size() - head.size() - tail.size()) : QString();
        };
        if (const QString file = between("the checksum file ", " on another host"); !file.isEmpty()) {
            return tr("the checksum file %1 on another host").arg(file);
        }
        if (const QString file = between("the checksum file ", " on the same host"); !file.isEmpty()) {
            return tr("the checksum file %1 on the same host").arg(file);
        }
        if (const QString file = between("your checksum file ", ""); !file.isEmpty()) {
            return tr("your checksum file %1").arg(file);
        }
        if (const QString file = between("the pieces of the Metalink ", ""); !file.isEmpty()) {
            return tr("the pieces of the Metalink %1").arg(file);
        }
        if (const QString file = between("the Metalink ", ""); !file.isEmpty()) {
            return tr("the Metalink %1").arg(file);
        }
        const QString field = between("the server's ", "");
        return field.isEmpty() ? said : tr("the server's %1").arg(field);
    }
};

}  // namespace

QString expectedText(const QString& kept) {
    static const QRegularExpression parts(QStringLiteral("^([a-z0-9-]+) ([0-9a-f]*) ?\\((.+)\\)$"));
    const QRegularExpressionMatch match = parts.match(kept);
    if (!match.hasMatch()) {
        return kept;
    }
    const QString type = match.captured(1).toUpper();
    const QString digest = match.captured(2).isEmpty() ? type : type + QLatin1Char(' ') + match.captured(2);
    return QCoreApplication::translate("Vouchers", "%1, by %2").arg(digest, Vouchers::of(match.captured(3)));
}

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
