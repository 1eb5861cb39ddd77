#pragma once

#include <QString>

#include <span>

#include "gui/settings/setting_id.h"

namespace sluice::gui {

enum class SettingKind { flag, number, choice, text, secret, folder, file, speed, schedule };

/// One value of a choice.
struct SettingChoice {
    const char* value;  ///< as stored
    const char* label;  ///< untranslated, context "Setting"
};

/// One setting; texts are untranslated, context "Setting".
struct SettingFacts {
    SettingId id;
    const char* key;  ///< "section.name", for ever
    SettingsPageId page;
    const char* group;  ///< the heading above it and those that follow
    SettingKind kind;
    const char* defaultValue;  ///< as text
    const char* title;
    const char* meaning;  ///< what it does, in a sentence
    int least = 0, most = 0;
    const char* unit = nullptr;     ///< behind a number
    const char* special = nullptr;  ///< shown for the least number, or in an empty text
    std::span<const SettingChoice> choices = {};
    /// It counts only while that setting has that value; count_: always.
    SettingId needs = SettingId::count_;
    const char* needsValue = nullptr;
};
const SettingFacts& factsOf(SettingId id);

/// False for those of the settings file, true for those that the queue knows and keeps.
bool isOfQueue(SettingId id);

/// A text of the table in the user's language.
QString settingText(const char* text);
QString titleOf(SettingsPageId page);
const char* iconOf(SettingsPageId page);

}  // namespace sluice::gui
