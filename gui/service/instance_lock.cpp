#include "gui/service/instance_lock.h"

#include <QElapsedTimer>

#include <cstdio>

#include "gui/service/instance_client.h"

namespace sluice::service {

namespace {
using namespace std::chrono_literals;
constexpr auto lookAgain = 50ms;
constexpr auto patience = 20s;  // an instance that ends has its time to save
}  // namespace

InstanceLock::InstanceLock(const Profile& profile)
    : profile_(profile), file_(profile.socketFile() + QStringLiteral(".lock")) {
    file_.setStaleLockTime(0);
}

bool InstanceLock::take(std::chrono::milliseconds patience) {
    QString problem;
    if (!profile_.makeFolders(problem)) {
        std::fprintf(stderr, "sluice: %s\n", problem.toLocal8Bit().constData());
        return false;
    }
    return file_.tryLock(static_cast<int>(patience.count()));
}

std::optional<int> joinOrBecome(const CommandLine& line, const Profile& profile, InstanceLock& lock) {
    QElapsedTimer waited;
    waited.start();
    do {
        if (const auto code = tryInstance(line, profile)) {
            return code;
        }
        if (lock.take(lookAgain)) {
            return std::nullopt;
        }
    } while (waited.elapsed() < std::chrono::milliseconds(patience).count());
    std::fprintf(stderr, "sluice: another Sluice has the profile %s and does not answer; end it first.\n",
                 profile.dataFolder.toLocal8Bit().constData());
    return 1;
}

}  // namespace sluice::service
