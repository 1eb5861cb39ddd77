#include "gui/inspector/headers_tab.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QTreeWidget>

#include "gui/format/time.h"
#include "gui/inspector/curl_command.h"
#include "gui/inspector/flip_box.h"
#include "gui/inspector/request_table.h"
#include "gui/inspector/request_time.h"

namespace sluice::gui {

namespace {

constexpr int valueRole = Qt::UserRole;  ///< the true value of a masked field

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

QString unmaskedHead(const std::string& text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).remove(QLatin1Char('\r'));
}

}  // namespace

HeadersTab::HeadersTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 6, 10, 6);
    box->setSpacing(6);
    chooser_ = new QComboBox(page);
    chooser_->setAccessibleName(tr("Request"));
    chooser_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    chooser_->setMinimumContentsLength(16);
    box->addWidget(buildBar());
    views_ = new QStackedWidget(page);
    tree_ = buildTree();
    text_ = new QPlainTextEdit(views_);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(tr("Headers as sent"));
    text_->setTabChangesFocus(true);
    text_->setFrameShape(QFrame::NoFrame);
    views_->addWidget(tree_);
    views_->addWidget(text_);
    box->addWidget(views_, 1);
    setContent(page);
    connect(chooser_, &QComboBox::currentIndexChanged, this, [this] { rebuild(); });
}

QWidget* HeadersTab::buildBar() {
    auto* bar = new FlipBox(110, this, 8);
    auto* group = new QWidget(bar);
    auto* box = new QHBoxLayout(group);
    box->setContentsMargins(0, 0, 0, 0);
    filter_ = new QLineEdit(bar);
    filter_->setPlaceholderText(tr("Filter headers"));
    filter_->setAccessibleName(tr("Filter headers"));
    filter_->setClearButtonEnabled(true);
    filter_->setMinimumWidth(80);
    const auto toggle = [bar](const QString& text, const QString& name) {
        auto* button = new QToolButton(bar);
        button->setText(text);
        button->setAccessibleName(name);
        button->setCheckable(true);
        return button;
    };
    raw_ = toggle(tr("Raw"), tr("Show the headers as sent"));
    secrets_ = toggle(tr("Show secrets"), tr("Show passwords, tokens and cookies"));
    auto* copyButton = new QPushButton(tr("Copy"), bar);
    copyButton->setAccessibleName(tr("Copy the headers"));
    auto* curl = new QPushButton(tr("Copy as curl"), bar);
    curl->setAccessibleName(tr("Copy as curl command line"));
    bar->add(chooser_, 3);
    bar->add(filter_, 2);
    bar->add(group);
    for (QWidget* widget : std::initializer_list<QWidget*>{raw_, secrets_, copyButton, curl}) {
        widget->setMinimumHeight(copyButton->sizeHint().height());
        box->addWidget(widget);
    }
    connect(filter_, &QLineEdit::textChanged, this, &HeadersTab::applyFilter);
    connect(raw_, &QToolButton::toggled, this, [this] { rebuild(); });
    connect(secrets_, &QToolButton::toggled, this, [this] { rebuild(); });
    connect(copyButton, &QPushButton::clicked, this, &HeadersTab::copy);
    connect(curl, &QPushButton::clicked, this, &HeadersTab::copyCurl);
    return bar;
}

QTreeWidget* HeadersTab::buildTree() {
    auto* tree = new QTreeWidget(views_);
    tree->setColumnCount(2);
    tree->setHeaderLabels({tr("Name"), tr("Value")});
    tree->setAccessibleName(tr("Headers"));
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setAlternatingRowColors(true);
    tree->setTextElideMode(Qt::ElideRight);
    tree->setIndentation(16);
    tree->header()->resizeSection(0, tree->fontMetrics().averageCharWidth() * 30);
    connect(tree, &QTreeWidget::itemActivated, this, &HeadersTab::reveal);
    connect(tree, &QTreeWidget::itemClicked, this, &HeadersTab::reveal);
    auto* copyRow = new QShortcut(QKeySequence::Copy, tree, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copyRow, &QShortcut::activated, this, [this] {
        if (const QTreeWidgetItem* item = tree_->currentItem(); item != nullptr && item->parent() != nullptr) {
            QApplication::clipboard()->setText(tr("%1: %2").arg(item->text(0), item->text(1)));
        }
    });
    return tree;
}

