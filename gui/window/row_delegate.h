#pragma once

#include <QStyledItemDelegate>

class QAbstractItemView;

namespace sluice::gui {

/// Draws a cell of the list: plain text, on a selected row everything in HighlightedText. The name comes with the icon
/// of its state and is cut in the middle; the status has the colour of its tone.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    explicit RowDelegate(QAbstractItemView* view);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Room left and right of a text.
    static constexpr int padding = 6;

  protected:
    void paintBack(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// Text colour of the cell: HighlightedText on a selected row, else the palette's text.
    static QColor textColor(const QStyleOptionViewItem& option);

  private:
    QAbstractItemView* view_;
};

/// The Progress column: two rectangles and the percent beside them, never over them. Without a known size a still
/// block; when done only the words.
class ProgressDelegate : public RowDelegate {
    Q_OBJECT

  public:
    using RowDelegate::RowDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace sluice::gui
