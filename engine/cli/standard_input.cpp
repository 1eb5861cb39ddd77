#include "engine/cli/standard_input.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

namespace sluice::cli {

namespace {
constexpr std::size_t piece = 65'536;

/// Bytes, 0 at the end, -1 on an error.
ssize_t read_some(void* into, std::size_t size) {
    ssize_t got = 0;
    do {
        got = ::read(STDIN_FILENO, into, size);
    } while (got < 0 && errno == EINTR);
    return got;
}

}  // namespace

/// Outlives this object: nothing can end a read that waits.
struct StandardInput::Shared {
    std::mutex lock;
    std::condition_variable room;
    std::vector<std::byte> bytes;
    bool running = false, ended = false, failed = false, wanted = false, closed = false;
    std::function<void()> woken;

    static void pump(const std::shared_ptr<Shared>& self) {
        std::vector<std::byte> buffer(piece);
        for (;;) {
            const ssize_t got = read_some(buffer.data(), buffer.size());
            std::unique_lock guard(self->lock);
            self->ended = got <= 0;
            self->failed = got < 0;
            self->bytes.insert(self->bytes.end(), buffer.begin(), buffer.begin() + std::max<ssize_t>(got, 0));
            if (self->wanted && self->woken) {
                self->wanted = false;
                self->woken();
            }
            if (self->ended || self->closed) {
                return;
            }
            self->room.wait(guard, [&] { return self->bytes.size() < piece || self->closed; });
            if (self->closed) {
                return;
            }
        }
    }
};

StandardInput::StandardInput(std::function<void()> woken) : shared_(std::make_shared<Shared>()) {
    shared_->woken = std::move(woken);
}

StandardInput::~StandardInput() {
    const std::lock_guard guard(shared_->lock);
    shared_->closed = true;
    shared_->woken = nullptr;
    shared_->room.notify_one();
}

StandardInput::State StandardInput::read(std::span<std::byte> into, bool wait, std::size_t& got) {
    got = 0;
    if (wait && !shared_->running) {
        const ssize_t count = read_some(into.data(), into.size());
        got = static_cast<std::size_t>(std::max<ssize_t>(count, 0));
        return count < 0 ? State::failed : count == 0 ? State::end : State::data;
    }
    if (!shared_->running) {
        shared_->running = true;
        std::thread([shared = shared_] { Shared::pump(shared); }).detach();
    }
    const std::lock_guard guard(shared_->lock);
    got = std::min(into.size(), shared_->bytes.size());
    if (got > 0) {
        std::memcpy(into.data(), shared_->bytes.data(), got);
        shared_->bytes.erase(shared_->bytes.begin(), shared_->bytes.begin() + static_cast<std::ptrdiff_t>(got));
        shared_->room.notify_one();
        return State::data;
    }
    shared_->wanted = !shared_->ended;
    return shared_->failed ? State::failed : shared_->ended ? State::end : State::nothing_yet;
}

bool StandardInput::ready() const {
    const std::lock_guard guard(shared_->lock);
    return !shared_->bytes.empty() || shared_->ended;
}

}  // namespace sluice::cli