void HeadersTab::showSnapshot(const Snapshot& snapshot) {
    if (snapshot.details->requests.empty()) {
        snapshot_ = {};
        showMessage(tr("No request was sent yet. Its headers appear here."));
        return;
    }
    snapshot_ = snapshot;
    showContent();
    if (shownId_ != snapshot.details->row.id) {
        shownId_ = snapshot.details->row.id;
        revealed_.clear();
        const QSignalBlocker quiet(secrets_);
        secrets_->setChecked(false);
        chooser_->setCurrentIndex(-1);
    }
    fillChooser();
    if (fingerprint() != shown_) {
        rebuild();
    }
}

void HeadersTab::fillChooser() {
    const QSignalBlocker quiet(chooser_);
    const auto& requests = snapshot_.details->requests;
    const bool atEnd = chooser_->currentIndex() < 0 || chooser_->currentIndex() == chooser_->count() - 1;
    const bool grew = chooser_->count() != static_cast<int>(requests.size());
    while (chooser_->count() > static_cast<int>(requests.size())) {
        chooser_->removeItem(chooser_->count() - 1);
    }
    for (int i = 0; i < static_cast<int>(requests.size()); ++i) {
        const RequestRecord& record = requests[static_cast<std::size_t>(i)];
        const QString label =
            tr("%1. %2 – %3", "number, request, answer").arg(i + 1).arg(shortTarget(record), outcomeOf(record));
        if (i >= chooser_->count()) {
            chooser_->addItem(label);
        } else if (chooser_->itemText(i) != label) {
            chooser_->setItemText(i, label);
        }
    }
    if (chooser_->currentIndex() < 0 || (grew && atEnd)) {
        chooser_->setCurrentIndex(chooser_->count() - 1);
    }
}

const RequestRecord* HeadersTab::chosen() const {
    const int index = chooser_->currentIndex();
    if (!snapshot_.details || index < 0 || index >= static_cast<int>(snapshot_.details->requests.size())) {
        return nullptr;
    }
    return &snapshot_.details->requests[static_cast<std::size_t>(index)];
}

QString HeadersTab::fingerprint() const {
    const RequestRecord* record = chosen();
    return record == nullptr ? QString()
                             : QStringLiteral("%1/%2/%3/%4/%5/%6/%7")
                                       .arg(shownId_)
                                       .arg(chooser_->currentIndex())
                                       .arg(record->request_head.size())
                                       .arg(record->response_head.size())
                                       .arg(record->status)
                                       .arg(raw_->isChecked())
                                       .arg(secrets_->isChecked()) +
                                   textOf(record->remote_address);
}

void HeadersTab::rebuild() {
    const RequestRecord* record = chosen();
    if (record == nullptr) {
        return;
    }
    shown_ = fingerprint();
    views_->setCurrentWidget(raw_->isChecked() ? static_cast<QWidget*>(text_) : tree_);
    filter_->setEnabled(!raw_->isChecked());
    if (raw_->isChecked()) {
        showRaw(*record);
        return;
    }
    tree_->clear();
    addGeneral(*record);
    addHeads(tr("Response"), record->response_head);
    addHeads(tr("Request"), record->request_head);
    tree_->expandAll();
    applyFilter();
}

