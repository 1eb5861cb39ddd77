#include "tests/sim/sim_connection.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sluice::sim {

namespace {
using namespace std::chrono_literals;
}

std::size_t SimConnection::cut(std::size_t most) {
    std::size_t size = most;
    switch (quality_.cut) {
        case LinkQuality::Cut::large:
            size = 64 * 1024;
            break;
        case LinkQuality::Cut::mss:
            size = 1448;
            break;
        case LinkQuality::Cut::random:
            size = static_cast<std::size_t>(rng_.between(1, rng_.chance(30) ? 40 : 9000));
            break;
        case LinkQuality::Cut::tiny:
            // After a while the heads are through: the rest goes faster, or a world would take for ever.
            size = static_cast<std::size_t>(rng_.between(1, down_sent_ < 1500 ? 3 : 4000));
            break;
    }
    return std::clamp<std::size_t>(size, 1, most);
}

Instant SimConnection::arrival(std::size_t bytes, Instant& link_free, Instant& last) {
    const auto on_wire = Duration(static_cast<std::int64_t>(bytes) * 1'000'000'000 / quality_.bytes_per_second);
    link_free = std::max(link_free, loop_.now()) + on_wire;
    Instant when = link_free + quality_.delay;
    if (quality_.jitter > 0ns) {
        when += Duration(rng_.between(0, quality_.jitter.count()));
    }
    if (quality_.loss_percent > 0 && rng_.chance(quality_.loss_percent)) {
        when += 200ms + Duration(rng_.between(0, 2'800'000'000));
    }
    last = std::max(last, when);
    return last;
}

void SimConnection::start() {
    if (peer_ && !client_gone_) {
        peer_->on_open();
    }
}

void SimConnection::after(Duration time, std::function<void()> job) {
    loop_.after(time, [self = shared_from_this(), job = std::move(job)] {
        if (self->usable()) {
            job();
        }
    });
}

void SimConnection::send(std::string_view text) {
    if (!usable()) {
        return;
    }
    if (down_head_ > 64 * 1024 && down_head_ * 2 > down_queue_.size()) {
        down_queue_.erase(0, down_head_);
        down_head_ = 0;
    }
    down_queue_.append(text);
    pump();
}

void SimConnection::close() {
    down_ended_ = true;
    pump();
}

void SimConnection::reset() {
    if (down_ended_ || vanished_) {
        return;
    }
    down_ended_ = true;
    fin_sent_ = true;
    down_queue_.clear();
    down_head_ = 0;
    loop_.at(arrival(0, down_free_, down_last_), [self = shared_from_this()] {
        self->rx_error_ = ECONNRESET;
        if (self->quality_.reset_drops_data) {
            self->rx_.clear();
            self->rx_head_ = 0;
        }
    });
}

void SimConnection::pump() {
    if (vanished_ || client_gone_) {
        return;
    }
    while (queued() > 0) {
        const std::size_t taken = unread() + down_flying_;
        if (taken >= quality_.receive_buffer) {
            return;
        }
        const std::size_t size = cut(std::min(queued(), quality_.receive_buffer - taken));
        std::string segment = down_queue_.substr(down_head_, size);
        down_head_ += size;
        down_flying_ += size;
        down_sent_ += size;
        loop_.at(arrival(size, down_free_, down_last_),
                 [self = shared_from_this(), segment = std::move(segment)] { self->deliver(segment); });
    }
    if (down_ended_) {
        if (!fin_sent_) {
            fin_sent_ = true;
            loop_.at(arrival(0, down_free_, down_last_), [self = shared_from_this()] {
                if (!self->vanished_) {
                    self->rx_fin_ = true;
                }
            });
        }
        return;
    }
    loop_.after(0ns, [self = shared_from_this()] {
        if (self->peer_ && self->usable() && self->queued() == 0) {
            self->peer_->on_drained();
        }
    });
}

void SimConnection::deliver(std::string segment) {
    down_flying_ -= segment.size();
    if (vanished_ || client_gone_ || rx_error_ != 0) {
        return;
    }
    if (rx_head_ == rx_.size()) {
        rx_ = std::move(segment);
        rx_head_ = 0;
    } else {
        rx_ += segment;
    }
}

sys::IoResult SimConnection::client_receive(MutableBytes into) {
    if (unread() > 0) {
        const std::size_t size = std::min(into.size(), unread());
        std::memcpy(into.data(), rx_.data() + rx_head_, size);
        rx_head_ += size;
        pump();
        return sys::IoResult::moved(size);
    }
    if (rx_error_ != 0) {
        return sys::IoResult::failure(rx_error_);
    }
    return rx_fin_ ? sys::IoResult::ended() : sys::IoResult::blocked();
}

sys::IoResult SimConnection::client_peek() const {
    if (unread() > 0) {
        return sys::IoResult::moved(1);
    }
    if (rx_error_ != 0) {
        return sys::IoResult::failure(rx_error_);
    }
    return rx_fin_ ? sys::IoResult::ended() : sys::IoResult::blocked();
}

sys::IoResult SimConnection::client_send(Bytes from) {
    if (rx_error_ != 0) {
        return sys::IoResult::failure(EPIPE);
    }
    if (up_flying_ >= quality_.send_buffer) {
        return sys::IoResult::blocked();
    }
    std::size_t most = std::min(from.size(), quality_.send_buffer - up_flying_);
    if (quality_.cut != LinkQuality::Cut::large) {
        most = static_cast<std::size_t>(rng_.between(1, static_cast<std::int64_t>(most)));
    }
    up_flying_ += most;
    std::string data(as_text(from.first(most)));
    loop_.at(arrival(most, up_free_, up_last_), [self = shared_from_this(), data = std::move(data)] {
        if (self->vanished_) {
            return;  // never acknowledged: the buffer stays taken
        }
        self->up_flying_ -= data.size();
        if (self->peer_ && !self->client_gone_) {
            self->peer_->on_data(as_bytes(data));
        }
    });
    return sys::IoResult::moved(most);
}

void SimConnection::client_close() {
    if (client_gone_) {
        return;
    }
    client_gone_ = true;
    const bool with_reset = unread() > 0 || !rx_fin_;
    rx_.clear();
    rx_head_ = 0;
    loop_.at(arrival(0, up_free_, up_last_), [self = shared_from_this(), with_reset] {
        if (self->peer_ && !self->vanished_) {
            self->peer_->on_end(with_reset);
        }
        self->peer_.reset();
    });
}

sys::Ready SimConnection::client_ready() const {
    sys::Ready ready = 0;
    if (unread() > 0 || rx_fin_) {
        ready |= sys::ready_in;
    }
    if (rx_error_ != 0) {
        ready |= sys::ready_in | sys::ready_out | sys::ready_err;
    }
    if (up_flying_ < quality_.send_buffer) {
        ready |= sys::ready_out;
    }
    return ready;
}

}  // namespace sluice::sim
