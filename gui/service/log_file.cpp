#include "gui/service/log_file.h"

#include <QDateTime>

#include "engine/queue/masking.h"

namespace sluice::service {

namespace {

const char* levelName(queue::Level level) {
    switch (level) {
        case queue::Level::detail:
            return "detail";
        case queue::Level::info:
            return "info";
        case queue::Level::warning:
            return "warning";
        case queue::Level::error:
            return "error";
    }
    return "";
}

}  // namespace

LogFile::LogFile(const QString& path, queue::Level least, qint64 mostBytes, int generations)
    : file_(path), least_(least), mostBytes_(mostBytes), generations_(generations) {}

void LogFile::setLeast(queue::Level level) {
    const QMutexLocker lock(&mutex_);
    least_ = level;
}

void LogFile::write(queue::Level level, std::string_view text) {
    const QMutexLocker lock(&mutex_);
    if (level < least_) {
        return;
    }
    if (!file_.isOpen()) {
        if (!file_.open(QIODevice::WriteOnly | QIODevice::Append)) {
            return;
        }
        file_.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    std::string line = queue::masked(text);
    for (char& c : line) {
        c = c == '\n' || c == '\r' ? ' ' : c;  // one entry is one line
    }
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    file_.write(time.toLatin1() + ' ' + levelName(level) + ' ' + QByteArray::fromStdString(line) + '\n');
    file_.flush();
    if (file_.size() >= mostBytes_) {
        rotate();
    }
}

void LogFile::rotate() {
    const QString path = file_.fileName();
    file_.close();
    const auto name = [&path](int n) { return n == 0 ? path : path + QLatin1Char('.') + QString::number(n); };
    QFile::remove(name(generations_ - 1));
    for (int n = generations_ - 2; n >= 0; --n) {
        QFile::rename(name(n), name(n + 1));
    }
}

}  // namespace sluice::service
