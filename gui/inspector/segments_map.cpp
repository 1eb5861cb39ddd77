#include "gui/inspector/segments_map.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "gui/format/text.h"
#include "gui/inspector/palette.h"

namespace sluice::gui {

namespace {

qint64 extentOf(const queue::Details& details) {
    qint64 extent = details.row.size;
    if (extent < 0) {
        for (const auto* ranges : {&details.written, &details.in_flight}) {
            for (const queue::Range& range : *ranges) {
                extent = std::max<qint64>(extent, range.end);
            }
        }
    }
    return extent;
}

/// Appends the parts of [begin, end) that lie outside `taken` (sorted).
void addOutside(const std::vector<queue::Range>& taken, qint64 begin, qint64 end, StretchState state,
                std::vector<Stretch>& out) {
    auto next = std::partition_point(taken.begin(), taken.end(), [&](const auto& r) { return r.end <= begin; });
    while (begin < end) {
        if (next == taken.end() || next->begin >= end) {
            out.push_back({begin, end, state});
            return;
        }
        if (next->begin > begin) {
            out.push_back({begin, next->begin, state});
        }
        begin = std::max<qint64>(begin, next->end);
        ++next;
    }
}

/// Where the next byte of a part goes: behind what of it is written from its start on.
qint64 writePosition(const std::vector<queue::Range>& written, const queue::Range& part) {
    for (const queue::Range& range : written) {
        if (range.begin <= part.begin && part.begin < range.end) {
            return std::min<qint64>(range.end, part.end);
        }
    }
    return part.begin;
}

}  // namespace

std::vector<Stretch> stretchesOf(const queue::Details& details) {
    std::vector<Stretch> out;
    const qint64 extent = extentOf(details);
    if (extent <= 0) {
        return out;
    }
    std::vector<queue::Range> flights = details.in_flight;
    std::sort(flights.begin(), flights.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    for (const queue::Range& range : details.written) {
        out.push_back({range.begin, range.end, StretchState::written});
    }
    for (const queue::Range& range : flights) {
        addOutside(details.written, range.begin, std::min<qint64>(range.end, extent), StretchState::inFlight, out);
    }
    std::vector<queue::Range> taken;
    for (const Stretch& stretch : out) {
        taken.push_back({stretch.begin, stretch.end});
    }
    std::sort(taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    if (details.row.size > 0) {
        addOutside(taken, 0, extent, StretchState::wanted, out);
    }
    std::sort(out.begin(), out.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    return out;
}

std::vector<Stretch> mapColumns(const queue::Details& details, int width) {
    const qint64 extent = extentOf(details);
    if (extent <= 0 || width <= 0) {
        return {};
    }
    const auto columns = static_cast<std::size_t>(width);
    const double scale = double(width) / double(extent);
    std::vector<double> written(columns, 0);
    std::vector<char> flying(columns, 0);
    const auto each = [&](qint64 begin, qint64 end, auto&& touch) {
        const double from = std::clamp(double(begin) * scale, 0.0, double(width));
        const double to = std::clamp(double(end) * scale, 0.0, double(width));
        for (auto i = static_cast<std::size_t>(from); i < columns && double(i) < to; ++i) {
            touch(i, std::min(to, double(i + 1)) - std::max(from, double(i)));
        }
    };
    for (const queue::Range& range : details.written) {
        each(range.begin, range.end, [&](std::size_t i, double share) { written[i] += share; });
    }
    for (const queue::Range& range : details.in_flight) {
        each(range.begin, range.end, [&](std::size_t i, double) { flying[i] = 1; });
    }
    std::vector<Stretch> out;
    for (std::size_t i = 0; i < columns; ++i) {
        const auto x = static_cast<qint64>(i);
        const StretchState state = written[i] > 0.999 ? StretchState::written
                                   : flying[i] != 0   ? StretchState::inFlight
                                                      : StretchState::wanted;
        if (!out.empty() && out.back().state == state) {
            out.back().end = x + 1;
        } else {
            out.push_back({x, x + 1, state});
        }
    }
    return out;
}

SegmentsMap::SegmentsMap(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Map of the file"));
}

void SegmentsMap::setDetails(std::shared_ptr<const queue::Details> details, format::Units units) {
    details_ = std::move(details);
    units_ = units;
    rebuild();
    const queue::Row& row = details_->row;
    QString words = tr("%1 saved, parts being fetched: %2")
                        .arg(format::sizeOf(row.received, row.size, units_))
                        .arg(details_->in_flight.size());
    if (row.durable > 0) {
        words += tr(", safe from a power cut: %1").arg(format::size(row.durable, units_));
    }
    setAccessibleDescription(words);
}

QSize SegmentsMap::sizeHint() const {
    return {300, fontMetrics().height() + 6};
}
QSize SegmentsMap::minimumSizeHint() const {
    return {60, fontMetrics().height() + 6};
}

void SegmentsMap::rebuild() {
    std::vector<Stretch> columns = details_ ? mapColumns(*details_, width()) : std::vector<Stretch>{};
    if (columns != columns_) {
        columns_ = std::move(columns);
    }
    update();
}

void SegmentsMap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    rebuild();
}

int SegmentsMap::columnOf(qint64 byte) const {
    const qint64 extent = details_ ? extentOf(*details_) : 0;
    return extent <= 0 ? -1 : static_cast<int>(double(byte) / double(extent) * width());
}

void SegmentsMap::paintEvent(QPaintEvent*) {
    const Colours& colours = coloursFor(palette());
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](qint64 begin, qint64 end) {
        const int w = static_cast<int>(end - begin);
        return QRect(mirrored ? width() - static_cast<int>(end) : static_cast<int>(begin), 0, w, height() - 3);
    };
    painter.fillRect(rect().adjusted(0, 0, 0, -3), colours.track);
    const bool complete = details_ && details_->row.state == queue::State::done;
    QColor flight = colours.active;
    flight.setAlphaF(0.4F);
    for (const Stretch& stretch : columns_) {
        if (stretch.state == StretchState::written) {
            painter.fillRect(place(stretch.begin, stretch.end), complete ? colours.done : colours.active);
        } else if (stretch.state == StretchState::inFlight) {
            painter.fillRect(place(stretch.begin, stretch.end), flight);
        }
    }
    if (!details_ || complete) {
        return;
    }
    for (const queue::Range& range : details_->in_flight) {
        const int x = columnOf(writePosition(details_->written, range));
        painter.fillRect(place(x, x + 2), palette().color(QPalette::WindowText));
    }
    const auto& written = details_->written;
    // A durable point has a place on the map only while the file grows from its start.
    if (written.size() == 1 && written.front().begin == 0 && details_->row.durable > 0) {
        const int x = columnOf(std::min<qint64>(details_->row.durable, written.front().end));
        const QRect mark = place(std::max(0, x - 2), std::max(2, x));
        painter.fillRect(mark.adjusted(0, 0, 0, 3), colours.done);
    }
}

QString SegmentsMap::toolTipAt(int x) const {
    const qint64 extent = details_ ? extentOf(*details_) : 0;
    if (extent <= 0) {
        return {};
    }
    const int column = layoutDirection() == Qt::RightToLeft ? width() - 1 - x : x;
    const auto byte = static_cast<qint64>(double(column) / width() * double(extent));
    for (const Stretch& stretch : stretchesOf(*details_)) {
        if (byte >= stretch.begin && byte < stretch.end) {
            const QString range = tr("Bytes %1 to %2 (%3)")
                                      .arg(format::count(stretch.begin), format::count(stretch.end - 1),
                                           format::size(stretch.end - stretch.begin, units_));
            switch (stretch.state) {
                case StretchState::written:
                    return tr("%1: saved").arg(range);
                case StretchState::inFlight:
                    return tr("%1: being fetched").arg(range);
                case StretchState::wanted:
                    return tr("%1: wanted").arg(range);
            }
        }
    }
    return {};
}

bool SegmentsMap::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace sluice::gui
