#include "gui/inspector/tab_page.h"

#include <QLabel>

namespace sluice::gui {

TabPage::TabPage(QWidget* parent) : QStackedWidget(parent), message_(new QLabel(this)) {
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    message_->setMargin(24);
    message_->setTextFormat(Qt::PlainText);
    addWidget(message_);
}

void TabPage::showMessage(const QString& text) {
    if (message_->text() != text) {
        message_->setText(text);
    }
    setAccessibleDescription(text);
    setCurrentWidget(message_);
}

QString TabPage::message() const {
    return currentWidget() == message_ ? message_->text() : QString();
}

void TabPage::setContent(QWidget* content) {
    content_ = content;
    addWidget(content);
}

void TabPage::showContent() {
    setAccessibleDescription({});
    setCurrentWidget(content_);
}

}  // namespace sluice::gui
