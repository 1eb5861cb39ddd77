#pragma once

#include <QWidget>

#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/format/size.h"

namespace sluice::gui {

/// What a stretch of the file is.
enum class StretchState { wanted, inFlight, written };

/// One stretch of the map in pixels, or of the file in bytes: [begin, end).
struct Stretch {
    qint64 begin;
    qint64 end;
    StretchState state;
    bool operator==(const Stretch&) const = default;
};

/// Cuts a map down to at most one rectangle per pixel column. A column is "written" only if all of it is; "in flight"
/// wins over "wanted". `size` <= 0 gives nothing.
std::vector<Stretch> mapColumns(const queue::Details& details, int width);

/// The parts of a file in order, in bytes: written, in flight and not yet written, wanted. With an unknown size it
/// ends with the last byte that is known of.
std::vector<Stretch> stretchesOf(const queue::Details& details);

/// The whole file as one bar: done, in flight, wanted, a tick at each write position and a mark at the point up to
/// which a power cut loses nothing. Its table stands below it in the Segments tab.
class SegmentsMap : public QWidget {
    Q_OBJECT

  public:
    explicit SegmentsMap(QWidget* parent = nullptr);

    void setDetails(std::shared_ptr<const queue::Details> details, format::Units units);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void rebuild();
    QString toolTipAt(int x) const;
    int columnOf(qint64 byte) const;

    std::shared_ptr<const queue::Details> details_;
    format::Units units_ = format::Units::iec;
    std::vector<Stretch> columns_;
};

}  // namespace sluice::gui
