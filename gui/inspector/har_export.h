#pragma once

#include <QByteArray>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// The requests of a download as HTTP Archive 1.2 (JSON). Secrets and the values of queries are masked; bodies are
/// never part of it. Times that did not happen are -1, as the format asks.
QByteArray harOf(const queue::Details& details, qint64 nowMs);

}  // namespace sluice::gui
