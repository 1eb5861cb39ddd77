#pragma once

#include <QAbstractTableModel>
#include <QTableView>

#include <set>
#include <vector>

namespace sluice::gui {

/// A small table of finished texts. Rows that did not change are not repainted.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    struct Column {
        QString title;
        bool right = false;  ///< figures stand right
    };
    struct Row {
        QStringList cells;
        QString toolTip;
        bool operator==(const Row&) const = default;
    };

    explicit TextTableModel(std::vector<Column> columns, QObject* parent = nullptr);

    void setRows(std::vector<Row> rows);
    const std::vector<Row>& rows() const { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

/// A read-only table view in the panel's manner: whole rows, no grid, Ctrl+C copies the selected rows.
class TextTable : public QTableView {
    Q_OBJECT

  public:
    explicit TextTable(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// The selected rows, or all if none is selected, with a heading; cells separated by tabs.
    QString text(bool selectedOnly) const;
    /// Columns as wide as what they hold, at most `limit` pixels each; the last takes the rest.
    void fitColumns(int limit = widest_);
    /// For tables that set their widths themselves: columns do not grow with their texts.
    void keepWidths() { keepWidths_ = true; }

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void copy(bool selectedOnly) const;
    void applyRowHeight();
    void growColumns();
    void watchHeader();

    static constexpr int widest_ = 280;
    bool fitted_ = false;
    bool keepWidths_ = false;
    std::set<int> sizedByHand_;
};

}  // namespace sluice::gui
