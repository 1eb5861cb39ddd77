#include "gui/models/cell_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/models/error_text.h"
#include "gui/models/row_order.h"

namespace sluice::gui {
namespace {

QString wide(const std::string& text) {
    return QString::fromStdString(text);
}

class Cells {
    Q_DECLARE_TR_FUNCTIONS(Cells)

  public:
    static QString resumable(const Entry& entry) {
        if (entry.received == 0 && !entry.resumable) {
            return {};
        }
        return entry.resumable ? tr("Yes") : tr("No");
    }

    static QString verified() { return tr("Verified"); }

    static QString toolTip(const RowStore& store, const Entry& entry, qint64 now) {
        QStringList lines{format::fileName(wide(entry.name)), format::isolated(wide(entry.url)),
                          format::isolated(wide(store.text(entry.folder))), statusSentence(statusFacts(entry), now)};
        if (entry.added > 0) {
            lines << tr("Added %1").arg(format::dateTime(entry.added));
        }
        if (entry.finished > 0) {
            lines << tr("Finished %1").arg(format::dateTime(entry.finished));
        }
        if (entry.tlsUnverified) {
            lines << tr("Certificate checks are off for this download");
        }
        lines.removeAll(QString());
        return lines.join(u'\n');
    }

    /// Units as words, so that they are spoken and not spelled.
    static QString spokenSpeed(double speed) {
        if (speed <= 0) {
            return {};
        }
        const QStringList units{tr("bytes per second"), tr("kibibytes per second"), tr("mebibytes per second"),
                                tr("gibibytes per second")};
        int unit = 0;
        while (speed >= 1000 && unit + 1 < units.size()) {
            speed /= 1024;
            ++unit;
        }
        return tr("%1 %2").arg(QLocale().toString(speed, 'f', unit == 0 || speed >= 100 ? 0 : 1), units.at(unit));
    }

    static QString sentence(const Entry& entry, qint64 now) {
        QStringList parts{wide(entry.name), statusSentence(statusFacts(entry), now)};
        const double fraction = fractionOf(entry);
        if (entry.state != queue::State::done && fraction > 0) {
            parts << tr("%1 percent").arg(static_cast<int>(std::floor(fraction * 100)));
        }
        parts << spokenSpeed(entry.speed);
        if (entry.state == queue::State::active && entry.left >= 0) {
            parts << tr("%1 left").arg(format::timeLeft(entry.left));
        }
        if (entry.state == queue::State::done) {
            parts << format::size(entry.size >= 0 ? entry.size : entry.received);
        }
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
};

QString progressText(const Entry& entry) {
    if (entry.state == queue::State::done) {
        return format::percent(1, 1);
    }
    return entry.received > 0 ? format::percent(entry.received, entry.size) : QString();
}

QString sizeText(const Entry& entry) {
    if (entry.state == queue::State::done) {
        return format::size(entry.size >= 0 ? entry.size : entry.received);
    }
    return entry.size < 0 && entry.received == 0 ? QString() : format::sizeOf(entry.received, entry.size);
}

QString leftText(const Entry& entry, qint64 now) {
    if (entry.state == queue::State::active) {
        return format::timeLeft(entry.left);
    }
    return countdownText(statusFacts(entry), now);
}

QString positive(qint64 number) {
    return number > 0 ? format::count(number) : QString();
}

}  // namespace

QString cellText(const RowStore& store, const Entry& entry, Column column, qint64 now) {
    switch (column) {
        case Column::name:
            return format::fileName(wide(entry.name));
        case Column::progress:
            return progressText(entry);
        case Column::size:
            return sizeText(entry);
        case Column::speed:
            return format::speed(entry.speed);
        case Column::left:
            return leftText(entry, now);
        case Column::status:
            return statusText(statusFacts(entry));
        case Column::host:
            return wide(store.text(entry.host));
        case Column::connections:
            return positive(entry.connections);
        case Column::added:
            return format::dateTime(entry.added);
        case Column::finished:
            return format::dateTime(entry.finished);
        case Column::average:
            return format::speed(averageSpeed(entry));
        case Column::category:
            return wide(store.text(entry.category));
        case Column::place:
            return positive(entry.place);
        case Column::folder:
            return format::isolated(wide(store.text(entry.folder)));
        case Column::url:
            return format::isolated(wide(entry.url));
        case Column::retries:
            return positive(entry.retries);
        case Column::protocol:
            return wide(store.text(entry.protocol));
        case Column::resumable:
            return Cells::resumable(entry);
        case Column::type:
            return wide(store.text(entry.type));
        case Column::lastError:
            return errorText(entry.error);
        case Column::remote:
            return wide(store.text(entry.remote));
        case Column::checksum:
            return entry.verified ? Cells::verified() : QString();
    }
    return {};
}

QString rowToolTip(const RowStore& store, const Entry& entry, qint64 now) {
    return Cells::toolTip(store, entry, now);
}

QString rowSentence(const Entry& entry, qint64 now) {
    return Cells::sentence(entry, now);
}

}  // namespace sluice::gui
