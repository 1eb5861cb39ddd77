#include "gui/inspector/log_tab.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

#include "gui/inspector/log_model.h"
#include "gui/inspector/palette.h"
#include "gui/inspector/text_table.h"

namespace sluice::gui {

int troubleCount(const queue::Details& details) {
    return static_cast<int>(std::count_if(details.log.begin(), details.log.end(), [](const queue::LogLine& line) {
        return line.level >= queue::Level::warning;
    }));
}

LogTab::LogTab(QWidget* parent) : TabPage(parent), model_(new LogModel(this)) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 6, 10, 6);
    box->setSpacing(6);
    box->addWidget(buildBar());
    table_ = new TextTable(page);
    table_->setModel(model_);
    table_->setAccessibleName(tr("Log"));
    // Of these columns the widths are known; they do not wait for the first line.
    const int letter = fontMetrics().averageCharWidth();
    table_->setColumnWidth(LogModel::timeColumn, fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000")) + 20);
    table_->setColumnWidth(LogModel::levelColumn, letter * 14);
    table_->setColumnWidth(LogModel::connectionColumn, letter * 14);
    box->addWidget(table_, 1);
    setContent(page);
    QScrollBar* bar = table_->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { follows_ = value >= bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, [this] { followEnd(); });
}

QWidget* LogTab::buildBar() {
    auto* bar = new QWidget(this);
    auto* box = new QHBoxLayout(bar);
    box->setContentsMargins(0, 0, 0, 0);
    filter_ = new QLineEdit(bar);
    filter_->setPlaceholderText(tr("Filter messages"));
    filter_->setAccessibleName(tr("Filter messages"));
    filter_->setClearButtonEnabled(true);
    level_ = new QComboBox(bar);
    level_->setAccessibleName(tr("Least level shown"));
    level_->addItem(tr("Everything"), int(queue::Level::detail));
    level_->addItem(tr("Info and up"), int(queue::Level::info));
    level_->addItem(tr("Warnings and errors"), int(queue::Level::warning));
    level_->addItem(tr("Errors only"), int(queue::Level::error));
    auto* copy = new QPushButton(tr("Copy"), bar);
    copy->setAccessibleName(tr("Copy the log"));
    box->addWidget(filter_, 1);
    box->addWidget(level_);
    box->addWidget(copy);
    connect(filter_, &QLineEdit::textChanged, this, &LogTab::applyFilter);
    connect(level_, &QComboBox::currentIndexChanged, this, &LogTab::applyFilter);
    connect(copy, &QPushButton::clicked, this, [this] {
        const bool selected = table_->selectionModel()->hasSelection();
        QApplication::clipboard()->setText(table_->text(selected));
    });
    return bar;
}

void LogTab::showSnapshot(const Snapshot& snapshot) {
    const Colours& colours = coloursFor(palette());
    model_->setColours(colours.warning, colours.failed, colours.muted);
    if (snapshot.details->row.id != shownId_) {
        shownId_ = snapshot.details->row.id;
        follows_ = true;
    }
    model_->setLines(snapshot.details->row.id, snapshot.details->log);
    if (model_->lineCount() == 0) {
        showMessage(tr("Nothing happened yet. What happens is written here."));
        return;
    }
    showContent();
    followEnd();
}

void LogTab::applyFilter() {
    model_->setFilter(filter_->text().trimmed(), static_cast<queue::Level>(level_->currentData().toInt()));
    follows_ = true;
    followEnd();
}

void LogTab::followEnd() {
    if (follows_) {
        table_->scrollToBottom();
    }
}

}  // namespace sluice::gui
