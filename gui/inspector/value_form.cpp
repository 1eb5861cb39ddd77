#include "gui/inspector/value_form.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStyle>

#include "gui/inspector/palette.h"

namespace sluice::gui {

ValueField::ValueField(QWidget* parent) : QLineEdit(parent) {
    setReadOnly(true);
    setFrame(false);
    setTextMargins(0, 0, 0, 0);
    setTint({});
}

void ValueField::setValue(const QString& text) {
    if (text == this->text()) {
        return;
    }
    setText(text);
    setCursorPosition(0);
    applyToolTip();
}

void ValueField::setTint(const QColor& colour) {
    tint_ = colour;
    QPalette own;
    own.setColor(QPalette::Base, Qt::transparent);
    if (colour.isValid()) {
        own.setColor(QPalette::Text, colour);
    }
    setPalette(own);
}

QSize ValueField::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 8, sizeHint().height()};
}

void ValueField::paintEvent(QPaintEvent* event) {
    const int room = width() - 4;
    if (hasFocus() || hasSelectedText() || fontMetrics().horizontalAdvance(text()) <= room) {
        QLineEdit::paintEvent(event);
        return;
    }
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect().adjusted(2, 0, -2, 0), int(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, room));
}

void ValueField::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) {
        selectAll();
    }
}

void ValueField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        deselect();
    }
    update();
}

void ValueField::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    applyToolTip();
}

void ValueField::applyToolTip() {
    setToolTip(fontMetrics().horizontalAdvance(text()) > width() - 4 ? text() : QString());
}

ValueForm::ValueForm(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(12);
    grid_->setVerticalSpacing(1);
    grid_->setColumnStretch(1, 1);
}

int ValueForm::addRow(const QString& label) {
    const int row = rowCount();
    auto* name = new QLabel(label, this);
    auto* field = new ValueField(this);
    name->setBuddy(field);
    name->setTextFormat(Qt::PlainText);
    field->setAccessibleName(label);
    field->setFocusPolicy(row == 0 ? Qt::StrongFocus : Qt::ClickFocus);
    field->installEventFilter(this);
    name->hide();
    field->hide();
    // The stretch below keeps the rows together at the top.
    grid_->setRowStretch(row, 0);
    grid_->setRowStretch(row + 1, 1);
    grid_->addWidget(name, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid_->addWidget(field, row, 1);
    rows_.push_back({name, field, {}});
    applyPalette();
    return row;
}

void ValueForm::setValue(int row, const QString& value, const QColor& tint) {
    Row& target = rows_[static_cast<std::size_t>(row)];
    if (target.value == value && !tint.isValid()) {
        return;
    }
    target.value = value;
    target.field->setValue(value);
    target.field->setTint(tint);
    target.label->setVisible(!value.isEmpty());
    target.field->setVisible(!value.isEmpty());
    bool stop = true;
    for (const Row& each : rows_) {
        if (!each.value.isEmpty()) {
            each.field->setFocusPolicy(stop ? Qt::StrongFocus : Qt::ClickFocus);
            stop = false;
        }
    }
}

QString ValueForm::value(int row) const {
    return rows_[static_cast<std::size_t>(row)].value;
}

QString ValueForm::text() const {
    QStringList lines;
    for (const Row& row : rows_) {
        if (!row.value.isEmpty()) {
            lines << tr("%1: %2").arg(row.label->text(), row.value);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool ValueForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            for (int i = 0; i < rowCount(); ++i) {
                if (rows_[static_cast<std::size_t>(i)].field == watched) {
                    moveFocus(i, key == Qt::Key_Up ? -1 : 1);
                    return true;
                }
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ValueForm::moveFocus(int from, int step) {
    for (int i = from + step; i >= 0 && i < rowCount(); i += step) {
        const Row& row = rows_[static_cast<std::size_t>(i)];
        if (!row.value.isEmpty()) {
            row.field->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void ValueForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        applyPalette();
    }
}

void ValueForm::applyPalette() {
    const QColor muted = coloursFor(palette()).muted;
    for (const Row& row : rows_) {
        QPalette own = row.label->palette();
        if (own.color(QPalette::WindowText) != muted) {
            own.setColor(QPalette::WindowText, muted);
            row.label->setPalette(own);
        }
    }
}

}  // namespace sluice::gui
