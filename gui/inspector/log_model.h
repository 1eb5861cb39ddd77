#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QIcon>

#include <array>
#include <deque>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// "Warning" and the like.
QString nameOf(queue::Level level);

/// The last 5,000 lines of one download. A newer snapshot only appends what is new to it; its order and filter are its
/// own index. Lines that the engine has dropped meanwhile stay until the ring is full.
class LogModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { timeColumn, levelColumn, connectionColumn, textColumn, columns };
    static constexpr std::size_t capacity = 5000;

    explicit LogModel(QObject* parent = nullptr);

    /// Lines of the download `id`, oldest first. Another id than before empties the ring.
    void setLines(queue::Id id, const std::vector<queue::LogLine>& lines);
    void clear();
    /// Shows lines of at least this level that contain the text (case does not matter).
    void setFilter(const QString& text, queue::Level least);
    void setColours(const QColor& warning, const QColor& error, const QColor& muted);
    std::size_t lineCount() const { return lines_.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Line {
        queue::LogLine line;
        QString text;
    };
    std::size_t firstNew(const std::vector<queue::LogLine>& lines) const;
    bool accepts(const Line& line) const;
    void append(const std::vector<queue::LogLine>& lines, std::size_t from);
    void dropOldest(std::size_t count);
    void refilter();
    const Line& at(int row) const;

    queue::Id id_ = 0;
    std::deque<Line> lines_;
    std::deque<std::uint64_t> shown_;  ///< serial numbers of the lines that pass the filter
    std::uint64_t firstSerial_ = 0;    ///< of lines_.front()
    QString filter_;
    queue::Level least_ = queue::Level::detail;
    std::array<QIcon, 4> icons_;
    std::array<QColor, 4> colours_;
};

}  // namespace sluice::gui
