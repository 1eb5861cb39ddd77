#include "gui/settings/all_settings_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

#include "gui/settings/all_settings_model.h"
#include "gui/settings/setting_value.h"

namespace sluice::gui {
namespace {

constexpr int margin = 12;
constexpr int nameCharacters = 27;
constexpr int valueCharacters = 18;
constexpr int defaultCharacters = 12;

}  // namespace

AllSettingsPage::AllSettingsPage(Settings& settings, SettingsHistory& history, QWidget* parent)
    : QWidget(parent),
      model_(new AllSettingsModel(settings, history, this)),
      table_(new QTableView(this)),
      problem_(new QLabel(this)) {
    setObjectName(QStringLiteral("allSettings"));
    auto* hint = new QLabel(
        tr("Every setting by its name. Bold: not the default. Enter or a double-click changes a value."), this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    table_->setObjectName(QStringLiteral("allSettingsTable"));
    table_->setAccessibleName(tr("All settings"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setWordWrap(false);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                            QAbstractItemView::SelectedClicked);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    QHeaderView* header = table_->horizontalHeader();
    header->setAccessibleName(tr("Columns"));
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    header->resizeSection(AllSettingsModel::nameColumn, letter * nameCharacters);
    header->resizeSection(AllSettingsModel::valueColumn, letter * valueCharacters);
    header->resizeSection(AllSettingsModel::defaultColumn, letter * defaultCharacters);
    problem_->setObjectName(QStringLiteral("allSettingsProblem"));
    problem_->setWordWrap(true);
    problem_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin / 2, margin, 0);
    layout->addWidget(hint);
    layout->addWidget(table_, 1);
    layout->addWidget(problem_);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QModelIndex value = model_->index(index.row(), AllSettingsModel::valueColumn);
        table_->setCurrentIndex(value);
        table_->edit(value);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AllSettingsPage::chosenChanged);
    connect(model_, &AllSettingsModel::refused, this, [this](const QString& sentence) {
        problem_->setText(sentence);
        problem_->show();
    });
    connect(model_, &QAbstractItemModel::dataChanged, problem_, &QWidget::hide);
}

void AllSettingsPage::setSearch(const QString& search) {
    for (int row = 0; row < settingCount; ++row) {
        table_->setRowHidden(row, !matches(factsOf(static_cast<SettingId>(row)), search));
    }
}

void AllSettingsPage::focusFirst() {
    table_->setFocus(Qt::OtherFocusReason);
}

std::vector<SettingId> AllSettingsPage::chosen() const {
    std::vector<SettingId> ids;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows()) {
        if (!table_->isRowHidden(index.row())) {
            ids.push_back(static_cast<SettingId>(index.row()));
        }
    }
    return ids;
}

}  // namespace sluice::gui
