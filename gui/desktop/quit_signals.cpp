#include "gui/desktop/quit_signals.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>

namespace sluice::gui {
namespace {

/// A signal handler can reach nothing but a global.
int wakeup = -1;

void onSignal(int) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wakeup, &one, sizeof one);
}

}  // namespace

QuitSignals::QuitSignals(std::function<void()> call, QObject* parent) : QObject(parent), call_(std::move(call)) {
    wakeup = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wakeup < 0) {
        return;
    }
    auto* notifier = new QSocketNotifier(wakeup, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(wakeup, &count, sizeof count);
        call_();
    });
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace sluice::gui
