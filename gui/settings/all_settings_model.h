#pragma once

#include <QAbstractTableModel>

#include "gui/settings/setting_id.h"

namespace sluice::gui {

class Settings;
class SettingsHistory;

/// Every setting as a row: name, value, default, meaning; bold where it is not the default. The value can be typed.
class AllSettingsModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { nameColumn, valueColumn, defaultColumn, meaningColumn, columnCount_ };

    AllSettingsModel(Settings& settings, SettingsHistory& history, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

  signals:
    /// What was typed cannot be taken.
    void refused(const QString& sentence);

  private:
    QString textAt(SettingId id, int column) const;

    Settings& settings_;
    SettingsHistory& history_;
};

}  // namespace sluice::gui
