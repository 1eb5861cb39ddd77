#include "gui/inspector/speed_graph.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

#include "gui/format/time.h"
#include "gui/inspector/palette.h"

namespace sluice::gui {

SpeedGraph::SpeedGraph(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Speed over time"));
    pause_.setSingleShot(true);
    pause_.setInterval(1000);
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (pending_) {
            rebuild();
        }
    });
}

void SpeedGraph::setSamples(const std::vector<queue::SpeedSample>& samples, double mean, double peak,
                            format::Units units, bool now) {
    samples_ = samples;
    mean_ = mean;
    peak_ = peak;
    units_ = units;
    pending_ = true;
    if (now || !pause_.isActive()) {
        rebuild();
    }
}

void SpeedGraph::setWindow(int seconds) {
    window_ = seconds;
    rebuild();
}

QRectF SpeedGraph::plot() const {
    int labels = 0;
    for (const QString& label : axis_.labels) {
        labels = std::max(labels, fontMetrics().horizontalAdvance(label));
    }
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(labels + 8, line / 2 + 2, -8, -line - 4);
}

double SpeedGraph::y(double bytesPerSecond) const {
    const QRectF area = plot();
    return area.bottom() - area.height() * bytesPerSecond / axis_.top;
}

void SpeedGraph::rebuild() {
    pending_ = false;
    pause_.start();
    to_ = samples_.empty() ? 1 : std::max(1.0F, samples_.back().at_s);
    from_ = window_ > 0 ? std::max(0.0F, to_ - float(window_)) : 0;
    const auto first = std::partition_point(samples_.begin(), samples_.end(),
                                            [this](const queue::SpeedSample& sample) { return sample.at_s < from_; });
    float most = 0;
    for (auto sample = first; sample != samples_.end(); ++sample) {
        most = std::max(most, sample->bytes_per_second);
    }
    const int steps = std::clamp(height() / (fontMetrics().height() * 2), 2, 6);
    axis_ = niceSpeedAxis(most, steps, units_);
    curve_.clear();
    const QRectF area = plot();
    for (auto sample = first; sample != samples_.end(); ++sample) {
        const double x = area.left() + area.width() * double(sample->at_s - from_) / double(to_ - from_);
        curve_ << QPointF(x, y(sample->bytes_per_second));
    }
    setAccessibleDescription(tr("Mean %1, peak %2").arg(format::speed(mean_, units_), format::speed(peak_, units_)));
    update();
}

void SpeedGraph::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    rebuild();
}

void SpeedGraph::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        rebuild();
    }
}

void SpeedGraph::paintEvent(QPaintEvent*) {
    if (axis_.values.empty()) {
        return;
    }
    QPainter painter(this);
    drawGrid(painter);
    const Colours& colours = coloursFor(palette());
    if (curve_.size() > 1) {
        const QRectF area = plot();
        QPolygonF fill = curve_;
        fill << QPointF(curve_.last().x(), area.bottom()) << QPointF(curve_.first().x(), area.bottom());
        QColor pale = colours.active;
        pale.setAlphaF(0.18F);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(pale);
        painter.drawPolygon(fill);
        painter.setPen(QPen(colours.active, 1.5));
        painter.drawPolyline(curve_);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    drawLevel(painter, mean_, tr("mean"), Qt::DashLine);
    drawLevel(painter, peak_, tr("peak"), Qt::DotLine);
}

void SpeedGraph::drawGrid(QPainter& painter) const {
    const Colours& colours = coloursFor(palette());
    const QRectF area = plot();
    const double half = fontMetrics().height() / 2.0;
    for (std::size_t i = 0; i < axis_.values.size(); ++i) {
        const double at = y(axis_.values[i]);
        painter.setPen(QPen(colours.grid, 1, Qt::DotLine));
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
        painter.setPen(colours.muted);
        painter.drawText(QRectF(0, at - half, area.left() - 6, 2 * half), int(Qt::AlignRight | Qt::AlignVCenter),
                         axis_.labels[i]);
    }
    const QRectF below(area.left(), area.bottom() + 3, area.width(), 2 * half);
    painter.drawText(below, int(Qt::AlignLeft | Qt::AlignTop), format::duration(qint64(from_)));
    painter.drawText(below, int(Qt::AlignRight | Qt::AlignTop), format::duration(qint64(to_)));
}

void SpeedGraph::drawLevel(QPainter& painter, double value, const QString& name, Qt::PenStyle style) const {
    if (value <= 0 || value > axis_.top) {
        return;
    }
    const QRectF area = plot();
    const double at = y(value);
    painter.setPen(QPen(coloursFor(palette()).muted, 1, style));
    painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
    // The name stands on a strip of its own so that the curve does not run through it.
    const QSizeF size(fontMetrics().horizontalAdvance(name) + 8, fontMetrics().height());
    const QRectF label(area.right() - size.width(), at - size.height() / 2, size.width(), size.height());
    painter.fillRect(label, palette().color(QPalette::Window));
    painter.drawText(label, int(Qt::AlignCenter), name);
}

}  // namespace sluice::gui
