#include "gui/inspector/http_head.h"

#include <algorithm>
#include <array>

namespace sluice::gui {

namespace {

bool sameName(const QString& name, QLatin1String other) {
    return name.compare(other, Qt::CaseInsensitive) == 0;
}

bool holdsAddress(const QString& name) {
    static constexpr std::array names{QLatin1String("location"), QLatin1String("referer"),
                                      QLatin1String("content-location"), QLatin1String("link"),
                                      QLatin1String("refresh")};
    return std::any_of(names.begin(), names.end(), [&](QLatin1String each) { return sameName(name, each); });
}

}  // namespace

std::vector<MessageHead> parseHeads(const std::string& text) {
    std::vector<MessageHead> heads;
    bool begin = true;
    for (QString line : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).split(QLatin1Char('\n'))) {
        if (line.endsWith(QLatin1Char('\r'))) {
            line.chop(1);
        }
        if (line.isEmpty()) {
            begin = true;
            continue;
        }
        // Trailers follow an empty line too, but have no start line.
        const bool startLine = begin && (heads.empty() || line.startsWith(QLatin1String("HTTP/")));
        begin = false;
        if (startLine) {
            heads.push_back({line, {}});
            continue;
        }
        std::vector<HeadField>& fields = heads.back().fields;
        if ((line.startsWith(QLatin1Char(' ')) || line.startsWith(QLatin1Char('\t'))) && !fields.empty()) {
            fields.back().value += QLatin1Char(' ') + line.trimmed();
            continue;
        }
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        fields.push_back({colon < 0 ? QString() : line.left(colon), line.mid(colon + 1).trimmed()});
    }
    return heads;
}

QString fieldOf(const std::vector<MessageHead>& heads, QLatin1String name) {
    if (heads.empty()) {
        return {};
    }
    for (const HeadField& field : heads.back().fields) {
        if (sameName(field.name, name)) {
            return field.value;
        }
    }
    return {};
}

QString maskText() {
    return QString(6, QChar(0x2022));
}

bool isSecretField(const QString& name) {
    static constexpr std::array names{
        QLatin1String("authorization"),        QLatin1String("proxy-authorization"), QLatin1String("cookie"),
        QLatin1String("set-cookie"),           QLatin1String("x-api-key"),           QLatin1String("x-auth-token"),
        QLatin1String("x-amz-security-token"), QLatin1String("authentication-info")};
    return std::any_of(names.begin(), names.end(), [&](QLatin1String each) { return sameName(name, each); });
}

QString maskedValue(const QString& name, const QString& value) {
    if (holdsAddress(name)) {
        return maskedUrl(value);
    }
    if (!isSecretField(name)) {
        return value;
    }
    if (name.endsWith(QLatin1String("authorization"), Qt::CaseInsensitive)) {
        const qsizetype space = value.indexOf(QLatin1Char(' '));
        if (space > 0) {
            return value.left(space + 1) + maskText();
        }
    }
    return maskText();
}

QString maskedUrl(const QString& url) {
    QString out = url;
    const qsizetype authority = out.indexOf(QLatin1String("://"));
    if (authority >= 0) {
        const qsizetype from = authority + 3;
        qsizetype end = from;
        while (end < out.size() && !QStringLiteral("/?#").contains(out.at(end))) {
            ++end;
        }
        const qsizetype at = QStringView(out).left(end).lastIndexOf(QLatin1Char('@'));
        if (at >= from) {
            out.remove(from, at + 1 - from);
        }
    }
    const qsizetype question = out.indexOf(QLatin1Char('?'));
    if (question < 0) {
        return out;
    }
    const qsizetype hash = out.indexOf(QLatin1Char('#'), question);
    const QString query = out.mid(question + 1, hash < 0 ? -1 : hash - question - 1);
    QStringList parts = query.split(QLatin1Char('&'));
    for (QString& part : parts) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        // A query without names may be the secret itself.
        part = (equals < 0 ? QString() : part.left(equals + 1)) + (part.isEmpty() ? QString() : maskText());
    }
    return out.left(question + 1) + parts.join(QLatin1Char('&')) + (hash < 0 ? QString() : out.mid(hash));
}

QString maskedStartLine(const QString& line) {
    if (line.startsWith(QLatin1String("HTTP/")) || !line.contains(QLatin1Char('?'))) {
        return line;
    }
    QStringList words = line.split(QLatin1Char(' '));
    for (QString& word : words) {
        word = maskedUrl(word);
    }
    return words.join(QLatin1Char(' '));
}

QString maskedHead(const std::string& text) {
    QString out;
    for (const MessageHead& head : parseHeads(text)) {
        out += maskedStartLine(head.startLine) + QLatin1Char('\n');
        for (const HeadField& field : head.fields) {
            out += field.name + QLatin1String(": ") + maskedValue(field.name, field.value) + QLatin1Char('\n');
        }
        out += QLatin1Char('\n');
    }
    return out;
}

}  // namespace sluice::gui
