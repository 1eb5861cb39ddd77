#include "gui/inspector/inspector_panel.h"

#include <QDateTime>
#include <QEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>

#include "gui/format/text.h"
#include "gui/inspector/certificate_tab.h"
#include "gui/inspector/checksum_tab.h"
#include "gui/inspector/connections_tab.h"
#include "gui/inspector/failure_card.h"
#include "gui/inspector/headers_tab.h"
#include "gui/inspector/log_tab.h"
#include "gui/inspector/overview_tab.h"
#include "gui/inspector/segments_tab.h"
#include "gui/inspector/speed_tab.h"
#include "gui/inspector/timing_tab.h"

namespace sluice::gui {

class InspectorPanel::Private {
  public:
    struct Sums {
        int count = 0;
        qint64 size = -1;
        qint64 received = 0;
        double speed = 0;
    };

    void refresh(bool visible);
    void refreshPage();
    void refreshTitles();
    void setTitle(Tab tab, const QString& title);

    QTabWidget* tabs = nullptr;
    FailureCard* card = nullptr;
    OverviewTab* overview = nullptr;
    std::array<TabPage*, tabCount> pages{};
    std::shared_ptr<const queue::Details> details;
    Sums sums;
    format::Units units = format::Units::iec;
    bool stale = true;  ///< the page in front has not seen the newest data
};

void InspectorPanel::Private::setTitle(Tab tab, const QString& title) {
    const int index = static_cast<int>(tab);
    if (tabs->tabText(index) != title) {
        tabs->setTabText(index, title);
    }
}

void InspectorPanel::Private::refreshTitles() {
    const int connections = details ? connectionCount(*details) : 0;
    const int trouble = details ? troubleCount(*details) : 0;
    setTitle(Tab::connections, connections > 0 ? InspectorPanel::tr("Connections (%1)").arg(format::count(connections))
                                               : InspectorPanel::tr("Connections"));
    setTitle(Tab::log,
             trouble > 0 ? InspectorPanel::tr("Log (%1)").arg(format::count(trouble)) : InspectorPanel::tr("Log"));
    tabs->setTabToolTip(
        static_cast<int>(Tab::log),
        trouble > 0 ? InspectorPanel::tr("Warnings and errors: %1").arg(format::count(trouble)) : QString());
}

void InspectorPanel::Private::refreshPage() {
    TabPage* page = pages[static_cast<std::size_t>(tabs->currentIndex())];
    const Snapshot snapshot{details, QDateTime::currentMSecsSinceEpoch(), units};
    if (details) {
        card->showSnapshot(snapshot);
        page->showSnapshot(snapshot);
        return;
    }
    card->clear();
    if (sums.count == 0) {
        page->showMessage(InspectorPanel::tr("Select a download to see its connections, timing and log"));
    } else if (page == overview) {
        overview->showSums(sums.count, sums.size, sums.received, sums.speed, units);
    } else {
        page->showMessage(InspectorPanel::tr("Select one download"));
    }
}

void InspectorPanel::Private::refresh(bool visible) {
    stale = true;
    if (visible) {
        stale = false;
        refreshTitles();
        refreshPage();
    }
}

InspectorPanel::InspectorPanel(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>()) {
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(0);
    d_->card = new FailureCard(this);
    d_->tabs = new QTabWidget(this);
    d_->tabs->setDocumentMode(true);
    d_->tabs->setUsesScrollButtons(true);
    d_->tabs->setAccessibleName(tr("Info panel"));
    d_->tabs->tabBar()->setAccessibleName(tr("Tabs of the info panel"));
    d_->overview = new OverviewTab;
    d_->pages = {d_->overview,       new TimingTab, new ConnectionsTab, new SegmentsTab, new HeadersTab,
                 new CertificateTab, new LogTab,    new SpeedTab,       new ChecksumTab};
    const std::array<QString, tabCount> titles{tr("Overview"), tr("Timing"),  tr("Connections"),
                                               tr("Segments"), tr("Headers"), tr("Certificate"),
                                               tr("Log"),      tr("Speed"),   tr("Checksum")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        d_->tabs->addTab(d_->pages[i], titles[i]);
    }
    box->addWidget(d_->card);
    box->addWidget(d_->tabs, 1);
    connect(d_->tabs, &QTabWidget::currentChanged, this, [this](int index) {
        d_->refresh(isVisible());
        emit tabChanged(static_cast<Tab>(index));
    });
    connect(d_->card, &FailureCard::actionChosen, this, [this](PanelAction action) {
        if (action == PanelAction::showCertificate) {
            showTab(Tab::certificate);
        } else {
            emit actionRequested(action, shownId());
        }
    });
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::setDetails(std::shared_ptr<const queue::Details> details) {
    d_->details = std::move(details);
    d_->sums = {};
    d_->refresh(isVisible());
}

void InspectorPanel::setMultiple(int count, qint64 totalSize, qint64 received, double speed) {
    d_->details.reset();
    d_->sums = {count, totalSize, received, speed};
    d_->refresh(isVisible());
}

queue::Id InspectorPanel::shownId() const {
    return d_->details ? d_->details->row.id : 0;
}

bool InspectorPanel::wantsDetails() const {
    return isVisible() && d_->details != nullptr;
}

void InspectorPanel::showTab(Tab tab) {
    d_->tabs->setCurrentIndex(static_cast<int>(tab));
}

InspectorPanel::Tab InspectorPanel::currentTab() const {
    return static_cast<Tab>(d_->tabs->currentIndex());
}

void InspectorPanel::focusFirst() {
    if (d_->stale) {
        d_->refresh(true);
    }
    if (!d_->card->focusFirstButton()) {
        d_->tabs->tabBar()->setFocus(Qt::TabFocusReason);
    }
}

void InspectorPanel::setUnits(format::Units units) {
    d_->units = units;
    d_->refresh(isVisible());
}

void InspectorPanel::setSupportedActions(const QSet<PanelAction>& actions) {
    QSet<PanelAction> able = actions;
    able.insert(PanelAction::showCertificate);
    d_->card->setSupported(able);
}

void InspectorPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Not only what is new: a countdown stopped while nobody saw it.
    d_->refresh(true);
}

void InspectorPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d_->tabs != nullptr) {
        // Tints are taken from the palette when a value is set.
        d_->refresh(isVisible());
    }
}

}  // namespace sluice::gui
