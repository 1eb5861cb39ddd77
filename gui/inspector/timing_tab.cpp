#include "gui/inspector/timing_tab.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "gui/format/time.h"
#include "gui/inspector/flip_box.h"
#include "gui/inspector/har_export.h"
#include "gui/inspector/phase_chart.h"
#include "gui/inspector/request_bars.h"
#include "gui/inspector/request_table.h"
#include "gui/inspector/request_time.h"
#include "gui/inspector/save_bytes.h"
#include "gui/inspector/value_form.h"
#include "gui/models/status_text.h"

namespace sluice::gui {

TimingTab::TimingTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 6, 10, 6);
    box->setSpacing(6);
    box->addWidget(buildBar());
    buildViews();
    box->addWidget(views_, 1);
    setContent(page);
}

QWidget* TimingTab::buildBar() {
    auto* bar = new FlipBox(110, this);
    auto* group = new QWidget(bar);
    auto* box = new QHBoxLayout(group);
    box->setContentsMargins(0, 0, 0, 0);
    title_ = new ValueField(bar);
    title_->setAccessibleName(tr("Request shown"));
    axis_ = new QComboBox(bar);
    axis_->addItem(tr("Split axis"));
    axis_->addItem(tr("Linear axis"));
    axis_->addItem(tr("Logarithmic axis"));
    axis_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    axis_->setMinimumContentsLength(8);
    axis_->setAccessibleName(tr("Scale of the time axis"));
    asTable_ = new QToolButton(bar);
    asTable_->setText(tr("Table"));
    asTable_->setAccessibleName(tr("Show the figures as a table"));
    asTable_->setCheckable(true);
    auto* copy = new QPushButton(tr("Copy as text"), bar);
    copy->setAccessibleName(tr("Copy the figures as text"));
    auto* har = new QPushButton(tr("Export HAR…"), bar);
    har->setAccessibleName(tr("Export the requests as HAR"));
    bar->add(title_, 1);
    bar->add(group);
    for (QWidget* widget : std::initializer_list<QWidget*>{axis_, asTable_, copy, har}) {
        box->addWidget(widget);
    }
    asTable_->setMinimumHeight(copy->sizeHint().height());
    connect(axis_, &QComboBox::currentIndexChanged, this, [this] { redraw(); });
    connect(asTable_, &QToolButton::toggled, this, [this](bool table) {
        views_->setCurrentWidget(table ? static_cast<QWidget*>(table_) : splitter_);
        axis_->setEnabled(!table);
        redraw();
    });
    connect(copy, &QPushButton::clicked, this, &TimingTab::copyText);
    connect(har, &QPushButton::clicked, this, &TimingTab::exportHar);
    return bar;
}

void TimingTab::buildViews() {
    views_ = new QStackedWidget(this);
    splitter_ = new QSplitter(Qt::Horizontal, views_);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(12);
    bars_ = new RequestBars(splitter_);
    auto* scroll = new QScrollArea(splitter_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    chart_ = new PhaseChart(scroll);
    scroll->setWidget(chart_);
    splitter_->addWidget(bars_);
    splitter_->addWidget(scroll);
    splitter_->setStretchFactor(0, 1);
    splitter_->setStretchFactor(1, 1);
    splitter_->setSizes({1200, 1000});
    tableModel_ = new TextTableModel(requestTableColumns(), this);
    table_ = new TextTable(views_);
    table_->setModel(tableModel_);
    table_->setAccessibleName(tr("Figures of all requests"));
    views_->addWidget(splitter_);
    views_->addWidget(table_);
    connect(bars_, &RequestBars::requestChosen, this, [this] { showRequest(); });
}

void TimingTab::showSnapshot(const Snapshot& snapshot) {
    const queue::Row& row = snapshot.details->row;
    if (snapshot.details->requests.empty()) {
        snapshot_ = {};
        const QString status = statusSentence(statusFacts(row), snapshot.nowMs / 1000);
        showMessage(tr("%1. Timing appears when it connects.").arg(status));
        return;
    }
    snapshot_ = snapshot;
    showContent();
    redraw();
    if (shownId_ != row.id || bars_->currentRequest() < 0) {
        shownId_ = row.id;
        // The last request is the one that brought the file, or the cause of the failure.
        bars_->selectRow(static_cast<int>(snapshot.details->requests.size()) - 1);
        showRequest();
    }
}

AxisMode TimingTab::mode() const {
    return static_cast<AxisMode>(std::max(0, axis_->currentIndex()));
}

void TimingTab::redraw() {
    if (!snapshot_.details) {
        return;
    }
    if (asTable_->isChecked()) {
        tableModel_->setRows(requestTableRows(snapshot_));
        return;
    }
    bars_->setVisible(snapshot_.details->requests.size() > 1);
    bars_->showSnapshot(snapshot_, mode());
    showRequest();
}

void TimingTab::showRequest() {
    const auto& requests = snapshot_.details->requests;
    const int chosen = bars_->currentRequest();
    const int last = static_cast<int>(requests.size()) - 1;
    const int index = chosen < 0 ? last : std::min(chosen, last);
    const RequestRecord& record = requests[static_cast<std::size_t>(index)];
    chart_->setRequest(record, sinceStart(record, snapshot_.nowMs), mode());
    title_->setValue(titleOf(record, index));
}

void TimingTab::resizeEvent(QResizeEvent* event) {
    TabPage::resizeEvent(event);
    // Beside the list the panel is slim: bars above, phases below.
    const bool slim = width() < fontMetrics().averageCharWidth() * 100;
    if (const auto wanted = slim ? Qt::Vertical : Qt::Horizontal; splitter_->orientation() != wanted) {
        splitter_->setOrientation(wanted);
        splitter_->setSizes({1000, 1000});
    }
}

QString TimingTab::titleOf(const RequestRecord& record, int index) const {
    QStringList parts;
    const auto& requests = snapshot_.details->requests;
    parts << (requests.size() > 1 ? tr("Request %1 of %2").arg(index + 1).arg(requests.size()) : tr("Request"));
    if (!record.remote_address.empty()) {
        parts << QString::fromStdString(record.remote_address);
    }
    if (!record.protocol.empty()) {
        parts << QString::fromStdString(record.protocol);
    }
    if (record.reused) {
        parts << tr("reused connection %1").arg(record.connection_id);
    } else if (record.connection_id >= 0) {
        parts << tr("new connection");
    }
    const qint64 offset = startOffset(requests.front(), record);
    const QString clock = format::clockTimeMs(startedMs(record));
    if (!clock.isEmpty()) {
        parts << (offset > 0 ? tr("started %1, %2 after the first").arg(clock, format::span(offset))
                             : tr("started %1").arg(clock));
    }
    const QString first = parts.takeFirst();
    return parts.isEmpty() ? first : tr("%1 – %2").arg(first, parts.join(QStringLiteral(", ")));
}

void TimingTab::copyText() const {
    TextTableModel model(requestTableColumns());
    model.setRows(requestTableRows(snapshot_));
    TextTable table;
    table.setModel(&model);
    QApplication::clipboard()->setText(table.text(false));
}

void TimingTab::exportHar() {
    const QString name = QString::fromStdString(snapshot_.details->row.name);
    saveBytes(this, tr("Export requests"), name + QStringLiteral(".har"), tr("HTTP Archive (*.har)"),
              harOf(*snapshot_.details, snapshot_.nowMs));
}

}  // namespace sluice::gui
