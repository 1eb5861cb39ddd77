#pragma once

#include <QAbstractListModel>
#include <QTimer>

#include <vector>

#include "gui/models/row_filter.h"

namespace sluice::gui {

class QueueModel;

/// The sidebar: sections State, Category and Host as one flat list with headings; the 20 hosts with most downloads.
/// Counts follow the queue's model within a tenth of a second. GUI thread only.
class SidebarModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { countRole = Qt::UserRole, headingRole };

    explicit SidebarModel(const QueueModel& queue, QObject* parent = nullptr);

    SidebarChoice choiceAt(int row) const;
    /// Row of a choice, that of "All" if it is gone.
    int rowOf(const SidebarChoice& choice) const;
    bool isHeading(int row) const { return items_[static_cast<std::size_t>(row)].heading; }
    /// The choice in words, for "No failed downloads" and the like.
    QString labelOf(const SidebarChoice& choice) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Brings counts and entries up to date at once.
    void refresh();

  private:
    struct Item {
        QString label;
        SidebarChoice choice;
        int count = 0;
        bool heading = false;
    };
    std::vector<Item> build() const;
    void addShared(std::vector<Item>& items, const QString& heading, SidebarChoice::Kind kind,
                   const std::vector<int>& counts, std::size_t most) const;

    const QueueModel& queue_;
    std::vector<Item> items_;
    QTimer refreshTimer_;
};

}  // namespace sluice::gui
