#include "gui/settings/schedule_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/settings/schedule_table.h"
#include "gui/settings/speed_box.h"

namespace sluice::gui {

ScheduleEditor::ScheduleEditor(QWidget* parent)
    : QWidget(parent), table_(new ScheduleTable(this)), speed_(new SpeedBox(this)) {
    auto* usual = new QPushButton(tr("As usual"), this);
    auto* limit = new QPushButton(tr("Limited to"), this);
    auto* stop = new QPushButton(tr("Stop"), this);
    usual->setObjectName(QStringLiteral("scheduleUsual"));
    limit->setObjectName(QStringLiteral("scheduleLimit"));
    stop->setObjectName(QStringLiteral("scheduleStop"));
    speed_->setObjectName(QStringLiteral("scheduledSpeed"));
    speed_->setAccessibleName(tr("Speed in the chosen hours"));
    connect(usual, &QPushButton::clicked, table_, [this] { table_->apply({}); });
    connect(limit, &QPushButton::clicked, table_, [this] { table_->apply({false, speed_->speed()}); });
    connect(stop, &QPushButton::clicked, table_, [this] { table_->apply({true, 0}); });
    for (QPushButton* button : {usual, limit, stop}) {
        button->setAutoDefault(false);
        button->setEnabled(false);
        button->setToolTip(tr("For the hours that are chosen in the table"));
    }
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this, usual, limit, stop] {
        const bool any = !table_->selectedItems().isEmpty();
        for (QPushButton* button : {usual, limit, stop}) {
            button->setEnabled(any);
        }
    });
    connect(table_, &ScheduleTable::changed, this,
            [this] { emit edited(QString::fromStdString(table_->schedule().text())); });
    auto* row = new QHBoxLayout;
    row->addWidget(usual);
    row->addWidget(stop);
    row->addWidget(limit);
    row->addWidget(speed_);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(table_, 1);
    layout->addLayout(row);
}

void ScheduleEditor::showText(const QString& text) {
    auto schedule = queue::WeekSchedule::parse(text.toStdString());
    table_->setSchedule(schedule ? std::move(*schedule) : queue::WeekSchedule());
}

QWidget* ScheduleEditor::field() const {
    return table_;
}

}  // namespace sluice::gui
