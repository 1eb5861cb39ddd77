#include "gui/settings/setting_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include "gui/desktop/icons.h"
#include "gui/settings/quiet_spin_box.h"
#include "gui/settings/schedule_editor.h"
#include "gui/settings/speed_box.h"

namespace sluice::gui {
namespace {

constexpr int pathCharacters = 30;

/// A list whose wheel turns the page, not the value, unless it has the focus.
class QuietComboBox : public QComboBox {
  public:
    explicit QuietComboBox(QWidget* parent) : QComboBox(parent) { setFocusPolicy(Qt::StrongFocus); }

  protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus()) {
            QComboBox::wheelEvent(event);
        } else {
            event->ignore();
        }
    }
};

}  // namespace

SettingEditor::SettingEditor(const SettingFacts& facts, QWidget* parent) : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    switch (facts.kind) {
        case SettingKind::flag:
            makeFlag(facts);
            break;
        case SettingKind::number:
            makeNumber(facts);
            break;
        case SettingKind::choice:
            makeChoice(facts);
            break;
        case SettingKind::speed:
            makeSpeed(facts);
            break;
        case SettingKind::schedule:
            makeSchedule(facts);
            break;
        case SettingKind::text:
        case SettingKind::secret:
        case SettingKind::folder:
        case SettingKind::file:
            makeText(facts);
            break;
    }
    setFocusProxy(field_);
}

void SettingEditor::setField(QWidget* field, const SettingFacts& facts) {
    field_ = field;
    field->setObjectName(QLatin1String(facts.key));
    field->setAccessibleName(settingText(facts.title));
    field->setAccessibleDescription(settingText(facts.meaning));
}

void SettingEditor::makeFlag(const SettingFacts& facts) {
    auto* box = new QCheckBox(settingText(facts.title), this);
    setField(box, facts);
    layout()->addWidget(box);
    show_ = [box](const QVariant& value) {
        const QSignalBlocker quiet(box);
        box->setChecked(value.toBool());
    };
    connect(box, &QCheckBox::toggled, this, [this](bool on) { emit edited(on); });
}

void SettingEditor::makeNumber(const SettingFacts& facts) {
    auto* box = new QuietSpinBox(this);
    box->setRange(facts.least, facts.most);
    box->setSuffix(settingText(facts.unit));
    box->setSpecialValueText(settingText(facts.special));
    setField(box, facts);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addWidget(box);
    row->addStretch();
    show_ = [box](const QVariant& value) {
        const QSignalBlocker quiet(box);
        box->setValue(value.toInt());
    };
    connect(box, &QSpinBox::valueChanged, this, [this](int number) { emit edited(qlonglong{number}); });
}

void SettingEditor::makeChoice(const SettingFacts& facts) {
    auto* box = new QuietComboBox(this);
    for (const SettingChoice& choice : facts.choices) {
        box->addItem(settingText(choice.label), QString::fromLatin1(choice.value));
    }
    setField(box, facts);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addWidget(box);
    row->addStretch();
    show_ = [box](const QVariant& value) { box->setCurrentIndex(box->findData(value)); };
    connect(box, &QComboBox::activated, this, [this, box](int index) { emit edited(box->itemData(index)); });
}

void SettingEditor::makeText(const SettingFacts& facts) {
    auto* line = new QLineEdit(this);
    line->setPlaceholderText(settingText(facts.special));
    line->setMinimumWidth(fontMetrics().averageCharWidth() * pathCharacters / 2);
    if (facts.kind == SettingKind::secret) {
        line->setEchoMode(QLineEdit::Password);
    }
    setField(line, facts);
    layout()->addWidget(line);
    show_ = [line](const QVariant& value) {
        line->setText(value.toString());
        line->setCursorPosition(0);
    };
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (line->isModified()) {
            line->setModified(false);
            emit edited(line->echoMode() == QLineEdit::Password ? line->text() : line->text().trimmed());
        }
    });
    if (facts.kind == SettingKind::folder || facts.kind == SettingKind::file) {
        auto* browse = new QToolButton(this);
        browse->setIcon(icon("folder"));
        browse->setMinimumSize(28, 28);
        browse->setFocusPolicy(Qt::TabFocus);
        browse->setToolTip(facts.kind == SettingKind::folder ? tr("Choose a folder") : tr("Choose a file"));
        browse->setAccessibleName(browse->toolTip());
        layout()->addWidget(browse);
        connect(browse, &QToolButton::clicked, this,
                [this, kind = facts.kind, title = settingText(facts.title)] { choosePath(kind, title); });
    }
}

void SettingEditor::choosePath(SettingKind kind, const QString& title) {
    auto* dialog = new QFileDialog(window(), title, static_cast<QLineEdit*>(field_)->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (kind == SettingKind::folder) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { emit edited(path); });
    dialog->open();
}

void SettingEditor::makeSpeed(const SettingFacts& facts) {
    auto* limited = new QCheckBox(settingText(facts.title), this);
    auto* box = new SpeedBox(this);
    setField(limited, facts);
    box->setObjectName(QLatin1String(facts.key) + QLatin1String(".value"));
    box->setAccessibleName(tr("Speed of all downloads together"));
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->addWidget(limited);
    row->addWidget(box);
    row->addStretch();
    show_ = [limited, box](const QVariant& value) {
        const QSignalBlocker quietCheck(limited);
        const QSignalBlocker quietBox(box);
        const qint64 speed = value.toLongLong();
        limited->setChecked(speed > 0);
        box->setEnabled(speed > 0);
        if (speed > 0) {
            box->setSpeed(speed);
        }
    };
    const auto tell = [this, limited, box] { emit edited(limited->isChecked() ? box->speed() : qlonglong{0}); };
    connect(limited, &QCheckBox::toggled, this, tell);
    connect(box, &QSpinBox::valueChanged, this, tell);
}

void SettingEditor::makeSchedule(const SettingFacts& facts) {
    auto* schedule = new ScheduleEditor(this);
    setField(schedule->field(), facts);
    layout()->addWidget(schedule);
    show_ = [schedule](const QVariant& value) { schedule->showText(value.toString()); };
    connect(schedule, &ScheduleEditor::edited, this, [this](const QString& text) { emit edited(text); });
}

}  // namespace sluice::gui
