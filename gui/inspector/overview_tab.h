#pragma once

#include "gui/inspector/tab_page.h"

class QLabel;

namespace sluice::gui {

class SegmentsMap;
class ValueForm;

/// What a person asks first: how far, how fast, until when, from where to where, and whether it can be resumed.
class OverviewTab : public TabPage {
    Q_OBJECT

  public:
    explicit OverviewTab(QWidget* parent = nullptr);

    void showSnapshot(const Snapshot& snapshot) override;
    /// The sums of several selected downloads.
    void showSums(int count, qint64 totalSize, qint64 received, double speed, format::Units units);

  private:
    void buildForms();
    void showProgress(const Snapshot& snapshot);
    void showSource(const Snapshot& snapshot);
    void copyAll() const;

    QLabel* insecure_;
    QWidget* single_;
    SegmentsMap* map_;
    ValueForm* progress_;
    ValueForm* source_;
    ValueForm* sums_;
};

}  // namespace sluice::gui
