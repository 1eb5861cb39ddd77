#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

/// The phases of one request under each other: name, bar, figure. Time runs from left to right in every language.
class PhaseChart : public QWidget {
    Q_OBJECT

  public:
    /// A line of the chart, with its bar in pixels of the widget. Exposed for what checks the drawing.
    struct Line {
        QString name;
        QString figure;
        QString note;  ///< in place of a bar
        QRectF bar;    ///< empty if there is none
        QColor colour;
        bool hatched = false;
    };

    explicit PhaseChart(QWidget* parent = nullptr);

    void setRequest(const RequestRecord& record, qint64 nowNs, AxisMode mode);
    void clear();
    std::vector<Line> lines() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    int rowHeight() const;
    TimeAxis axis() const;
    QRectF barOf(const TimeAxis& axis, int row, qint64 start, qint64 end) const;
    void addPhase(const TimeAxis& axis, Phase phase, std::vector<Line>& out) const;
    void addLost(const TimeAxis& axis, std::vector<Line>& out) const;
    void drawAxis(QPainter& painter, const TimeAxis& axis) const;
    void drawBreak(QPainter& painter, const TimeAxis& axis) const;
    int labelWidth() const;
    int figureWidth() const;

    std::optional<RequestRecord> record_;
    RequestPhases phases_;
    AxisMode mode_ = AxisMode::split;
};

/// Fills a bar; hatched means an attempt that was lost.
void drawBar(QPainter& painter, const QRectF& bar, const QColor& colour, bool hatched);

}  // namespace sluice::gui