void HeadersTab::addGeneral(const RequestRecord& record) {
    auto* group = new QTreeWidgetItem(tree_, {tr("General")});
    group->setFirstColumnSpanned(true);
    const auto add = [group](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            auto* item = new QTreeWidgetItem(group, {name, value});
            item->setToolTip(1, value);
        }
    };
    const QString url = textOf(record.url);
    add(tr("Address"), secrets_->isChecked() ? url : maskedUrl(url));
    add(tr("Method"), textOf(record.method));
    add(tr("Answer"), outcomeOf(record));
    add(tr("Protocol"), textOf(record.protocol));
    add(tr("Remote address"), textOf(record.remote_address));
    const QString target = textOf(record.redirect_target);
    add(tr("Redirected to"), secrets_->isChecked() ? target : maskedUrl(target));
    add(tr("Range asked"), textOf(record.range_asked));
    add(tr("Range got"), textOf(record.range_got));
    add(tr("Started"), format::clockTimeMs(startedMs(record)));
}

void HeadersTab::addHeads(const QString& title, const std::string& text) {
    for (const MessageHead& head : parseHeads(text)) {
        auto* group = new QTreeWidgetItem(
            tree_, {tr("%1: %2", "Response: HTTP/1.1 200 OK")
                        .arg(title, secrets_->isChecked() ? head.startLine : maskedStartLine(head.startLine))});
        group->setFirstColumnSpanned(true);
        for (const HeadField& field : head.fields) {
            addField(group, field.name, field.value);
        }
    }
}

void HeadersTab::addField(QTreeWidgetItem* group, const QString& name, const QString& value) {
    const bool secret = maskedValue(name, value) != value;
    const bool masked = secret && !secrets_->isChecked() && !revealed_.contains({name, value});
    auto* item = new QTreeWidgetItem(group, {name, masked ? maskedValue(name, value) : value});
    if (secret) {
        item->setData(1, valueRole, value);
    }
    item->setToolTip(1, masked ? tr("Hidden. Click or press Enter to show it.") : value);
}

void HeadersTab::reveal(QTreeWidgetItem* item) {
    const QVariant value = item->data(1, valueRole);
    if (!value.isValid() || item->text(1) == value.toString()) {
        return;
    }
    revealed_.insert({item->text(0), value.toString()});
    item->setText(1, value.toString());
    item->setToolTip(1, value.toString());
}

void HeadersTab::showRaw(const RequestRecord& record) {
    const bool open = secrets_->isChecked();
    const QString request = open ? unmaskedHead(record.request_head) : maskedHead(record.request_head);
    const QString response = open ? unmaskedHead(record.response_head) : maskedHead(record.response_head);
    text_->setPlainText(request.trimmed() + QStringLiteral("\n\n") + response.trimmed() + QLatin1Char('\n'));
}

void HeadersTab::applyFilter() {
    const QString wanted = filter_->text().trimmed();
    for (int g = 0; g < tree_->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = tree_->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const bool hit = wanted.isEmpty() || item->text(0).contains(wanted, Qt::CaseInsensitive) ||
                             item->text(1).contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!hit);
            any = any || hit;
        }
        group->setHidden(!any);
    }
}

void HeadersTab::copy() const {
    if (raw_->isChecked()) {
        QApplication::clipboard()->setText(text_->toPlainText());
        return;
    }
    QString text;
    for (int g = 0; g < tree_->topLevelItemCount(); ++g) {
        const QTreeWidgetItem* group = tree_->topLevelItem(g);
        if (group->isHidden()) {
            continue;
        }
        text += group->text(0) + QLatin1Char('\n');
        for (int i = 0; i < group->childCount(); ++i) {
            if (const QTreeWidgetItem* item = group->child(i); !item->isHidden()) {
                text += item->text(0) + QStringLiteral(": ") + item->text(1) + QLatin1Char('\n');
            }
        }
        text += QLatin1Char('\n');
    }
    QApplication::clipboard()->setText(text);
}

void HeadersTab::copyCurl() const {
    if (const RequestRecord* record = chosen(); record != nullptr) {
        QApplication::clipboard()->setText(curlCommand(*record, secrets_->isChecked()));
    }
}

}  // namespace sluice::gui
