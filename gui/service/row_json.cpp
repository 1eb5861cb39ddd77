#include "gui/service/row_json.h"

#include <array>

namespace sluice::service {

QString stateName(queue::State state) {
    static constexpr std::array<const char*, queue::state_count> names = {"queued",    "active", "paused", "waiting",
                                                                          "verifying", "done",   "failed"};
    return QString::fromLatin1(names[static_cast<std::size_t>(state)]);
}

QString phaseName(queue::Phase phase) {
    static constexpr std::array<const char*, 14> names = {"",
                                                          "looking-up",
                                                          "connecting",
                                                          "waiting-for-server",
                                                          "downloading",
                                                          "finishing",
                                                          "retry-later",
                                                          "no-network",
                                                          "no-space",
                                                          "schedule",
                                                          "new-address-needed",
                                                          "login-needed",
                                                          "changed-on-server",
                                                          "pausing"};
    static_assert(names.size() == static_cast<std::size_t>(queue::Phase::pausing) + 1);
    return QString::fromLatin1(names[static_cast<std::size_t>(phase)]);
}

QJsonObject toJson(const queue::Row& row) {
    const auto text = [](const std::string& s) { return QString::fromStdString(s); };
    QJsonObject json{
        {"id", static_cast<qint64>(row.id)},
        {"state", stateName(row.state)},
        {"phase", phaseName(row.phase)},
        {"name", text(row.name)},
        {"folder", text(row.folder)},
        {"url", text(row.url)},
        {"category", text(row.category)},
        {"type", text(row.type)},
        {"size", static_cast<qint64>(row.size)},
        {"received", static_cast<qint64>(row.received)},
        {"durable", static_cast<qint64>(row.durable)},
        {"speed", row.speed},
        {"left_seconds", static_cast<qint64>(row.left_s)},
        {"connections", row.connections},
        {"retries", row.retries},
        {"retry_at", static_cast<qint64>(row.retry_at)},
        {"added", static_cast<qint64>(row.added)},
        {"finished", static_cast<qint64>(row.finished)},
        {"active_ms", static_cast<qint64>(row.active_ms)},
        {"place", row.place},
        {"resumable", row.resumable},
        {"verified", row.verified},
        {"tls_unverified", row.tls_unverified},
        {"protocol", text(row.protocol)},
    };
    if (row.error) {
        json.insert("error", QJsonObject{{"kind", kind_name(row.error.kind)},
                                         {"code", static_cast<int>(row.error.code)},
                                         {"text", text(row.error.text())}});
    }
    return json;
}

}  // namespace sluice::service
