#include "gui/models/error_text.h"

#include <QCoreApplication>

#include <optional>

#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/format/time.h"

namespace sluice::gui {
namespace {

QString statusWords(int status) {
    if (status <= 0) {
        return QCoreApplication::translate("Errors", "Error from server");
    }
    const QString phrase = httpPhrase(status);
    return phrase.isEmpty() ? QCoreApplication::translate("Errors", "%1 from server").arg(status)
                            : QStringLiteral("%1 %2").arg(status).arg(phrase);
}

/// The value of a placeholder, empty if the fact behind it is unknown.
QString valueOf(const QString& name, const ErrorArgs& facts) {
    const bool both = facts.bytes >= 0 && facts.limit >= 0;
    if (name == QLatin1String("host")) {
        return QString::fromStdString(facts.host);
    }
    if (name == QLatin1String("address")) {
        return QString::fromStdString(facts.address.empty() ? facts.host : facts.address);
    }
    if (name == QLatin1String("file")) {
        return format::isolated(QString::fromStdString(facts.file));
    }
    if (name == QLatin1String("limit")) {
        return format::size(facts.limit);
    }
    if (name == QLatin1String("missing")) {
        return both && facts.bytes > facts.limit ? format::size(facts.bytes - facts.limit) : QString();
    }
    if (name == QLatin1String("part")) {
        return both ? format::sizeOf(facts.bytes, facts.limit) : QString();
    }
    if (name == QLatin1String("percent")) {
        return both ? format::percent(facts.bytes, facts.limit) : QString();
    }
    if (name == QLatin1String("time")) {
        return facts.milliseconds < 0 ? QString() : format::duration((facts.milliseconds + 999) / 1000);
    }
    if (name == QLatin1String("status")) {
        return facts.status > 0 ? QString::number(facts.status) : QString();
    }
    return name == QLatin1String("status_words") ? statusWords(facts.status) : QString();
}

/// Fills in the placeholders of one part; nothing if `optional` and one of them is unknown.
QString filled(QStringView part, const ErrorArgs& facts, bool optional) {
    QString out;
    qsizetype at = 0;
    while (at < part.size()) {
        const qsizetype open = part.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : part.indexOf(u'}', open);
        if (close < 0) {
            break;
        }
        const QString value = valueOf(part.mid(open + 1, close - open - 1).toString(), facts);
        if (value.isEmpty() && optional) {
            return {};
        }
        out += part.mid(at, open - at).toString() + value;
        at = close + 1;
    }
    return out + part.mid(at).toString();
}

}  // namespace

QString errorText(const Error& error) {
    if (error.kind == Kind::none) {
        return {};
    }
    static const ErrorArgs unknown;
    const ErrorArgs& facts = error.args ? *error.args : unknown;
    const QString pattern = QCoreApplication::translate("Errors", errorPattern(error.kind));
    QString out;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf(u'[', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u']', open);
        if (close < 0) {
            break;
        }
        out += filled(QStringView(pattern).mid(at, open - at), facts, false);
        out += filled(QStringView(pattern).mid(open + 1, close - open - 1), facts, true);
        at = close + 1;
    }
    return out + filled(QStringView(pattern).mid(at), facts, false);
}

}  // namespace sluice::gui
