#include "gui/settings/settings_page.h"

#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

#include "gui/desktop/colors.h"
#include "gui/settings/setting_editor.h"
#include "gui/settings/setting_value.h"
#include "gui/settings/settings.h"
#include "gui/settings/settings_history.h"

namespace sluice::gui {
namespace {

constexpr int margin = 18;
constexpr int betweenRows = 12;
constexpr int beforeHint = 3;

/// A hint stands under the text of its check box, not under the box.
int checkBoxIndent(const QWidget& widget) {
    return widget.style()->pixelMetric(QStyle::PM_IndicatorWidth) +
           widget.style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing);
}

bool spansTheRow(SettingKind kind) {
    return kind == SettingKind::flag || kind == SettingKind::speed || kind == SettingKind::schedule;
}

}  // namespace

SettingsPage::SettingsPage(SettingsPageId page, Settings& settings, SettingsHistory& history, QWidget* parent)
    : QScrollArea(parent),
      settings_(settings),
      history_(history),
      content_(new QWidget),
      form_(new QFormLayout(content_)) {
    setObjectName(QStringLiteral("settingsPage"));
    setAccessibleName(titleOf(page));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    form_->setContentsMargins(margin, margin / 2, margin, margin);
    form_->setVerticalSpacing(betweenRows);
    form_->setHorizontalSpacing(betweenRows);
    form_->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    const char* heading = nullptr;
    for (int i = 0; i < settingCount; ++i) {
        const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
        if (facts.page != page) {
            continue;
        }
        if (heading == nullptr || QLatin1String(heading) != QLatin1String(facts.group)) {
            heading = facts.group;
            addHeading(settingText(heading));
        }
        addSetting(facts.id);
    }
    setWidget(content_);
    refreshInForce();
    connect(&settings_, &Settings::changed, this, [this](SettingId id) {
        refresh(id);
        refreshInForce();
    });
}

void SettingsPage::addHeading(const QString& text) {
    ++group_;
    auto* heading = new QLabel(text, content_);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setWordWrap(true);
    heading->setContentsMargins(0, group_ > 1 ? betweenRows : 0, 0, 0);
    form_->addRow(heading);
    Row row;
    row.group = group_;
    row.field = heading;
    rows_.push_back(row);
}

QLabel* SettingsPage::makeHint(const QString& text, QWidget* parent) const {
    auto* hint = new QLabel(text, parent);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    return hint;
}

void SettingsPage::addSetting(SettingId id) {
    const SettingFacts& facts = factsOf(id);
    Row row;
    row.id = id;
    row.group = group_;
    row.field = new QWidget(content_);
    row.editor = new SettingEditor(facts, row.field);
    row.problem = new QLabel(row.field);
    row.problem->setObjectName(QLatin1String(facts.key) + QLatin1String(".problem"));
    row.problem->setWordWrap(true);
    row.problem->hide();
    auto* layout = new QVBoxLayout(row.field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(beforeHint);
    QLabel* hint = makeHint(settingText(facts.meaning), row.field);
    if (facts.kind == SettingKind::schedule) {
        layout->addWidget(hint);
        layout->addWidget(row.editor, 1);
    } else {
        layout->addWidget(row.editor);
        layout->addWidget(hint);
    }
    layout->addWidget(row.problem);
    if (facts.kind == SettingKind::flag || facts.kind == SettingKind::speed) {
        hint->setIndent(checkBoxIndent(*this));
    }
    if (spansTheRow(facts.kind)) {
        form_->addRow(row.field);
    } else {
        auto* label = new QLabel(tr("%1:").arg(settingText(facts.title)), content_);
        label->setBuddy(row.editor->field());
        // Beside the control, not beside the control and its hint.
        label->setFixedHeight(std::max(row.editor->sizeHint().height(), label->sizeHint().height()));
        row.label = label;
        form_->addRow(label, row.field);
    }
    row.editor->showValue(settings_.value(id));
    connect(row.editor, &SettingEditor::edited, this, [this, id, problem = row.problem](const QVariant& value) {
        const QString sentence = history_.set(id, value);
        problem->setText(sentence);
        problem->setVisible(!sentence.isEmpty());
        QPalette colors = problem->palette();
        colors.setColor(QPalette::WindowText, stateColors(palette()).failed);
        problem->setPalette(colors);
        if (sentence.isEmpty()) {
            refresh(id);
        }
    });
    rows_.push_back(row);
}

void SettingsPage::addExtra(const QString& title, const QString& meaning, QWidget* control) {
    addHeading(title);
    rows_.back().said = title + u' ' + meaning;
    auto* field = new QWidget(content_);
    auto* layout = new QVBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(beforeHint);
    layout->addWidget(control, 0, Qt::AlignLeading);
    layout->addWidget(makeHint(meaning, field));
    form_->addRow(field);
    Row row;
    row.group = group_;
    row.field = field;
    row.said = title + u' ' + meaning;
    rows_.push_back(row);
}

void SettingsPage::setSearch(const QString& search) {
    const auto found = [&](const Row& row) {
        return row.id != SettingId::count_ ? matches(factsOf(row.id), search)
                                           : !row.said.isEmpty() && row.said.contains(search, Qt::CaseInsensitive);
    };
    std::set<int> groups;
    for (const Row& row : rows_) {
        if (found(row)) {
            groups.insert(row.group);
        }
    }
    for (const Row& row : rows_) {
        const bool isHeading = row.id == SettingId::count_ && row.editor == nullptr;
        form_->setRowVisible(row.field, search.isEmpty() || (isHeading ? groups.contains(row.group) : found(row)));
    }
    verticalScrollBar()->setValue(0);
}

void SettingsPage::focusFirst() {
    for (const Row& row : rows_) {
        if (row.editor != nullptr && row.editor->isVisible() && row.editor->field()->isEnabled()) {
            row.editor->field()->setFocus(Qt::OtherFocusReason);
            ensureWidgetVisible(row.editor);
            return;
        }
    }
}

void SettingsPage::refresh(SettingId id) {
    for (const Row& row : rows_) {
        if (row.id == id) {
            row.editor->showValue(settings_.value(id));
            row.problem->hide();
        }
    }
}

void SettingsPage::refreshInForce() {
    for (const Row& row : rows_) {
        if (row.editor != nullptr) {
            const bool counts = settings_.isInForce(row.id);
            row.field->setEnabled(counts);
            if (row.label != nullptr) {
                row.label->setEnabled(counts);
            }
        }
    }
}

}  // namespace sluice::gui
