#include "gui/inspector/segments_tab.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

#include "gui/format/text.h"
#include "gui/inspector/request_time.h"
#include "gui/inspector/segments_map.h"
#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

namespace {

/// A table of more parts than this helps nobody; the map still shows all of them.
constexpr std::size_t mostRows = 1000;

struct Part {
    qint64 begin;
    qint64 end;
    qint64 done;
    bool inFlight;
};

qint64 writtenIn(const std::vector<queue::Range>& written, qint64 begin, qint64 end) {
    qint64 sum = 0;
    for (const queue::Range& range : written) {
        sum += std::max<qint64>(0, std::min<qint64>(range.end, end) - std::max<qint64>(range.begin, begin));
    }
    return sum;
}

/// The parts being fetched as wholes; around them what is saved and what is wanted.
std::vector<Part> partsOf(const queue::Details& details) {
    std::vector<Part> parts;
    for (const queue::Range& range : details.in_flight) {
        parts.push_back({range.begin, range.end, writtenIn(details.written, range.begin, range.end), true});
    }
    const auto insideFlight = [&](const Stretch& stretch) {
        return std::any_of(details.in_flight.begin(), details.in_flight.end(), [&](const queue::Range& range) {
            return range.begin <= stretch.begin && stretch.end <= range.end;
        });
    };
    for (const Stretch& stretch : stretchesOf(details)) {
        if (!insideFlight(stretch)) {
            const qint64 length = stretch.end - stretch.begin;
            parts.push_back({stretch.begin, stretch.end, stretch.state == StretchState::written ? length : 0, false});
        }
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.begin < b.begin; });
    if (parts.size() > mostRows) {
        parts.resize(mostRows);
    }
    return parts;
}

/// First byte of "bytes=100-199"; 0 without a range.
qint64 rangeBegin(const RequestRecord& record) {
    const QString range = QString::fromStdString(record.range_asked);
    return range.section(QLatin1Char('='), 1).section(QLatin1Char('-'), 0, 0).toLongLong();
}

/// The newest request that began inside the part, and how many did.
std::pair<const RequestRecord*, int> requestFor(const queue::Details& details, const Part& part) {
    const RequestRecord* newest = nullptr;
    int tries = 0;
    for (const RequestRecord& record : details.requests) {
        const qint64 begin = rangeBegin(record);
        const bool carries = record.status == 200 || record.status == 206 || record.status == 0;
        if (carries && begin >= part.begin && begin < part.end) {
            newest = &record;
            ++tries;
        }
    }
    return {newest, tries};
}

QString stateText(const Part& part) {
    if (part.inFlight) {
        return SegmentsTab::tr("Being fetched");
    }
    return part.done == part.end - part.begin ? SegmentsTab::tr("Saved") : SegmentsTab::tr("Wanted");
}

TextTableModel::Row rowOf(const Part& part, std::size_t number, const Snapshot& snapshot) {
    const auto [record, tries] = requestFor(*snapshot.details, part);
    QString speed;
    if (part.inFlight && record != nullptr) {
        const PhaseSpan transfer = phasesOf(*record, sinceStart(*record, snapshot.nowMs)).of(Phase::transfer);
        if (transfer.length() > 0) {
            speed = format::speed(double(record->body_bytes) * 1e9 / double(transfer.length()), snapshot.units);
        }
    }
    const bool connected = record != nullptr && record->connection_id >= 0;
    return {{format::count(qint64(number)), format::count(part.begin), format::count(part.end - 1),
             format::size(part.end - part.begin, snapshot.units), format::percent(part.done, part.end - part.begin),
             speed, connected ? QString::number(record->connection_id) : QString(),
             tries > 0 ? format::count(tries) : QString(), stateText(part)},
            {}};
}

}  // namespace

SegmentsTab::SegmentsTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 8, 10, 6);
    box->setSpacing(6);
    legend_ = new QLabel(page);
    legend_->setTextFormat(Qt::PlainText);
    legend_->setWordWrap(true);
    map_ = new SegmentsMap(page);
    model_ = new TextTableModel({{tr("No."), true},
                                 {tr("From byte"), true},
                                 {tr("To byte"), true},
                                 {tr("Length"), true},
                                 {tr("Done"), true},
                                 {tr("Speed"), true},
                                 {tr("Connection"), true},
                                 {tr("Tries"), true},
                                 {tr("State")}},
                                this);
    table_ = new TextTable(page);
    table_->setModel(model_);
    table_->setAccessibleName(tr("Parts of the file"));
    box->addWidget(legend_);
    box->addWidget(map_);
    box->addWidget(table_, 1);
    setContent(page);
}

void SegmentsTab::showSnapshot(const Snapshot& snapshot) {
    const queue::Details& details = *snapshot.details;
    if (stretchesOf(details).empty()) {
        model_->setRows({});
        showMessage(tr("Nothing has arrived yet. The parts of the file appear with the first byte."));
        return;
    }
    std::vector<TextTableModel::Row> rows;
    for (const Part& part : partsOf(details)) {
        rows.push_back(rowOf(part, rows.size() + 1, snapshot));
    }
    const bool done = details.row.state == queue::State::done;
    const QString legend =
        done ? tr("%1 saved, complete").arg(format::size(details.row.size, snapshot.units))
             : tr("Parts: %1. Full colour is saved, pale is being fetched, a tick is where bytes arrive.")
                   .arg(rows.size());
    legend_->setText(legend);
    map_->setDetails(snapshot.details, snapshot.units);
    model_->setRows(std::move(rows));
    showContent();
}

}  // namespace sluice::gui
