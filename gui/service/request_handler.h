#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/queue/queue.h"

namespace sluice::service {

class SettingsFile;

/// Carries out what came through the instance socket, or was asked of a program that runs for this one request. The
/// thread it is made on; `queue` outlives it.
class RequestHandler {
  public:
    /// What only a window can do; each may be empty.
    struct Window {
        std::function<void()> raise;
        /// False if there is no window after all.
        std::function<bool(const QStringList& files, const QStringList& addresses)> open;
    };
    /// What is added without a folder goes by the settings of that moment.
    RequestHandler(queue::Queue& queue, const SettingsFile& settings, Window window)
        : queue_(queue), settings_(settings), window_(std::move(window)) {}

    QJsonObject handle(const QJsonObject& request);

  private:
    QJsonObject add(const QJsonObject& request);
    QJsonObject open(const QJsonObject& request);
    QJsonObject importList(const QJsonObject& request);
    /// Begins, and answers with a ticket; asked with that again, has it or not yet.
    QJsonObject exportList(const QJsonObject& request);
    QJsonObject show(const QJsonObject& request);
    QJsonObject list();
    QJsonObject command(const QString& verb, const QJsonObject& request);
    QJsonObject limit(qint64 rate, std::vector<queue::Id> ids);
    /// How many of these (none: of all) are not at an end, and how many are not complete.
    QJsonObject progress(const std::unordered_set<queue::Id>& ids);

    queue::Queue& queue_;
    const SettingsFile& settings_;
    Window window_;
    /// A list that is being written, shared with the engine's thread.
    struct Written {
        std::mutex mutex;
        std::optional<std::string> text;
    };
    std::map<int, std::shared_ptr<Written>> written_;
    int lastTicket_ = 0;
};

}  // namespace sluice::service
