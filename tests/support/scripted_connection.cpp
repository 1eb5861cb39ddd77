#include "tests/support/scripted_connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace sluice::test {
namespace {

constexpr std::size_t read_size = 64 * 1024;
constexpr std::size_t most_input = 64 * 1024 * 1024;
constexpr std::size_t source_buffer = 256 * 1024;
constexpr int steps_per_turn = 64;  ///< then other connections get theirs
constexpr auto drain_time = std::chrono::milliseconds(500);

ScriptedConnection::Time now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

ScriptedConnection::ScriptedConnection(Host& host, int fd, int number, bool tls, const Reply& greeting)
    : host_(host), fd_(fd), channel_(fd), steps_(greeting.steps().begin(), greeting.steps().end()) {
    facts_.number = number;
    if (tls && host_.acceptor() != nullptr) {
        channel_.start_tls(*host_.acceptor());
    }
}

ScriptedConnection::~ScriptedConnection() {
    if (fd_ >= 0) {
        end(ConnectionFacts::End::by_server, true);
    }
}

std::uint32_t ScriptedConnection::wanted_events() const {
    const bool waits_in_step = !steps_.empty() && steps_.front().what != Step::What::send;
    const bool reads = !peer_ended_ && (steps_.empty() || waits_in_step || draining_) && input_.size() < most_input;
    return (reads ? EPOLLIN : 0U) | (waits_to_write_ ? EPOLLOUT : 0U);
}

bool ScriptedConnection::is_held() const {
    return !steps_.empty() && steps_.front().what == Step::What::hold;
}

void ScriptedConnection::advance(bool error) {
    again_.reset();
    if (error && draining_) {
        end(ConnectionFacts::End::by_server);
    } else if (error && (channel_.is_tls() || !steps_.empty())) {
        end(ConnectionFacts::End::reset_by_peer);
    }
    if (due_ && *due_ <= now()) {
        due_.reset();
        if (draining_) {
            end(ConnectionFacts::End::by_server);
        } else if (!steps_.empty() && steps_.front().what == Step::What::wait) {
            step_done();
        }
    }
    for (int i = 0; i < steps_per_turn && !gone_; ++i) {
        const Next next = draining_ ? drain() : steps_.empty() ? read_request() : run_step();
        if (next == Next::wait) {
            return;
        }
    }
    if (!gone_) {
        again_ = now();  // more to do at once, after the others
    }
}

ScriptedConnection::Next ScriptedConnection::read_more() {
    if (peer_ended_) {
        return Next::wait;
    }
    const auto before = input_.size();
    input_.resize(before + read_size);
    const auto outcome = channel_.read(input_.data() + before, read_size);
    input_.resize(before + outcome.bytes);
    facts_.tls = channel_.is_tls();
    waits_to_write_ = outcome.state == Channel::State::wants_write;
    switch (outcome.state) {
        case Channel::State::moved:
            facts_.bytes_received += outcome.bytes;
            return Next::go_on;
        case Channel::State::ended:
            peer_ended_ = true;
            return Next::go_on;
        case Channel::State::failed:
            end(ConnectionFacts::End::reset_by_peer);
            return Next::wait;
        default:
            return Next::wait;
    }
}

ScriptedConnection::Next ScriptedConnection::read_request() {
    RecordedRequest request;
    const auto size = take_request(input_, host_.framing(), request);
    if (size == 0) {
        if (!continued_ && host_.framing() == Framing::http && waits_for_continue(input_)) {
            continued_ = true;
            steps_.emplace_back().bytes = "HTTP/1.1 100 Continue\r\n\r\n";
            return Next::go_on;
        }
        if (peer_ended_) {
            end(ConnectionFacts::End::by_peer);
            return Next::wait;
        }
        return read_more();
    }
    input_.erase(0, size);
    continued_ = false;
    request.connection = facts_.number;
    request.number = ++facts_.requests;
    request.tls = channel_.is_tls();
    request.server_name = channel_.server_name();
    request.alpn = channel_.alpn();
    facts_.session_resumed = channel_.session_resumed();
    const Reply reply = host_.answer(request);
    for (const Step& step : reply.steps()) {
        if (!step.is_body || request.method != "HEAD") {
            steps_.push_back(step);
        }
    }
    return Next::go_on;
}

ScriptedConnection::Next ScriptedConnection::run_step() {
    Step& step = steps_.front();
    switch (step.what) {
        case Step::What::send:
            return run_send(step);
        case Step::What::wait:
        case Step::What::stall:
        case Step::What::hold:
            return run_wait(step);
        case Step::What::reset:
            end(ConnectionFacts::End::by_server, true);
            return Next::wait;
        case Step::What::close:
            start_draining();
            return Next::go_on;
        case Step::What::end_sending:
            ::shutdown(fd_, SHUT_WR);
            step_done();
            return Next::go_on;
        case Step::What::start_tls:
            if (host_.acceptor() != nullptr) {
                channel_.start_tls(*host_.acceptor());
            }
            step_done();
            return Next::go_on;
    }
    return Next::wait;
}

std::string_view ScriptedConnection::next_bytes(const Step& step) {
    if (!step.source) {
        return std::string_view(step.bytes).substr(sent_of_step_);
    }
    const auto left = step.length - sent_of_step_;
    if (buffer_begin_ == buffer_.size() && left > 0) {
        buffer_.resize(std::min<std::uint64_t>(left, source_buffer));
        buffer_begin_ = 0;
        step.source->fill(step.offset + sent_of_step_, buffer_);
    }
    return {buffer_.data() + buffer_begin_, buffer_.size() - buffer_begin_};
}

ScriptedConnection::Next ScriptedConnection::run_send(Step& step) {
    if (due_) {
        return Next::wait;  // between two pieces
    }
    auto bytes = next_bytes(step);
    if (bytes.empty()) {
        step_done();
        return Next::go_on;
    }
    if (step.piece > 0) {
        bytes = bytes.substr(0, step.piece - sent_of_piece_);
    }
    const auto outcome = channel_.write(bytes.data(), bytes.size());
    waits_to_write_ = outcome.state == Channel::State::wants_write;
    if (outcome.state == Channel::State::failed || outcome.state == Channel::State::ended) {
        end(ConnectionFacts::End::reset_by_peer);
        return Next::wait;
    }
    if (outcome.state != Channel::State::moved) {
        return Next::wait;
    }
    facts_.bytes_sent += outcome.bytes;
    sent_of_step_ += outcome.bytes;
    buffer_begin_ += step.source ? outcome.bytes : 0;
    sent_of_piece_ += outcome.bytes;
    if (step.piece > 0 && sent_of_piece_ >= step.piece) {
        sent_of_piece_ = 0;
        due_ = now() + step.pause;
        return Next::wait;
    }
    return Next::go_on;
}

ScriptedConnection::Next ScriptedConnection::run_wait(const Step& step) {
    if (step.what == Step::What::hold && host_.is_open(step.gate)) {
        step_done();
        return Next::go_on;
    }
    if (step.what == Step::What::wait && !due_) {
        due_ = now() + step.pause;
    }
    const bool had_ended = peer_ended_;
    const Next next = read_more();
    if (peer_ended_ && step.what == Step::What::stall) {
        end(ConnectionFacts::End::by_peer);
    }
    return had_ended ? Next::wait : next;
}

ScriptedConnection::Next ScriptedConnection::drain() {
    input_.clear();
    const Next next = read_more();
    if (peer_ended_) {
        end(ConnectionFacts::End::by_server);
    }
    return next;
}

void ScriptedConnection::step_done() {
    steps_.pop_front();
    sent_of_step_ = 0;
    sent_of_piece_ = 0;
    buffer_.clear();
    buffer_begin_ = 0;
}

void ScriptedConnection::start_draining() {
    // Closing with unread bytes would make the kernel send RST and the peer lose what is on the way to it.
    channel_.end_tls();
    ::shutdown(fd_, SHUT_WR);
    steps_.clear();
    draining_ = true;
    due_ = now() + drain_time;
}

void ScriptedConnection::finish(bool reset) {
    if (!reset && !gone_) {
        channel_.end_tls();
    }
    end(ConnectionFacts::End::by_server, reset);
}

void ScriptedConnection::end(ConnectionFacts::End how, bool reset) {
    if (gone_) {
        return;
    }
    if (reset) {
        const linger immediately{1, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &immediately, sizeof(immediately));
    }
    ::close(fd_);
    fd_ = -1;
    facts_.end = how;
    gone_ = true;
}

}  // namespace sluice::test
