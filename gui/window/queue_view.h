#pragma once

#include <QElapsedTimer>
#include <QTableView>

#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

class QueueModel;

/// The list: rows of one height, own delegates, selection by id that survives filter and sort, typing a name goes to
/// it. Tells its model which rows can be seen.
class QueueView : public QTableView {
    Q_OBJECT

  public:
    explicit QueueView(QueueModel& model, QWidget* parent = nullptr);

    std::vector<queue::Id> selectedIds() const;
    int selectedCount() const;
    /// The only selected one, else 0.
    queue::Id singleId() const;
    queue::Id currentId() const;
    void selectIds(const std::vector<queue::Id>& ids);

    void setCompact(bool compact);
    /// Widths and order as at first: eight columns, the rest hidden.
    void setDefaultColumns();
    void fitColumns();
    void setColumnShown(int column, bool shown);

    void keyboardSearch(const QString& search) override;

  signals:
    void selectedRowsChanged();
    void firstPainted();
    void pressedEscape();

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

  private:
    void setUpHeaders();
    void setRowHeight();
    void keepSelectionOverResets();
    void keepCurrentRowInPlace();
    void fitName();
    void tellVisibleRows();
    bool isSearching() const;

    QueueModel& model_;
    bool compact_ = false;
    bool painted_ = false;
    bool fitting_ = false;
    std::vector<queue::Id> keptIds_;
    queue::Id keptCurrent_ = 0;
    bool keptAll_ = false;
    QElapsedTimer lastClick_, lastSearch_;
    QString search_;
    int currentTop_ = -1;
};

}  // namespace sluice::gui
