#include "gui/window/filter_field.h"

#include <QKeyEvent>

namespace sluice::gui {

FilterField::FilterField(QWidget* parent) : QLineEdit(parent) {
    setObjectName(QStringLiteral("filterField"));
    setAccessibleName(tr("Filter"));
    setPlaceholderText(tr("Filter: name, host, state:failed (Ctrl+F)"));
    setToolTip(
        tr("Words to look for in name, address, host and category.\n"
           "state:failed   host:example.org   ext:iso   size:>1G"));
    setClearButtonEnabled(true);
    setMaxLength(1000);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMaximumWidth(sizeHint().width());
}

QSize FilterField::sizeHint() const {
    return {fontMetrics().horizontalAdvance(placeholderText()) + 40, QLineEdit::sizeHint().height()};
}

QSize FilterField::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 16, QLineEdit::minimumSizeHint().height()};
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            clear();
            [[fallthrough]];
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Down:
            emit left();
            return;
        default:
            QLineEdit::keyPressEvent(event);
    }
}

}  // namespace sluice::gui
