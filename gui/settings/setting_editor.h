#pragma once

#include <QVariant>
#include <QWidget>

#include <functional>

#include "gui/settings/setting_facts.h"

namespace sluice::gui {

/// The control of one setting: a check box, a list, a number, a text, a path with a button, or a speed with a check
/// box. Tells what a person entered; holds nothing.
class SettingEditor : public QWidget {
    Q_OBJECT

  public:
    explicit SettingEditor(const SettingFacts& facts, QWidget* parent = nullptr);

    void showValue(const QVariant& value) { show_(value); }
    /// What takes the focus; a label's buddy.
    QWidget* field() const { return field_; }

  signals:
    void edited(const QVariant& value);

  private:
    void makeFlag(const SettingFacts& facts);
    void makeNumber(const SettingFacts& facts);
    void makeChoice(const SettingFacts& facts);
    void makeText(const SettingFacts& facts);
    void makeSpeed(const SettingFacts& facts);
    void makeSchedule(const SettingFacts& facts);
    void choosePath(SettingKind kind, const QString& title);
    void setField(QWidget* field, const SettingFacts& facts);

    QWidget* field_ = nullptr;
    std::function<void(const QVariant&)> show_;
};

}  // namespace sluice::gui
