#include "gui/dialogs/address_model.h"

#include <QGuiApplication>

#include "gui/desktop/colors.h"
#include "gui/format/text.h"

namespace sluice::gui {

void AddressModel::setLines(std::vector<AddressLine> lines) {
    beginResetModel();
    lines_ = std::move(lines);
    endResetModel();
    emit wantedChanged();
}

std::vector<const AddressLine*> AddressModel::wanted() const {
    std::vector<const AddressLine*> wanted;
    for (const AddressLine& line : lines_) {
        if (line.usable() && line.wanted) {
            wanted.push_back(&line);
        }
    }
    return wanted;
}

int AddressModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int AddressModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

QVariant AddressModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const AddressLine& line = lines_[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == nameColumn && line.usable()) {
        return line.wanted ? Qt::Checked : Qt::Unchecked;
    }
    if (role == Qt::ToolTipRole) {
        return line.url.isEmpty() ? line.name : line.url;
    }
    if (role == Qt::ForegroundRole && index.column() == problemColumn) {
        return toneColor(line.usable() ? Tone::retry : Tone::failed, QGuiApplication::palette());
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
        case nameColumn:
            return line.name.isEmpty() ? tr("(name from the server)") : format::fileName(line.name);
        case hostColumn:
            return line.host;
        default:
            return line.problem;
    }
}

bool AddressModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::CheckStateRole) {
        return false;
    }
    lines_[static_cast<std::size_t>(index.row())].wanted = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {role});
    emit wantedChanged();
    return true;
}

QVariant AddressModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case nameColumn:
            return tr("Name");
        case hostColumn:
            return tr("Host");
        default:
            return tr("Problem");
    }
}

Qt::ItemFlags AddressModel::flags(const QModelIndex& index) const {
    const bool usable = index.isValid() && lines_[static_cast<std::size_t>(index.row())].usable();
    const Qt::ItemFlags base = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return usable && index.column() == nameColumn ? base | Qt::ItemIsUserCheckable : base;
}

}  // namespace sluice::gui
