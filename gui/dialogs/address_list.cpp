#include "gui/dialogs/address_list.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include "gui/format/text.h"

namespace sluice::gui {
namespace {

class Understand {
    Q_DECLARE_TR_FUNCTIONS(AddressList)

  public:
    static AddressLine word(QString word) {
        static const QRegularExpression bare(QStringLiteral("^[\\w-]+(\\.[\\w-]+)+(:\\d+)?(/.*)?$"));
        AddressLine line;
        if (bare.match(word).hasMatch()) {
            word.prepend(QLatin1String("https://"));
        }
        const QUrl url(word, QUrl::TolerantMode);
        const QString scheme = url.scheme().toLower();
        line.name = format::elidedMiddle(word, 60);
        if (scheme == QLatin1String("magnet") || word.endsWith(QLatin1String(".torrent"), Qt::CaseInsensitive)) {
            line.problem = tr("Torrents are not supported");
        } else if (scheme == QLatin1String("http") || scheme == QLatin1String("https")) {
            understood(line, url);
        } else if (!scheme.isEmpty() && word.contains(QLatin1String("://"))) {
            line.problem = tr("“%1” addresses are not supported").arg(scheme);
        } else {
            line.problem = tr("Not an address");
        }
        return line;
    }

    static QString twice() { return tr("Twice in this list"); }
    static QString tooMany(int most) { return tr("Only the first %1 lines are read").arg(format::count(most)); }

  private:
    static void understood(AddressLine& line, const QUrl& url) {
        if (!url.isValid() || url.host().isEmpty()) {
            line.problem = tr("Address not understood");
            return;
        }
        line.url = url.toString(QUrl::FullyEncoded);
        line.host = url.host();
        line.name = url.fileName(QUrl::FullyDecoded);
    }
};

}  // namespace

std::vector<AddressLine> understandAddresses(const QString& text, int most) {
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    std::vector<AddressLine> lines;
    QSet<QString> seen;
    for (const QString& word : text.split(blank, Qt::SkipEmptyParts)) {
        if (static_cast<int>(lines.size()) == most) {
            lines.push_back({});
            lines.back().problem = Understand::tooMany(most);
            break;
        }
        AddressLine line = Understand::word(word);
        if (line.usable() && seen.contains(line.url)) {
            line.problem = Understand::twice();
            line.url.clear();
        } else if (line.usable()) {
            seen.insert(line.url);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<AddressLine> linesOf(const ReadList& list) {
    std::vector<AddressLine> lines;
    lines.reserve(list.rows.size());
    for (const ReadList::Row& row : list.rows) {
        AddressLine line;
        line.problem = row.note;
        line.wanted = row.wanted;
        if (!row.download.url.empty()) {
            line.url = row.url;
            line.host = row.host;
            line.name = row.name;
            line.download = std::make_shared<const queue::NewDownload>(row.download);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

bool isHeaderLine(const QString& line) {
    static const QRegularExpression pattern(
        QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$"));
    return pattern.match(line).hasMatch();
}

}  // namespace sluice::gui
