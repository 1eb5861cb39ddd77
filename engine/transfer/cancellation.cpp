#include <sluice/cancellation.h>

#include "engine/transfer/cancel_state.h"

namespace sluice {

void Cancellation::State::bind(async::Reactor& reactor, std::function<void()> end) {
    end_ = std::move(end);
    reactor.expect_posts(+1);  // a post must end whatever waiting there is
    const std::lock_guard lock(mutex_);
    mailbox_ = reactor.mailbox();
    if (asked_) {
        post();
    }
}

void Cancellation::State::unbind(async::Reactor& reactor) {
    if (!end_) {
        return;
    }
    end_ = nullptr;
    reactor.expect_posts(-1);
    const std::lock_guard lock(mutex_);
    mailbox_.reset();
}

void Cancellation::State::post() {
    mailbox_->post([state = shared_from_this()] {
        if (const auto end = state->end_) {  // a copy: it leads to unbind()
            end();
        }
    });
}

void Cancellation::State::cancel() {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(asked_, true) && mailbox_) {
        post();
    }
}

bool Cancellation::State::cancelled() {
    const std::lock_guard lock(mutex_);
    return asked_;
}

void Cancellation::cancel() const {
    if (state_) {
        state_->cancel();
    }
}

bool Cancellation::cancelled() const {
    return state_ && state_->cancelled();
}

}  // namespace sluice
