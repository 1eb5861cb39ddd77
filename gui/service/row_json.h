#pragma once

#include <QJsonObject>

#include "engine/queue/queue_service.h"

namespace sluice::service {

/// A download as `sluice list --json` and `show --json` print it; the schema stands in
/// docs/mechanisms/instance-socket.md.
QJsonObject toJson(const queue::Row& row);
/// Stable words: "queued", "active", …
QString stateName(queue::State state);
/// "downloading", "retry-later", …; empty for none.
QString phaseName(queue::Phase phase);

}  // namespace sluice::service
