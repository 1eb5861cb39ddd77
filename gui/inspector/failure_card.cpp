#include "gui/inspector/failure_card.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <cstring>

#include "gui/inspector/flip_box.h"
#include "gui/inspector/palette.h"
#include "gui/inspector/value_form.h"
#include "gui/models/status_text.h"

namespace sluice::gui {

namespace {

enum DetailRow { codeRow, systemRow, responseRow, factsRow };

bool wantsCard(const queue::Row& row) {
    // One that waits for its time has no problem.
    return row.state == queue::State::failed ||
           (row.state == queue::State::waiting && row.phase != queue::Phase::schedule);
}

QString systemError(int number) {
    const char* name = number == 0 ? nullptr : strerrorname_np(number);
    const char* text = number == 0 ? nullptr : strerrordesc_np(number);
    if (name == nullptr || text == nullptr) {
        return number == 0 ? QString() : QString::number(number);
    }
    return QStringLiteral("%1 (%2): %3").arg(QLatin1String(name)).arg(number).arg(QLatin1String(text));
}

/// The status line of the last answer and who gave it.
QString lastResponse(const queue::Details& details) {
    const auto answered = std::find_if(details.requests.rbegin(), details.requests.rend(),
                                       [](const RequestRecord& record) { return record.status > 0; });
    if (answered == details.requests.rend()) {
        return {};
    }
    const QString line = QStringLiteral("%1 %2 %3")
                             .arg(QString::fromStdString(answered->protocol))
                             .arg(answered->status)
                             .arg(QString::fromStdString(answered->reason))
                             .simplified();
    return answered->remote_address.empty() ? line
                                            : FailureCard::tr("%1 from %2", "status line, address")
                                                  .arg(line, QString::fromStdString(answered->remote_address));
}

QString keptText(const queue::Row& row, format::Units units) {
    if (row.durable <= 0) {
        return row.received > 0 ? FailureCard::tr("Nothing is saved to disk yet") : FailureCard::tr("Nothing was lost");
    }
    if (row.size < 0) {
        return FailureCard::tr("%1 are safe").arg(format::size(row.durable, units));
    }
    return FailureCard::tr("%1 of %2 are safe").arg(format::size(row.durable, units), format::size(row.size, units));
}

}  // namespace

FailureCard::FailureCard(QWidget* parent) : QFrame(parent), sentence_(new QLabel(this)), kept_(new QLabel(this)) {
    for (int i = 0; i < panelActionCount; ++i) {
        supported_.insert(static_cast<PanelAction>(i));
    }
    head_ = new FlipBox(90, this);
    head_->add(buildWords(), 1);
    head_->add(buildButtons());
    detail_ = new ValueForm(this);
    for (const QString& label : {tr("Code"), tr("System"), tr("Last response"), tr("Detail")}) {
        detail_->addRow(label);
    }
    detail_->hide();
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(16, 8, 10, 8);
    box->setSpacing(6);
    box->addWidget(head_);
    box->addWidget(detail_);
    countdown_.setInterval(1000);
    connect(&countdown_, &QTimer::timeout, this, [this] {
        // Nobody sees it count while the panel is hidden.
        if (isVisible()) {
            snapshot_.nowMs = QDateTime::currentMSecsSinceEpoch();
            showSentence();
        } else {
            countdown_.stop();
        }
    });
    hide();
}

QWidget* FailureCard::buildWords() {
    auto* words = new QWidget(this);
    auto* box = new QVBoxLayout(words);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addStretch(1);
    for (QLabel* label : {sentence_, kept_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        box->addWidget(label);
    }
    box->addStretch(1);
    QFont bold = font();
    bold.setBold(true);
    sentence_->setFont(bold);
    return words;
}

QWidget* FailureCard::buildButtons() {
    buttonBox_ = new QWidget(this);
    auto* box = new QHBoxLayout(buttonBox_);
    box->setContentsMargins(0, 0, 0, 0);
    box->addStretch(1);
    fold_ = new QToolButton(buttonBox_);
    fold_->setText(tr("Details"));
    fold_->setAccessibleName(tr("Details of the failure"));
    fold_->setCheckable(true);
    fold_->setAutoRaise(true);
    fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold_->setArrowType(Qt::RightArrow);
    box->addWidget(fold_);
    connect(fold_, &QToolButton::toggled, this, [this](bool open) {
        fold_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        detail_->setVisible(open);
    });
    return buttonBox_;
}

void FailureCard::showSnapshot(const Snapshot& snapshot) {
    if (!wantsCard(snapshot.details->row)) {
        clear();
        return;
    }
    snapshot_ = snapshot;
    showSentence();
    showDetail();
    showButtons();
    show();
    const queue::Row& row = snapshot.details->row;
    // Only a retry counts down; all others stand still.
    if (row.state == queue::State::waiting && row.retry_at > 0) {
        countdown_.start();
    } else {
        countdown_.stop();
    }
}

void FailureCard::clear() {
    countdown_.stop();
    snapshot_ = {};
    hide();
}

void FailureCard::setSupported(const QSet<PanelAction>& actions) {
    supported_ = actions;
    if (snapshot_.details) {
        showButtons();
    }
}

bool FailureCard::focusFirstButton() {
    if (isHidden() || shown_.empty()) {
        return false;
    }
    buttons_.front()->setFocus(Qt::TabFocusReason);
    return true;
}

void FailureCard::showSentence() {
    if (!snapshot_.details) {
        return;
    }
    const queue::Row& row = snapshot_.details->row;
    const QString sentence = statusSentence(statusFacts(row), snapshot_.nowMs / 1000);
    const QString kept = keptText(row, snapshot_.units);
    if (sentence_->text() != sentence) {
        sentence_->setText(sentence);
    }
    if (kept_->text() != kept) {
        kept_->setText(kept);
    }
    setAccessibleName(tr("Problem: %1").arg(sentence));
    setAccessibleDescription(kept);
}

void FailureCard::showDetail() {
    const queue::Details& details = *snapshot_.details;
    const Error& error = details.row.error;
    detail_->setValue(codeRow, error ? QString::fromLatin1(kind_name(error.kind)) : QString());
    detail_->setValue(systemRow, systemError(error.os_errno));
    detail_->setValue(responseRow, lastResponse(details));
    detail_->setValue(factsRow, error ? QString::fromStdString(error.facts().detail) : QString());
    bool any = false;
    for (int row = 0; row < detail_->rowCount(); ++row) {
        any = any || !detail_->value(row).isEmpty();
    }
    fold_->setVisible(any);
    detail_->setVisible(any && fold_->isChecked());
}

std::vector<PanelAction> FailureCard::actionsNow() const {
    std::vector<PanelAction> actions;
    const auto add = [&](PanelAction action) {
        if (supported_.contains(action) && std::find(actions.begin(), actions.end(), action) == actions.end()) {
            actions.push_back(action);
        }
    };
    const queue::Row& row = snapshot_.details->row;
    // A waiting one can always be told to go on now.
    if (row.state == queue::State::waiting && row.phase == queue::Phase::retry_later) {
        add(PanelAction::retry);
    }
    for (const base::Action offered : base::facts_of(row.error.kind).actions) {
        PanelAction action{};
        if (panelActionOf(offered, action)) {
            add(action);
        }
    }
    if (actions.empty()) {
        add(PanelAction::retry);
    }
    return actions;
}

void FailureCard::showButtons() {
    const std::vector<PanelAction> wanted = actionsNow();
    if (wanted == shown_) {
        return;
    }
    shown_ = wanted;
    auto* box = static_cast<QHBoxLayout*>(buttonBox_->layout());
    while (buttons_.size() < wanted.size()) {
        auto* button = new QPushButton(buttonBox_);
        const std::size_t number = buttons_.size();
        connect(button, &QPushButton::clicked, this, [this, number] {
            if (number < shown_.size()) {
                emit actionChosen(shown_[number]);
            }
        });
        box->insertWidget(1 + static_cast<int>(number), button);
        buttons_.push_back(button);
    }
    QWidget* before = nullptr;
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
        buttons_[i]->setVisible(i < wanted.size());
        if (i < wanted.size()) {
            buttons_[i]->setText(labelOf(wanted[i]));
            buttons_[i]->setAccessibleName(labelOf(wanted[i]));
            if (before != nullptr) {
                QWidget::setTabOrder(before, buttons_[i]);
            }
            before = buttons_[i];
        }
    }
    if (before != nullptr) {
        QWidget::setTabOrder(before, fold_);
    }
}

void FailureCard::paintEvent(QPaintEvent*) {
    if (!snapshot_.details) {
        return;
    }
    const Colours& colours = coloursFor(palette());
    const bool failed = snapshot_.details->row.state == queue::State::failed;
    QPainter painter(this);
    painter.fillRect(rect(), failed ? colours.failedBack : colours.warningBack);
    const QRect edge =
        layoutDirection() == Qt::RightToLeft ? QRect(width() - 4, 0, 4, height()) : QRect(0, 0, 4, height());
    painter.fillRect(edge, failed ? colours.failed : colours.warning);
}

}  // namespace sluice::gui
