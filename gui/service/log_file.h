#pragma once

#include <QFile>
#include <QMutex>

#include <string_view>

#include "engine/queue/queue_service.h"

namespace sluice::service {

/// The application's log: lines with time and level, secrets masked, at most `generations` files of `mostBytes`
/// (sluice.log, sluice.log.1 …). A volume that cannot take them is ignored. Any thread.
class LogFile {
  public:
    explicit LogFile(const QString& path, queue::Level least = queue::Level::info, qint64 mostBytes = 2 * 1024 * 1024,
                     int generations = 5);
    void write(queue::Level level, std::string_view text);
    void setLeast(queue::Level level);

  private:
    void rotate();
    QMutex mutex_;
    QFile file_;
    queue::Level least_;
    const qint64 mostBytes_;
    const int generations_;
};

}  // namespace sluice::service
