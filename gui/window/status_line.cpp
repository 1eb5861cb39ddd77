#include "gui/window/status_line.h"

#include <QLabel>

#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/window/speed_limit_button.h"

namespace sluice::gui {
namespace {

void setOrHide(QLabel* label, const QString& text) {
    if (label->text() != text) {
        label->setText(text);
    }
    label->setVisible(!text.isEmpty());
}

}  // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      counts_(new QLabel(this)),
      space_(new QLabel(this)),
      limit_(new SpeedLimitButton(this)),
      speed_(new QLabel(this)),
      connections_(new QLabel(this)) {
    setObjectName(QStringLiteral("statusLine"));
    setSizeGripEnabled(false);
    // Cut rather than push the right side out of a narrow window.
    counts_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    counts_->setIndent(6);
    addWidget(counts_, 1);
    for (QLabel* label : {space_, speed_, connections_}) {
        label->setContentsMargins(8, 0, 8, 0);
        addPermanentWidget(label);
        label->hide();
        if (label == space_) {
            addPermanentWidget(limit_);
        }
    }
    setStyleSheet(QStringLiteral("QStatusBar::item { border: none; }"));
}

void StatusLine::showCounts(int listed, qint64 all, bool filtered, int selected, qint64 selectedBytes) {
    QString text = filtered ? tr("%1 of %2").arg(format::count(listed), format::count(all))
                            : tr("%n download(s)", nullptr, static_cast<int>(all));
    if (selected > 0) {
        const QString size = selectedBytes > 0 ? format::size(selectedBytes) : QString();
        text += size.isEmpty() ? tr(", %n selected", nullptr, selected)
                               : tr(", %n selected (sum %1)", nullptr, selected).arg(size);
    }
    counts_->setText(text);
}

void StatusLine::showTotals(const Totals& totals) {
    const QString speed = format::speed(totals.speed);
    setOrHide(speed_, speed.isEmpty() ? QString() : tr("↓ %1").arg(speed));
    const int connections = static_cast<int>(totals.connections);
    setOrHide(connections_, connections > 0 ? tr("%n connection(s)", nullptr, connections) : QString());
}

void StatusLine::showFreeSpace(qint64 bytes) {
    setOrHide(space_, bytes < 0 ? QString() : tr("Disk: %1 free").arg(format::size(bytes)));
}

}  // namespace sluice::gui
