#pragma once

#include <QString>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// How a status is meant; the colour and the icon follow from it, the words say it too.
enum class Tone { normal, active, done, failed, retry, muted };

/// What the words of a status depend on, borrowed from a row for one call. Times are seconds since the epoch.
struct StatusFacts {
    queue::State state = queue::State::queued;
    queue::Phase phase = queue::Phase::none;
    qint64 size = -1;
    qint64 received = 0;
    int retries = 0;
    int retryLimit = 5;
    qint64 retryAt = 0;
    int place = 0;
    bool verified = false;
    const Error* error = nullptr;
};
StatusFacts statusFacts(const queue::Row& row);

/// The words of the Status column: "Downloading, size unknown", "Queued, 3rd", "Connection reset, retry 2 of 5",
/// "404 Not Found". The countdown stands in the column Left.
QString statusText(const StatusFacts& facts);

/// The same as a whole sentence part for tooltip, panel and screen reader: with the countdown ("... in 12 s"),
/// unless the words name the time.
QString statusSentence(const StatusFacts& facts, qint64 now);

/// "in 12 s" while a retry waits, else empty.
QString countdownText(const StatusFacts& facts, qint64 now);

Tone toneOf(queue::State state);

/// The state's name as the sidebar shows it: "Active", "Failed".
QString stateName(queue::State state);

}  // namespace sluice::gui
