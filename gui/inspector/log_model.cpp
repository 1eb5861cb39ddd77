#include "gui/inspector/log_model.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

#include "gui/format/time.h"

namespace sluice::gui {

namespace {

/// A shape of its own for each level: a dot, a ring, a triangle, a square with a bar. Never colour alone.
QIcon iconFor(queue::Level level, const QColor& colour) {
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    switch (level) {
        case queue::Level::detail:
            painter.setBrush(colour);
            painter.drawEllipse(QPointF(8, 8), 1.5, 1.5);
            break;
        case queue::Level::info:
            painter.drawEllipse(QPointF(8, 8), 4, 4);
            break;
        case queue::Level::warning:
            painter.drawPolygon(QPolygonF({{8, 2.5}, {14, 13}, {2, 13}}));
            painter.drawLine(QPointF(8, 6.5), QPointF(8, 10.5));
            break;
        case queue::Level::error:
            painter.setBrush(colour);
            painter.drawEllipse(QPointF(8, 8), 6, 6);
            painter.setPen(QPen(colour.lightness() < 128 ? Qt::white : Qt::black, 1.8));
            painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5));
            painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5));
            break;
    }
    return QIcon(pixmap);
}

bool same(const queue::LogLine& a, const queue::LogLine& b) {
    return a.at_ms == b.at_ms && a.level == b.level && a.connection_id == b.connection_id && a.text == b.text;
}

std::size_t indexOf(queue::Level level) {
    return static_cast<std::size_t>(level);
}

}  // namespace

QString nameOf(queue::Level level) {
    switch (level) {
        case queue::Level::detail:
            return QCoreApplication::translate("LogModel", "Detail");
        case queue::Level::info:
            return QCoreApplication::translate("LogModel", "Info");
        case queue::Level::warning:
            return QCoreApplication::translate("LogModel", "Warning");
        case queue::Level::error:
            return QCoreApplication::translate("LogModel", "Error");
    }
    return {};
}

LogModel::LogModel(QObject* parent) : QAbstractTableModel(parent) {}

void LogModel::clear() {
    beginResetModel();
    id_ = 0;
    lines_.clear();
    shown_.clear();
    firstSerial_ = 0;
    endResetModel();
}

void LogModel::setLines(queue::Id id, const std::vector<queue::LogLine>& lines) {
    if (id != id_) {
        clear();
        id_ = id;
    }
    const std::size_t from = firstNew(lines);
    if (from < lines.size()) {
        append(lines, std::max(from, lines.size() > capacity ? lines.size() - capacity : 0));
    }
}

std::size_t LogModel::firstNew(const std::vector<queue::LogLine>& lines) const {
    if (lines_.empty()) {
        return 0;
    }
    // From the end: between two snapshots little is added. Two equal lines in the same millisecond are told apart by
    // the line before them.
    for (std::size_t i = lines.size(); i > 0; --i) {
        const bool last = same(lines[i - 1], lines_.back().line);
        const bool before = i < 2 || lines_.size() < 2 || same(lines[i - 2], lines_[lines_.size() - 2].line);
        if (last && before) {
            return i;
        }
    }
    return 0;
}

bool LogModel::accepts(const Line& line) const {
    return line.line.level >= least_ && (filter_.isEmpty() || line.text.contains(filter_, Qt::CaseInsensitive));
}

void LogModel::append(const std::vector<queue::LogLine>& lines, std::size_t from) {
    std::vector<std::uint64_t> passed;
    std::uint64_t serial = firstSerial_ + lines_.size();
    for (std::size_t i = from; i < lines.size(); ++i, ++serial) {
        lines_.push_back({lines[i], QString::fromStdString(lines[i].text)});
        if (accepts(lines_.back())) {
            passed.push_back(serial);
        }
    }
    if (!passed.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(passed.size()) - 1);
        shown_.insert(shown_.end(), passed.begin(), passed.end());
        endInsertRows();
    }
    if (lines_.size() > capacity) {
        dropOldest(lines_.size() - capacity);
    }
}

void LogModel::dropOldest(std::size_t count) {
    const std::uint64_t keepFrom = firstSerial_ + count;
    const auto end = std::lower_bound(shown_.begin(), shown_.end(), keepFrom);
    const auto gone = static_cast<int>(end - shown_.begin());
    if (gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
    }
    shown_.erase(shown_.begin(), end);
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(count));
    firstSerial_ = keepFrom;
    if (gone > 0) {
        endRemoveRows();
    }
}

void LogModel::setFilter(const QString& text, queue::Level least) {
    if (text != filter_ || least != least_) {
        filter_ = text;
        least_ = least;
        refilter();
    }
}

void LogModel::refilter() {
    beginResetModel();
    shown_.clear();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (accepts(lines_[i])) {
            shown_.push_back(firstSerial_ + i);
        }
    }
    endResetModel();
}

void LogModel::setColours(const QColor& warning, const QColor& error, const QColor& muted) {
    const std::array<QColor, 4> wanted{muted, muted, warning, error};
    if (wanted == colours_) {
        return;
    }
    colours_ = wanted;
    for (std::size_t i = 0; i < icons_.size(); ++i) {
        icons_[i] = iconFor(static_cast<queue::Level>(i), colours_[i]);
    }
    if (rowCount() > 0) {
        emit dataChanged(index(0, levelColumn), index(rowCount() - 1, levelColumn), {Qt::DecorationRole});
    }
}

const LogModel::Line& LogModel::at(int row) const {
    return lines_[static_cast<std::size_t>(shown_[static_cast<std::size_t>(row)] - firstSerial_)];
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int LogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(columns);
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Line& line = at(index.row());
    if (role == Qt::DecorationRole && index.column() == levelColumn) {
        return icons_[indexOf(line.line.level)];
    }
    if (role == Qt::ToolTipRole && index.column() == textColumn) {
        return line.text;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
        case timeColumn:
            return format::clockTimeMs(line.line.at_ms);
        case levelColumn:
            return nameOf(line.line.level);
        case connectionColumn:
            return line.line.connection_id < 0 ? QString() : QString::number(line.line.connection_id);
        default:
            return line.text;
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case timeColumn:
            return tr("Time");
        case levelColumn:
            return tr("Level");
        case connectionColumn:
            return tr("Connection");
        default:
            return tr("Message");
    }
}

}  // namespace sluice::gui
