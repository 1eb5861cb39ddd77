#include "gui/dialogs/limits_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

#include "gui/dialogs/schedule_table.h"

namespace sluice::gui {

namespace {

constexpr int kib = 1024;
constexpr int mostKib = 100'000'000;
constexpr int usualKib = 1024;
constexpr int speedStep = 100;

QSpinBox* makeSpeed(const char* name, const QString& label, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    box->setRange(1, mostKib);
    box->setSingleStep(speedStep);
    box->setGroupSeparatorShown(true);
    box->setSuffix(LimitsDialog::tr(" KiB/s"));
    box->setValue(usualKib);
    return box;
}

}  // namespace

LimitsDialog::LimitsDialog(const queue::Limits& limits, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("limitsDialog"));
    setWindowTitle(tr("Limits and schedule"));

    auto* form = new QFormLayout;
    limited_ = new QCheckBox(tr("&Limit the speed to"), this);
    limited_->setObjectName(QStringLiteral("limited"));
    speed_ = makeSpeed("speed", tr("Speed of all downloads together"), this);
    connect(limited_, &QCheckBox::toggled, speed_, &QWidget::setEnabled);
    form->addRow(limited_, speed_);
    atOnce_ = addNumber(*form, "atOnce", tr("&Downloads at once:"), 1, 1000);
    connections_ = addNumber(*form, "connections", tr("&Connections of a download:"), 0, 64);
    connections_->setSpecialValueText(tr("Found by measuring"));
    perHost_ = addNumber(*form, "perHost", tr("Connections to one &server, at most:"), 1, 64);
    total_ = addNumber(*form, "total", tr("Connections in &total, at most:"), 1, 1000);

    auto* buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] { show({}); });

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(makeSchedule(), 1);
    layout->addWidget(buttons);
    show(limits);
}

QSpinBox* LimitsDialog::addNumber(QFormLayout& form, const char* name, const QString& label, int least, int most) {
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(least, most);
    form.addRow(label, box);
    return box;
}

QWidget* LimitsDialog::makeSchedule() {
    auto* group = new QGroupBox(tr("Times of the week"), this);
    auto* hint =
        new QLabel(tr("Choose hours, then say what holds in them. L: limited, ×: nothing is downloaded."), group);
    hint->setWordWrap(true);
    schedule_ = new ScheduleTable(group);
    auto* usual = new QPushButton(tr("As &usual"), group);
    auto* limit = new QPushButton(tr("L&imited to"), group);
    auto* stop = new QPushButton(tr("St&op"), group);
    scheduledSpeed_ = makeSpeed("scheduledSpeed", tr("Speed in the chosen hours"), group);
    connect(usual, &QPushButton::clicked, this, [this] { schedule_->apply({}); });
    connect(limit, &QPushButton::clicked, this, [this] {
        schedule_->apply({false, qint64(scheduledSpeed_->value()) * kib});
    });
    connect(stop, &QPushButton::clicked, this, [this] { schedule_->apply({true, 0}); });
    for (QPushButton* button : {usual, limit, stop}) {
        button->setAutoDefault(false);
    }
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Chosen hours:"), group));
    row->addWidget(usual);
    row->addWidget(limit);
    row->addWidget(scheduledSpeed_);
    row->addWidget(stop);
    row->addStretch();
    auto* layout = new QVBoxLayout(group);
    layout->addWidget(hint);
    layout->addWidget(schedule_, 1);
    layout->addLayout(row);
    return group;
}

void LimitsDialog::show(const queue::Limits& limits) {
    other_ = limits;
    limited_->setChecked(limits.speed > 0);
    speed_->setEnabled(limits.speed > 0);
    if (limits.speed > 0) {
        speed_->setValue(static_cast<int>(std::clamp<std::int64_t>((limits.speed + kib / 2) / kib, 1, mostKib)));
    }
    atOnce_->setValue(limits.downloads_at_once);
    connections_->setValue(limits.connections);
    perHost_->setValue(limits.per_host);
    total_->setValue(limits.total);
    schedule_->setSchedule(limits.schedule);
}

queue::Limits LimitsDialog::limits() const {
    queue::Limits limits = other_;
    limits.speed = limited_->isChecked() ? qint64(speed_->value()) * kib : 0;
    limits.downloads_at_once = atOnce_->value();
    limits.connections = connections_->value();
    limits.per_host = perHost_->value();
    limits.total = total_->value();
    limits.schedule = schedule_->schedule();
    return limits;
}

}  // namespace sluice::gui
