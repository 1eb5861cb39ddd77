#include "gui/inspector/speed_tab.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "gui/inspector/speed_graph.h"

namespace sluice::gui {

SpeedTab::SpeedTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 6, 10, 6);
    box->setSpacing(4);
    auto* bar = new QHBoxLayout;
    figures_ = new QLabel(page);
    figures_->setTextFormat(Qt::PlainText);
    figures_->setWordWrap(true);
    figures_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    window_ = new QComboBox(page);
    window_->setAccessibleName(tr("Time shown"));
    window_->addItem(tr("1 minute"), 60);
    window_->addItem(tr("5 minutes"), 300);
    window_->addItem(tr("30 minutes"), 1800);
    window_->addItem(tr("All"), 0);
    window_->setCurrentIndex(3);
    bar->addWidget(figures_, 1);
    bar->addWidget(window_);
    graph_ = new SpeedGraph(page);
    box->addLayout(bar);
    box->addWidget(graph_, 1);
    setContent(page);
    connect(window_, &QComboBox::currentIndexChanged, this,
            [this] { graph_->setWindow(window_->currentData().toInt()); });
}

void SpeedTab::showSnapshot(const Snapshot& snapshot) {
    const queue::Details& details = *snapshot.details;
    if (details.speed.size() < 2) {
        showMessage(tr("No speed yet. The curve begins with the first bytes."));
        return;
    }
    QStringList parts;
    const auto add = [&](const QString& pattern, double value) {
        if (const QString speed = format::speed(value, snapshot.units); !speed.isEmpty()) {
            parts << pattern.arg(speed);
        }
    };
    if (details.row.state == queue::State::active) {
        add(tr("now %1"), details.row.speed);
    }
    add(tr("mean %1"), details.mean_speed);
    add(tr("peak %1"), details.peak_speed);
    figures_->setText(tr("Speed – %1").arg(parts.join(QStringLiteral(", "))));
    const bool another = shownId_ != details.row.id;
    shownId_ = details.row.id;
    graph_->setSamples(details.speed, details.mean_speed, details.peak_speed, snapshot.units, another);
    showContent();
}

}  // namespace sluice::gui
