#pragma once

#include <QStackedWidget>

#include <memory>

#include "engine/queue/queue_service.h"
#include "gui/format/size.h"

class QLabel;

namespace sluice::gui {

/// What a tab draws: one moment of one download.
struct Snapshot {
    std::shared_ptr<const queue::Details> details;  ///< never null where a tab gets it
    qint64 nowMs = 0;                               ///< wall clock, milliseconds since the epoch
    format::Units units = format::Units::iec;
};

/// One tab of the panel: either its content or one sentence that says why there is none.
class TabPage : public QStackedWidget {
    Q_OBJECT

  public:
    explicit TabPage(QWidget* parent = nullptr);

    /// Called only while the tab is in front and the panel visible.
    virtual void showSnapshot(const Snapshot& snapshot) = 0;
    /// In place of the content; also announced as the page's accessible description.
    void showMessage(const QString& text);
    QString message() const;

  protected:
    /// The widget shown when there is something to show; set once, by the constructor of the tab.
    void setContent(QWidget* content);
    void showContent();

  private:
    QLabel* message_;
    QWidget* content_ = nullptr;
};

}  // namespace sluice::gui
