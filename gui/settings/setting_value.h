#pragma once

#include <QJsonValue>
#include <QString>
#include <QVariant>

#include "gui/settings/setting_facts.h"

namespace sluice::gui {

/// A setting's value is a bool (flag), a qlonglong (number, speed) or a QString (the rest).
QVariant defaultOf(const SettingFacts& facts);
/// As typed into the table of all settings. Invalid if it cannot be read.
QVariant valueFromText(const SettingFacts& facts, const QString& text);
QString textOf(const SettingFacts& facts, const QVariant& value);
/// As people read it: the label of a choice, "No limit", dots for a secret.
QString shownText(const SettingFacts& facts, const QVariant& value);
/// As stored. Anything that does not fit counts as the default.
QVariant valueFromJson(const SettingFacts& facts, const QJsonValue& json);
QJsonValue toJson(const QVariant& value);

/// Why the value cannot be taken, in a sentence; empty if it can.
QString problemOf(const SettingFacts& facts, const QVariant& value);

/// Whether all words of `search` occur in what the setting says of itself.
bool matches(const SettingFacts& facts, const QString& search);

}  // namespace sluice::gui
