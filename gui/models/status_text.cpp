#include "gui/models/status_text.h"

#include <QCoreApplication>

#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/models/error_text.h"

namespace sluice::gui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Status)

  public:
    static QString active(const StatusFacts& facts) {
        switch (facts.phase) {
            case queue::Phase::looking_up:
                return tr("Looking up host");
            case queue::Phase::connecting:
                return tr("Connecting");
            case queue::Phase::waiting_for_server:
                return tr("Waiting for server");
            case queue::Phase::finishing:
                return tr("Finishing file");
            case queue::Phase::pausing:
                return tr("Pausing");
            case queue::Phase::downloading:
                return facts.size < 0 ? tr("Downloading, size unknown") : tr("Downloading");
            default:
                return tr("Starting");
        }
    }

    static QString waiting(const StatusFacts& facts) {
        const QString cause = facts.error != nullptr ? errorText(*facts.error) : QString();
        switch (facts.phase) {
            case queue::Phase::no_network:
                return tr("Waiting for network");
            case queue::Phase::no_space:
                return cause.isEmpty() ? tr("No space left") : cause;
            case queue::Phase::schedule:
                return facts.retryAt > 0 ? tr("Waits for %1 (schedule)").arg(format::minuteOfDay(facts.retryAt))
                                         : tr("Stopped by the schedule");
            case queue::Phase::new_address_needed:
                return cause.isEmpty() ? tr("New address needed") : cause;
            case queue::Phase::login_needed:
                return cause.isEmpty() ? tr("Login needed") : cause;
            case queue::Phase::changed_on_server:
                return changed(facts);
            default:
                break;
        }
        if (cause.isEmpty()) {
            return tr("Waiting to retry");
        }
        return facts.retries > 0 ? tr("%1, retry %2 of %3").arg(cause).arg(facts.retries).arg(facts.retryLimit) : cause;
    }

    static QString of(const StatusFacts& facts) {
        switch (facts.state) {
            case queue::State::queued:
                return facts.place > 0 ? tr("Queued, %1").arg(format::ordinal(facts.place)) : tr("Queued");
            case queue::State::active:
                return active(facts);
            case queue::State::paused:
                return tr("Paused");
            case queue::State::waiting:
                return waiting(facts);
            case queue::State::verifying:
                return tr("Checking SHA-256");
            case queue::State::done:
                return facts.verified ? tr("Done, verified") : tr("Done");
            case queue::State::failed:
                break;
        }
        const QString cause = facts.error != nullptr ? errorText(*facts.error) : QString();
        return cause.isEmpty() ? tr("Failed without a cause") : cause;
    }

    static QString changed(const StatusFacts& facts) {
        const QString percent = format::percent(facts.received, facts.size);
        return percent.isEmpty() ? tr("The file changed on the server")
                                 : tr("The file changed on the server at %1").arg(percent);
    }

    static QString inTime(const QString& duration) { return tr("in %1").arg(duration); }

    static QString name(queue::State state) {
        switch (state) {
            case queue::State::queued:
                return tr("Queued");
            case queue::State::active:
                return tr("Active");
            case queue::State::paused:
                return tr("Paused");
            case queue::State::waiting:
                return tr("Waiting");
            case queue::State::verifying:
                return tr("Checking");
            case queue::State::done:
                return tr("Done");
            case queue::State::failed:
                return tr("Failed");
        }
        return {};
    }
};

}  // namespace

StatusFacts statusFacts(const queue::Row& row) {
    return {row.state,       row.phase,    row.size,  row.received, row.retries,
            row.retry_limit, row.retry_at, row.place, row.verified, &row.error};
}

QString statusText(const StatusFacts& facts) {
    return Words::of(facts);
}

QString countdownText(const StatusFacts& facts, qint64 now) {
    if (facts.state != queue::State::waiting || facts.retryAt <= now) {
        return {};
    }
    return Words::inTime(format::duration(facts.retryAt - now));
}

QString statusSentence(const StatusFacts& facts, qint64 now) {
    const bool namesTheTime = facts.phase == queue::Phase::schedule;
    const QString countdown = namesTheTime ? QString() : countdownText(facts, now);
    return countdown.isEmpty() ? statusText(facts) : statusText(facts) + QLatin1Char(' ') + countdown;
}

Tone toneOf(queue::State state) {
    switch (state) {
        case queue::State::active:
        case queue::State::verifying:
            return Tone::active;
        case queue::State::done:
            return Tone::done;
        case queue::State::failed:
            return Tone::failed;
        case queue::State::waiting:
            return Tone::retry;
        case queue::State::paused:
            return Tone::muted;
        case queue::State::queued:
            break;
    }
    return Tone::normal;
}

QString stateName(queue::State state) {
    return Words::name(state);
}

}  // namespace sluice::gui
