#include "gui/settings/settings.h"

#include <QJsonObject>

#include "gui/bridge/queue_bridge.h"
#include "gui/service/settings_file.h"
#include "gui/settings/limits_values.h"
#include "gui/settings/setting_value.h"

namespace sluice::gui {
namespace {

QString sectionOf(const SettingFacts& facts) {
    return QString::fromLatin1(facts.key).section(u'.', 0, 0);
}

QString nameOf(const SettingFacts& facts) {
    return QString::fromLatin1(facts.key).section(u'.', 1);
}

}  // namespace

Settings::Settings(service::SettingsFile& file, QueueBridge& bridge, QString standardFolder, QObject* parent)
    : QObject(parent),
      file_(file),
      bridge_(bridge),
      standardFolder_(std::move(standardFolder)),
      limits_(bridge.limits()),
      values_(static_cast<std::size_t>(settingCount)) {
    for (int i = 0; i < settingCount; ++i) {
        const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
        if (!isOfQueue(facts.id)) {
            values_[static_cast<std::size_t>(i)] =
                valueFromJson(facts, file_.section(sectionOf(facts)).value(nameOf(facts)));
        }
    }
    connect(&bridge_, &QueueBridge::rowsReset, this, &Settings::takeLimits);
    connect(&bridge_, &QueueBridge::limitsChanged, this, &Settings::takeLimits);
}

QVariant Settings::value(SettingId id) const {
    return isOfQueue(id) ? valueIn(limits_, id) : values_[static_cast<std::size_t>(id)];
}

QString Settings::downloadFolder() const {
    const QString chosen = text(SettingId::downloadFolder);
    return chosen.isEmpty() ? standardFolder_ : chosen;
}

queue::Conflict Settings::nameClash() const {
    const QString chosen = text(SettingId::nameClash);
    return chosen == QLatin1String("overwrite") ? queue::Conflict::overwrite
           : chosen == QLatin1String("skip")    ? queue::Conflict::skip
                                                : queue::Conflict::rename;
}

bool Settings::isDefault(SettingId id) const {
    return value(id) == defaultOf(factsOf(id));
}

bool Settings::isInForce(SettingId id) const {
    const SettingFacts& facts = factsOf(id);
    return facts.needs == SettingId::count_ ||
           textOf(factsOf(facts.needs), value(facts.needs)) == QLatin1String(facts.needsValue);
}

QString Settings::set(SettingId id, const QVariant& value) {
    const SettingFacts& facts = factsOf(id);
    if (const QString problem = problemOf(facts, value); !problem.isEmpty()) {
        return problem;
    }
    if (value == this->value(id)) {
        return {};
    }
    if (isOfQueue(id)) {
        // Others change them too: only this one is ours to set.
        limits_ = bridge_.limits();
        setValueIn(limits_, id, value);
        bridge_.setLimits(limits_);
    } else {
        values_[static_cast<std::size_t>(id)] = value;
        file_.putSoon(sectionOf(facts), {{nameOf(facts), toJson(value)}}, this,
                      [this](const QString& sentence) { emit writingFailed(sentence); });
    }
    emit changed(id);
    return {};
}

void Settings::takeLimits() {
    const queue::Limits now = bridge_.limits();
    if (now == limits_) {
        return;
    }
    const queue::Limits before = std::exchange(limits_, now);
    for (int i = 0; i < settingCount; ++i) {
        const auto id = static_cast<SettingId>(i);
        if (isOfQueue(id) && valueIn(before, id) != valueIn(limits_, id)) {
            emit changed(id);
        }
    }
}

}  // namespace sluice::gui
