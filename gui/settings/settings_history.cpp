#include "gui/settings/settings_history.h"

#include <QDateTime>

#include "gui/settings/setting_value.h"
#include "gui/settings/settings.h"

namespace sluice::gui {
namespace {

/// Steps of one setting that follow each other faster than this are one.
constexpr qint64 togetherMs = 1000;

bool isStepwise(SettingKind kind) {
    return kind == SettingKind::number || kind == SettingKind::speed;
}

}  // namespace

QString SettingsHistory::set(SettingId id, const QVariant& value) {
    const QVariant before = settings_.value(id);
    const QString problem = settings_.set(id, value);
    if (!problem.isEmpty() || settings_.value(id) == before) {
        return problem;
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool same = !steps_.empty() && isStepwise(factsOf(id).kind) && steps_.back().before.size() == 1 &&
                      steps_.back().before.front().first == id && now - steps_.back().at < togetherMs;
    if (same) {
        steps_.back().at = now;
    } else {
        steps_.push_back({{{id, before}}, now});
    }
    emit changed();
    return {};
}

bool SettingsHistory::reset(const std::vector<SettingId>& ids) {
    Step step;
    for (const SettingId id : ids) {
        if (!settings_.isDefault(id)) {
            step.before.emplace_back(id, settings_.value(id));
            settings_.set(id, defaultOf(factsOf(id)));
        }
    }
    if (step.before.empty()) {
        return false;
    }
    steps_.push_back(std::move(step));
    emit changed();
    return true;
}

void SettingsHistory::undo() {
    if (steps_.empty()) {
        return;
    }
    const Step step = std::move(steps_.back());
    steps_.pop_back();
    for (const auto& [id, value] : step.before) {
        settings_.set(id, value);
    }
    emit changed();
}

QString SettingsHistory::lastText() const {
    if (steps_.empty()) {
        return {};
    }
    const Step& step = steps_.back();
    return step.before.size() == 1 ? settingText(factsOf(step.before.front().first).title)
                                   : tr("%n setting(s)", nullptr, static_cast<int>(step.before.size()));
}

}  // namespace sluice::gui
