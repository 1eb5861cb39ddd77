#include "gui/inspector/phase_chart.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

#include "gui/format/time.h"

namespace sluice::gui {

namespace {

constexpr int gap = 14;         ///< between name, chart and figure
constexpr double leastBar = 2;  ///< a phase that happened can be seen, however short

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

void drawBar(QPainter& painter, const QRectF& bar, const QColor& colour, bool hatched) {
    if (!hatched) {
        painter.fillRect(bar, colour);
        return;
    }
    painter.fillRect(bar, QBrush(colour, Qt::BDiagPattern));
    painter.setPen(QPen(colour, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
}

PhaseChart::PhaseChart(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setAccessibleName(tr("Phases of the request"));
}

void PhaseChart::setRequest(const RequestRecord& record, qint64 nowNs, AxisMode mode) {
    record_ = record;
    phases_ = phasesOf(record, nowNs);
    mode_ = mode;
    QStringList figures;
    for (const PhaseSpan& span : phases_.spans) {
        if (span.happened()) {
            figures << tr("%1 %2").arg(nameOf(span.phase, record), format::span(span.length()));
        }
    }
    setAccessibleDescription(tr("%1. Total %2").arg(figures.join(QStringLiteral(", ")), format::span(phases_.total)));
    updateGeometry();
    update();
}

void PhaseChart::clear() {
    record_.reset();
    setAccessibleDescription({});
    update();
}

int PhaseChart::rowHeight() const {
    return fontMetrics().height() + 5;
}

int PhaseChart::labelWidth() const {
    int width = 0;
    for (int i = 0; i < phaseCount; ++i) {
        width = std::max(width, fontMetrics().horizontalAdvance(nameOf(static_cast<Phase>(i), *record_)));
    }
    for (const LostAttempt& lost : record_->lost) {
        width = std::max(width, fontMetrics().horizontalAdvance(tr("Lost: %1").arg(textOf(lost.address))));
    }
    return std::min(width, this->width() / 3);
}

int PhaseChart::figureWidth() const {
    int figures = 0;
    for (const PhaseSpan& span : phases_.spans) {
        figures = std::max(figures, fontMetrics().horizontalAdvance(format::span(span.length())));
    }
    return std::max(figures, fontMetrics().horizontalAdvance(format::span(phases_.total)));
}

TimeAxis PhaseChart::axis() const {
    const double left = labelWidth() + gap;
    // Room at the end for half of the last label.
    const double right = width() - figureWidth() - 2.0 * gap;
    return {mode_, phases_.setupEnd, phases_.total, left, std::max(40.0, right - left)};
}

QRectF PhaseChart::barOf(const TimeAxis& axis, int row, qint64 start, qint64 end) const {
    const double x = axis.beginX(start);
    const double height = std::max(8, fontMetrics().height() * 6 / 10);
    return {x, row * rowHeight() + (rowHeight() - height) / 2, std::max(leastBar, axis.x(end) - x), height};
}

void PhaseChart::addPhase(const TimeAxis& axis, Phase phase, std::vector<Line>& out) const {
    const PhaseSpan& span = phases_.of(phase);
    Line line;
    line.name = nameOf(phase, *record_);
    line.colour = coloursFor(palette()).of(phase);
    if (span.happened()) {
        line.bar = barOf(axis, static_cast<int>(out.size()), span.start, span.end);
        line.figure = format::span(span.length());
        // Cut off in the middle, not merely still going on.
        line.hatched = span.open && !phases_.running;
    } else {
        line.note = span.missing;
    }
    out.push_back(std::move(line));
}

void PhaseChart::addLost(const TimeAxis& axis, std::vector<Line>& out) const {
    for (const LostAttempt& lost : record_->lost) {
        Line line;
        line.name = tr("Lost: %1").arg(textOf(lost.address));
        line.colour = coloursFor(palette()).of(Phase::connect);
        line.hatched = true;
        const qint64 start = std::max<qint64>(lost.start_ns, 0);
        const qint64 end = std::max(start, lost.end_ns < 0 ? phases_.setupEnd : qint64(lost.end_ns));
        line.bar = barOf(axis, static_cast<int>(out.size()), start, end);
        line.figure = format::span(end - start);
        line.note = textOf(lost.reason);
        out.push_back(std::move(line));
    }
}

std::vector<PhaseChart::Line> PhaseChart::lines() const {
    std::vector<Line> out;
    if (!record_) {
        return out;
    }
    const TimeAxis scale = axis();
    for (int i = 0; i < phaseCount; ++i) {
        addPhase(scale, static_cast<Phase>(i), out);
        if (static_cast<Phase>(i) == Phase::dns) {
            addLost(scale, out);
        }
    }
    return out;
}

QSize PhaseChart::sizeHint() const {
    const int rows = phaseCount + (record_ ? static_cast<int>(record_->lost.size()) : 0);
    return {460, rows * rowHeight() + fontMetrics().height() + 6};
}

QSize PhaseChart::minimumSizeHint() const {
    return {300, sizeHint().height()};
}

void PhaseChart::paintEvent(QPaintEvent*) {
    if (!record_) {
        return;
    }
    QPainter painter(this);
    const TimeAxis scale = axis();
    drawAxis(painter, scale);
    const QColor textColour = palette().color(QPalette::WindowText);
    const QColor muted = coloursFor(palette()).muted;
    int row = 0;
    for (const Line& line : lines()) {
        const int y = row++ * rowHeight();
        const QRect nameRect(0, y, labelWidth(), rowHeight());
        painter.setPen(textColour);
        painter.drawText(nameRect, int(Qt::AlignLeft | Qt::AlignVCenter),
                         fontMetrics().elidedText(line.name, Qt::ElideMiddle, nameRect.width()));
        painter.drawText(QRect(0, y, width(), rowHeight()), int(Qt::AlignRight | Qt::AlignVCenter), line.figure);
        if (!line.bar.isEmpty()) {
            drawBar(painter, line.bar, line.colour, line.hatched);
        }
        if (!line.note.isEmpty()) {
            const double x = line.bar.isEmpty() ? scale.x(0) : line.bar.right() + 6;
            const QRectF room(x, y, std::max(0.0, width() - figureWidth() - gap - x), rowHeight());
            painter.setPen(muted);
            painter.drawText(room, int(Qt::AlignLeft | Qt::AlignVCenter),
                             fontMetrics().elidedText(line.note, Qt::ElideRight, int(room.width())));
        }
    }
    drawBreak(painter, scale);
}

void PhaseChart::drawAxis(QPainter& painter, const TimeAxis& axis) const {
    const Colours& colours = coloursFor(palette());
    const int bottom = (phaseCount + static_cast<int>(record_->lost.size())) * rowHeight();
    double occupied = -1e9;
    for (const TimeAxis::Tick& tick : axis.ticks()) {
        painter.setPen(QPen(colours.grid, 1, Qt::DotLine));
        painter.drawLine(QPointF(tick.x, 2), QPointF(tick.x, bottom));
        const double wide = fontMetrics().horizontalAdvance(tick.label);
        const double left = std::min(tick.x - wide / 2, double(width()) - wide);
        if (left < occupied + 6) {
            continue;
        }
        painter.setPen(colours.muted);
        painter.drawText(QPointF(left, bottom + 2 + fontMetrics().ascent()), tick.label);
        occupied = left + wide;
    }
}

void PhaseChart::drawBreak(QPainter& painter, const TimeAxis& axis) const {
    if (axis.breakAt() < 0) {
        return;
    }
    const double bottom = (phaseCount + static_cast<int>(record_->lost.size())) * rowHeight();
    const double x = axis.breakAt();
    QPainterPath strip;
    strip.moveTo(x - 1, 0);
    strip.lineTo(x + 3, 0);
    strip.lineTo(x + 1, bottom);
    strip.lineTo(x - 3, bottom);
    strip.closeSubpath();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(strip, palette().color(QPalette::Window));
    painter.setPen(QPen(coloursFor(palette()).muted, 1));
    painter.drawLine(QPointF(x - 1, 0), QPointF(x - 3, bottom));
    painter.drawLine(QPointF(x + 3, 0), QPointF(x + 1, bottom));
}

bool PhaseChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && record_) {
        auto* help = static_cast<QHelpEvent*>(event);
        const std::vector<Line> all = lines();
        const auto row = static_cast<std::size_t>(std::max(0, help->pos().y() / rowHeight()));
        const QString tip =
            row >= all.size()
                ? QString()
                : QStringList{all[row].name, all[row].figure, all[row].note}.join(QLatin1Char(' ')).simplified();
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace sluice::gui
