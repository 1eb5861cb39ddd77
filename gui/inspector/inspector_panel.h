#pragma once

#include <QSet>
#include <QWidget>

#include <memory>

#include "engine/queue/queue_service.h"
#include "gui/format/size.h"
#include "gui/inspector/panel_action.h"

namespace sluice::gui {

/// What browser developers' tools show of a request, for a download, while it runs and long after.
///
/// The panel draws snapshots and asks nobody for anything: while `wantsDetails()`, hand in a fresh one a few times a
/// second. Only the tab in front is brought up to date, and none while the panel is hidden: the last snapshot is drawn
/// when it comes into view. GUI thread only.
///
///     panel->setDetails(details);   // a download is selected; again on each tick
///     panel->setDetails(nullptr);   // nothing selected
///     panel->setMultiple(3, total, received, speed);
class InspectorPanel : public QWidget {
    Q_OBJECT

  public:
    enum class Tab { overview, timing, connections, segments, headers, certificate, log, speed, checksum };
    Q_ENUM(Tab)
    static constexpr int tabCount = 9;

    explicit InspectorPanel(QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// Shows one download; null means that none is selected.
    void setDetails(std::shared_ptr<const queue::Details> details);
    /// Several rows are selected: their sums. Sizes in bytes, -1 = unknown; speed in bytes per second.
    void setMultiple(int count, qint64 totalSize, qint64 received, double speed);
    /// The download that is shown, 0 if none or several are.
    queue::Id shownId() const;
    /// True while a newer snapshot would be seen: visible and one download shown.
    bool wantsDetails() const;

    void showTab(Tab tab);
    Tab currentTab() const;
    /// Puts the focus on the first button of the failure card, or into the tab if there is no card.
    void focusFirst();

    void setUnits(format::Units units);
    /// Which actions the window can carry out; the card shows no others. At first: all.
    void setSupportedActions(const QSet<PanelAction>& actions);

  signals:
    /// A button of the failure card (or of a tab) was pressed.
    void actionRequested(sluice::gui::PanelAction action, qint64 id);
    void tabChanged(sluice::gui::InspectorPanel::Tab tab);

  protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    class Private;
    std::unique_ptr<Private> d_;
};

}  // namespace sluice::gui
