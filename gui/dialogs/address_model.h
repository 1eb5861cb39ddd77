#pragma once

#include <QAbstractTableModel>

#include <functional>
#include <vector>

#include "gui/dialogs/address_list.h"

namespace sluice::gui {

/// The list of what was understood: check box and name, host, problem.
class AddressModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { nameColumn, hostColumn, problemColumn, columnTotal };
    using QAbstractTableModel::QAbstractTableModel;

    void setLines(std::vector<AddressLine> lines);
    const std::vector<AddressLine>& lines() const { return lines_; }
    /// Addresses that are understood and checked.
    std::vector<const AddressLine*> wanted() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  signals:
    void wantedChanged();

  private:
    std::vector<AddressLine> lines_;
};

}  // namespace sluice::gui
