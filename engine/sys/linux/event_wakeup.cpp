#include "engine/sys/linux/event_wakeup.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace sluice::sys {

EventWakeup::EventWakeup() : fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

EventWakeup::~EventWakeup() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

bool EventWakeup::signal() {
    const std::uint64_t one = 1;
    // A full counter means it is readable already.
    return ::write(fd_, &one, sizeof one) == sizeof one || errno == EAGAIN;
}

void EventWakeup::drain() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t n = ::read(fd_, &count, sizeof count);
}

}  // namespace sluice::sys
