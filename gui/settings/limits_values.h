#pragma once

#include <QVariant>

#include "engine/queue/queue_service.h"
#include "gui/settings/setting_id.h"

namespace sluice::gui {

/// The settings that the queue keeps (isOfQueue), out of its limits and into them.
QVariant valueIn(const queue::Limits& limits, SettingId id);
void setValueIn(queue::Limits& limits, SettingId id, const QVariant& value);

}  // namespace sluice::gui
