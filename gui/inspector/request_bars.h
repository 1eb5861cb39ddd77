#pragma once

#include <QStyledItemDelegate>

#include "gui/inspector/tab_page.h"
#include "gui/inspector/text_table.h"
#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

/// Draws the phases of a request as one bar into a cell. All rows share one axis.
class RequestBarDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setRequests(std::vector<RequestPhases> requests, std::vector<std::vector<LostAttempt>> lost, AxisMode mode);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    std::vector<RequestPhases> requests_;
    std::vector<std::vector<LostAttempt>> lost_;
    qint64 setup_ = 0;
    qint64 total_ = 0;
    AxisMode mode_ = AxisMode::split;
};

/// The requests of a download under each other: redirects, segments, retries. Every bar begins at its own request.
class RequestBars : public TextTable {
    Q_OBJECT

  public:
    explicit RequestBars(QWidget* parent = nullptr);

    void showSnapshot(const Snapshot& snapshot, AxisMode mode);
    int currentRequest() const;

  signals:
    void requestChosen(int index);

  protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

  private:
    TextTableModel* model_;
    RequestBarDelegate* delegate_;
};

}  // namespace sluice::gui
