#pragma once

#include <QPolygonF>
#include <QTimer>
#include <QWidget>

#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/format/size.h"
#include "gui/inspector/nice_axis.h"

namespace sluice::gui {

/// Speed over time. The curve is kept as a polygon and drawn anew at most once a second, whatever arrives.
class SpeedGraph : public QWidget {
    Q_OBJECT

  public:
    explicit SpeedGraph(QWidget* parent = nullptr);

    /// The whole history; shown are the last `seconds` of it, 0 = all. Takes effect with the next redraw, at once if
    /// `now` is set.
    void setSamples(const std::vector<queue::SpeedSample>& samples, double mean, double peak, format::Units units,
                    bool now = false);
    void setWindow(int seconds);
    QSize sizeHint() const override { return {400, 160}; }
    QSize minimumSizeHint() const override { return {160, 80}; }
    /// What is drawn, for checks: the curve in pixels and the lines of the axis.
    const QPolygonF& curve() const { return curve_; }
    const NiceAxis& axis() const { return axis_; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void rebuild();
    QRectF plot() const;
    double y(double bytesPerSecond) const;
    void drawGrid(QPainter& painter) const;
    void drawLevel(QPainter& painter, double value, const QString& name, Qt::PenStyle style) const;

    std::vector<queue::SpeedSample> samples_;
    double mean_ = 0;
    double peak_ = 0;
    format::Units units_ = format::Units::iec;
    int window_ = 0;
    float from_ = 0;
    float to_ = 1;
    NiceAxis axis_;
    QPolygonF curve_;
    QTimer pause_;  ///< running: drawn less than a second ago
    bool pending_ = false;
};

}  // namespace sluice::gui
