#include "gui/settings/all_settings_model.h"

#include <QFont>

#include "gui/settings/setting_value.h"
#include "gui/settings/settings.h"
#include "gui/settings/settings_history.h"

namespace sluice::gui {

AllSettingsModel::AllSettingsModel(Settings& settings, SettingsHistory& history, QObject* parent)
    : QAbstractTableModel(parent), settings_(settings), history_(history) {
    connect(&settings_, &Settings::changed, this, [this](SettingId id) {
        const int row = static_cast<int>(id);
        emit dataChanged(index(row, 0), index(row, columnCount_ - 1));
    });
}

int AllSettingsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : settingCount;
}

int AllSettingsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int{columnCount_};
}

QString AllSettingsModel::textAt(SettingId id, int column) const {
    const SettingFacts& facts = factsOf(id);
    switch (column) {
        case nameColumn:
            return QString::fromLatin1(facts.key);
        case valueColumn:
            return facts.kind == SettingKind::secret ? shownText(facts, settings_.value(id))
                                                     : textOf(facts, settings_.value(id));
        case defaultColumn:
            return textOf(facts, defaultOf(facts));
        default:
            return tr("%1. %2").arg(settingText(facts.title), settingText(facts.meaning));
    }
}

QVariant AllSettingsModel::data(const QModelIndex& index, int role) const {
    const auto id = static_cast<SettingId>(index.row());
    const bool isChanged = !settings_.isDefault(id);
    switch (role) {
        case Qt::DisplayRole:
            return textAt(id, index.column());
        case Qt::EditRole:
            return factsOf(id).kind == SettingKind::secret ? QString() : textAt(id, index.column());
        case Qt::ToolTipRole:
            return index.column() == meaningColumn ? textAt(id, meaningColumn)
                                                   : shownText(factsOf(id), settings_.value(id));
        case Qt::AccessibleTextRole:
            return index.column() == nameColumn && isChanged ? tr("%1, changed").arg(textAt(id, nameColumn))
                                                             : textAt(id, index.column());
        case Qt::FontRole:
            if (isChanged && index.column() <= valueColumn) {
                QFont font;
                font.setBold(true);
                return font;
            }
            return {};
        default:
            return {};
    }
}

QVariant AllSettingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const QString titles[] = {tr("Name"), tr("Value"), tr("Default"), tr("Meaning")};
    return titles[section];
}

Qt::ItemFlags AllSettingsModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == valueColumn ? usual | Qt::ItemIsEditable : usual;
}

bool AllSettingsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || index.column() != valueColumn) {
        return false;
    }
    const auto id = static_cast<SettingId>(index.row());
    const QString problem = history_.set(id, valueFromText(factsOf(id), value.toString()));
    if (!problem.isEmpty()) {
        emit refused(tr("%1: %2").arg(QString::fromLatin1(factsOf(id).key), problem));
    }
    return problem.isEmpty();
}

}  // namespace sluice::gui
