#include "gui/settings/settings_window.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "gui/desktop/icons.h"
#include "gui/settings/all_settings_page.h"
#include "gui/settings/setting_value.h"
#include "gui/settings/settings.h"
#include "gui/settings/settings_history.h"
#include "gui/settings/settings_page.h"

namespace sluice::gui {
namespace {

constexpr int margin = 10;
constexpr int pageIconSide = 20;
constexpr int listPadding = 44;
/// With a usual font, and at the most.
constexpr QSize firstSize{860, 600}, largestSize{1024, 700};
constexpr int lettersAcross = 122, linesDown = 40;

QString columnsTitle() {
    return SettingsWindow::tr("Columns of the list");
}

}  // namespace

SettingsWindow::SettingsWindow(Settings& settings, QMenu* columns, QWidget* parent)
    : QDialog(parent),
      settings_(settings),
      history_(new SettingsHistory(settings, this)),
      columns_(columns),
      search_(new QLineEdit(this)),
      list_(new QListWidget(this)),
      stack_(new QStackedWidget(this)),
      nothing_(new QLabel(this)),
      said_(new QLabel(this)) {
    setObjectName(QStringLiteral("settingsWindow"));
    setWindowTitle(tr("Settings"));
    search_->setObjectName(QStringLiteral("settingsSearch"));
    search_->setPlaceholderText(tr("Search settings"));
    search_->setAccessibleName(tr("Search settings"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon("search"), QLineEdit::LeadingPosition);
    buildPages();
    nothing_->setObjectName(QStringLiteral("nothingFound"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    nothing_->setTextFormat(Qt::PlainText);
    stack_->addWidget(nothing_);

    auto* left = new QVBoxLayout;
    left->setSpacing(margin / 2 + 1);
    left->addWidget(search_);
    left->addWidget(list_, 1);
    auto* across = new QHBoxLayout;
    across->addLayout(left);
    across->addWidget(stack_, 1);
    across->setSpacing(0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addLayout(across, 1);
    layout->addWidget(buildFooter());

    connect(search_, &QLineEdit::textChanged, this, &SettingsWindow::search);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            build(static_cast<SettingsPageId>(row));
            stack_->setCurrentIndex(row);
            refreshFooter();
        }
    });
    connect(history_, &SettingsHistory::changed, this, &SettingsWindow::refreshFooter);
    connect(&settings_, &Settings::changed, this, &SettingsWindow::refreshFooter);
    connect(&settings_, &Settings::writingFailed, said_, &QLabel::setText);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    addAction(find);
    connect(find, &QAction::triggered, search_, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    auto* undo = new QAction(this);
    undo->setShortcut(QKeySequence::Undo);
    addAction(undo);
    connect(undo, &QAction::triggered, history_, &SettingsHistory::undo);
    list_->setCurrentRow(0);
    refreshFooter();
    resize(QSize(fontMetrics().averageCharWidth() * lettersAcross, fontMetrics().height() * linesDown)
               .expandedTo(firstSize)
               .boundedTo(largestSize));
}

void SettingsWindow::buildPages() {
    list_->setObjectName(QStringLiteral("settingsPages"));
    list_->setAccessibleName(tr("Pages"));
    list_->setIconSize({pageIconSide, pageIconSide});
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setUniformItemSizes(true);
    int widest = 0;
    for (int i = 0; i < settingsPageCount; ++i) {
        const auto page = static_cast<SettingsPageId>(i);
        auto* item = new QListWidgetItem(icon(iconOf(page)), titleOf(page), list_);
        item->setSizeHint({0, std::max(32, fontMetrics().height() + 14)});
        widest = std::max(widest, fontMetrics().horizontalAdvance(titleOf(page)));
        auto* holder = new QWidget(stack_);
        auto* layout = new QVBoxLayout(holder);
        layout->setContentsMargins(0, 0, 0, 0);
        stack_->addWidget(holder);
    }
    const int wanted = widest + pageIconSide + listPadding;
    list_->setFixedWidth(wanted);
    search_->setFixedWidth(wanted);
}

QWidget* SettingsWindow::buildFooter() {
    auto* footer = new QWidget(this);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    reset_ = new QPushButton(footer);
    reset_->setObjectName(QStringLiteral("resetPage"));
    undo_ = new QPushButton(icon("undo"), tr("Undo"), footer);
    undo_->setObjectName(QStringLiteral("undoSetting"));
    auto* close = new QPushButton(tr("Close"), footer);
    close->setObjectName(QStringLiteral("closeSettings"));
    for (QPushButton* button : {reset_, undo_, close}) {
        button->setAutoDefault(false);
    }
    said_->setObjectName(QStringLiteral("settingsSaid"));
    said_->setTextFormat(Qt::PlainText);
    said_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    said_->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(reset_);
    row->addWidget(said_, 1);
    row->addWidget(undo_);
    row->addWidget(close);
    connect(reset_, &QPushButton::clicked, this, &SettingsWindow::resetPage);
    connect(undo_, &QPushButton::clicked, history_, &SettingsHistory::undo);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    return footer;
}

void SettingsWindow::build(SettingsPageId page) {
    const auto number = static_cast<std::size_t>(page);
    QLayout* holder = stack_->widget(static_cast<int>(page))->layout();
    if (page == SettingsPageId::advanced) {
        if (all_ == nullptr) {
            all_ = new AllSettingsPage(settings_, *history_);
            holder->addWidget(all_);
            all_->setSearch(search_->text().trimmed());
            connect(all_, &AllSettingsPage::chosenChanged, this, &SettingsWindow::refreshFooter);
        }
        return;
    }
    if (pages_[number] != nullptr) {
        return;
    }
    pages_[number] = new SettingsPage(page, settings_, *history_);
    if (page == SettingsPageId::appearance && columns_ != nullptr) {
        auto* button = new QPushButton(tr("Choose columns"));
        button->setObjectName(QStringLiteral("chooseColumns"));
        button->setAutoDefault(false);
        button->setMenu(columns_);
        button->setMinimumWidth(button->sizeHint().width() + margin);
        pages_[number]->addExtra(columnsTitle(), tr("Also by a right click on the head of the list."), button);
    }
    holder->addWidget(pages_[number]);
    pages_[number]->setSearch(search_->text().trimmed());
}

void SettingsWindow::showPage(SettingsPageId page) {
    search_->clear();
    list_->setCurrentRow(static_cast<int>(page));
    list_->setFocus();
}

SettingsPageId SettingsWindow::currentPage() const {
    return static_cast<SettingsPageId>(std::max(0, list_->currentRow()));
}

bool SettingsWindow::hasMatch(SettingsPageId page) const {
    const QString wanted = search_->text().trimmed();
    if (page == SettingsPageId::appearance && columns_ != nullptr &&
        columnsTitle().contains(wanted, Qt::CaseInsensitive)) {
        return true;
    }
    for (int i = 0; i < settingCount; ++i) {
        const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
        if ((facts.page == page || page == SettingsPageId::advanced) && matches(facts, wanted)) {
            return true;
        }
    }
    return false;
}

void SettingsWindow::search() {
    int first = -1;
    for (int i = 0; i < settingsPageCount; ++i) {
        const bool found = hasMatch(static_cast<SettingsPageId>(i));
        list_->item(i)->setHidden(!found);
        first = first < 0 && found ? i : first;
    }
    const QString wanted = search_->text().trimmed();
    for (SettingsPage* page : pages_) {
        if (page != nullptr) {
            page->setSearch(wanted);
        }
    }
    if (all_ != nullptr) {
        all_->setSearch(wanted);
    }
    if (first < 0) {
        nothing_->setText(tr("No setting matches “%1”").arg(wanted));
        list_->setCurrentRow(-1);
        stack_->setCurrentWidget(nothing_);
    } else if (list_->currentRow() < 0 || list_->currentItem()->isHidden()) {
        list_->setCurrentRow(first);
    }
    refreshFooter();
}

void SettingsWindow::resetPage() {
    std::vector<SettingId> ids;
    const SettingsPageId page = currentPage();
    if (page == SettingsPageId::advanced) {
        ids = all_->chosen();
    } else {
        for (int i = 0; i < settingCount; ++i) {
            const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
            if (facts.page == page) {
                ids.push_back(facts.id);
            }
        }
    }
    history_->reset(ids);
}

void SettingsWindow::refreshFooter() {
    const SettingsPageId page = currentPage();
    const bool isAll = page == SettingsPageId::advanced;
    const std::vector<SettingId> chosen = isAll && all_ != nullptr ? all_->chosen() : std::vector<SettingId>{};
    bool isChanged = false;
    for (int i = 0; i < settingCount; ++i) {
        const auto id = static_cast<SettingId>(i);
        const bool counts =
            isAll ? std::find(chosen.begin(), chosen.end(), id) != chosen.end() : factsOf(id).page == page;
        isChanged = isChanged || (counts && !settings_.isDefault(id));
    }
    reset_->setText(isAll ? tr("Reset selected") : tr("Reset page"));
    reset_->setToolTip(isAll ? tr("The selected settings back to their defaults")
                             : tr("All settings of this page back to their defaults"));
    reset_->setEnabled(isChanged && list_->currentRow() >= 0);
    undo_->setEnabled(history_->canUndo());
    undo_->setToolTip(history_->canUndo() ? tr("Take back: %1").arg(history_->lastText())
                                          : tr("Nothing was changed yet"));
    said_->setText(history_->canUndo() ? tr("Changed: %1").arg(history_->lastText()) : QString());
}

void SettingsWindow::keyPressEvent(QKeyEvent* event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && (search_->hasFocus() || list_->hasFocus()) && list_->currentRow() >= 0) {
        SettingsPage* page = pages_[static_cast<std::size_t>(currentPage())];
        page != nullptr ? page->focusFirst() : all_->focusFirst();
        return;
    }
    if (event->key() == Qt::Key_Escape && !search_->text().isEmpty()) {
        search_->clear();
        return;
    }
    if (isReturn) {
        return;  // it ends a field, never the window
    }
    QDialog::keyPressEvent(event);
}

}  // namespace sluice::gui
