#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace sluice::gui {

/// One field of a message head.
struct HeadField {
    QString name;
    QString value;
};

/// A start line and its fields. A response text may hold several: 1xx answers come before the final one.
struct MessageHead {
    QString startLine;
    std::vector<HeadField> fields;
};

/// Splits stored text at empty lines. Folded lines are joined; a line without a colon becomes a field without a name.
std::vector<MessageHead> parseHeads(const std::string& text);

/// The value of the first field of that name (case does not matter) in the last head, empty if there is none.
QString fieldOf(const std::vector<MessageHead>& heads, QLatin1String name);

/// What masked text shows in place of a secret.
QString maskText();

/// Authorization, Cookie, Set-Cookie, Proxy-Authorization and the common headers that carry keys.
bool isSecretField(const QString& name);

/// The value as it may be shown: the secret part replaced, the scheme of an Authorization kept. Queries of addresses
/// in Location, Referer and the like are masked too.
QString maskedValue(const QString& name, const QString& value);

/// An address without user, password and the values of its query.
QString maskedUrl(const QString& url);

/// A start line with the query of its target masked.
QString maskedStartLine(const QString& line);

/// A whole head text with every secret masked, the request line's query included.
QString maskedHead(const std::string& text);

}  // namespace sluice::gui
