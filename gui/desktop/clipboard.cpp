#include "gui/desktop/clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace sluice::gui {
namespace {

/// Marks what comes from ourselves.
constexpr auto ownFormat = "application/x-sluice-own";
/// Beyond this a clipboard is no list of addresses that a person copied.
constexpr qsizetype longestText = 16 * 1024 * 1024;

bool isAddress(const QString& word) {
    static const QRegularExpression scheme(QStringLiteral("^(https?|s?ftp)://[^/]"),
                                           QRegularExpression::CaseInsensitiveOption);
    return scheme.match(word).hasMatch();
}

}  // namespace

QStringList addressesIn(const QString& text) {
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    QStringList found;
    QSet<QString> seen;
    for (const QString& word : text.left(longestText).split(blank, Qt::SkipEmptyParts)) {
        if (isAddress(word) && !seen.contains(word)) {
            seen.insert(word);
            found.append(word);
        }
    }
    return found;
}

QStringList addressesIn(const QMimeData* data) {
    if (data == nullptr) {
        return {};
    }
    QString text;
    for (const QUrl& url : data->urls()) {
        text += url.toString(QUrl::FullyEncoded) + QLatin1Char('\n');
    }
    const QStringList found = addressesIn(text);
    return found.isEmpty() ? addressesIn(data->text()) : found;
}

QStringList addressesInClipboard() {
    return addressesIn(QGuiApplication::clipboard()->mimeData());
}

void copyToClipboard(const QString& text) {
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(QLatin1String(ownFormat), QByteArrayLiteral("1"));
    QGuiApplication::clipboard()->setMimeData(data);
}

bool isOwn(const QMimeData* data) {
    return data != nullptr && data->hasFormat(QLatin1String(ownFormat));
}

}  // namespace sluice::gui
