#include "gui/window/empty_state.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/desktop/icons.h"

namespace sluice::gui {
namespace {

constexpr int pictureSide = 48;

QLabel* centred(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

EmptyState::EmptyState(QWidget* list)
    : QWidget(list),
      picture_(centred(this)),
      title_(centred(this)),
      hint_(centred(this)),
      add_(new QPushButton(icon("add"), tr("Add downloads"), this)),
      download_(new QPushButton(icon("state-active"), tr("Download"), this)),
      clear_(new QPushButton(tr("Clear filter"), this)) {
    setObjectName(QStringLiteral("emptyState"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    title_->setFont(large);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* button : {add_, download_, clear_}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch();
    layout->addWidget(picture_);
    layout->addWidget(title_);
    layout->addWidget(hint_);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(add_, &QPushButton::clicked, this, &EmptyState::addRequested);
    connect(download_, &QPushButton::clicked, this, &EmptyState::clipboardRequested);
    connect(clear_, &QPushButton::clicked, this, &EmptyState::clearFilterRequested);
    list->installEventFilter(this);
    setGeometry(list->rect());
    hide();
}

void EmptyState::fill(const QString& title, const QString& hint) {
    const QColor muted = palette().color(QPalette::PlaceholderText);
    picture_->setPixmap(tintedPixmap("empty-list", muted, pictureSide, devicePixelRatioF()));
    title_->setText(title);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    show();
    raise();
}

void EmptyState::showNeverUsed(const QString& hostInClipboard) {
    add_->show();
    clear_->hide();
    download_->setVisible(!hostInClipboard.isEmpty());
    download_->setText(tr("Download from %1").arg(hostInClipboard));
    fill(tr("No downloads yet"), tr("Paste an address (Ctrl+V), drop links here, or"));
}

void EmptyState::showNoMatch(const QString& filter) {
    add_->hide();
    download_->hide();
    clear_->show();
    fill(tr("Nothing matches “%1”").arg(filter), {});
}

void EmptyState::showNone(const QString& sentence) {
    add_->hide();
    download_->hide();
    clear_->hide();
    fill(sentence, {});
}

bool EmptyState::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parent()) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace sluice::gui
