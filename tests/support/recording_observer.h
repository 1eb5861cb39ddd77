#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/async/event.h"
#include "engine/base/result.h"
#include "engine/transfer/transfer.h"

namespace sluice::test {

/// Keeps everything a transfer tells. With fail_at_line(n) or fail_at_tick(n) the nth call (1 = first) is answered with
/// that error, which must end the transfer.
class RecordingObserver : public transfer::Observer {
  public:
    struct Trace {
        TraceKind kind;
        std::string data;
        std::int64_t transfer_id;
        std::int64_t connection_id;
    };
    std::vector<std::string> header_lines;
    std::vector<Trace> traces;
    int progress_calls = 0;
    int tick_calls = 0;

    void fail_at_line(std::size_t nth, Error error) { line_failure_ = std::pair(nth, std::move(error)); }
    void fail_at_tick(int nth, Error error) { tick_failure_ = std::pair(nth, std::move(error)); }

    Result<void> on_header_line(std::string_view line) override {
        header_lines.emplace_back(line);
        if (line_failure_ && header_lines.size() == line_failure_->first) {
            return tl::unexpected<Error>(line_failure_->second);
        }
        return {};
    }
    void on_trace(const TraceEvent& event) override {
        traces.push_back({event.kind, std::string(as_text(event.data)), event.transfer_id, event.connection_id});
    }
    void on_progress() override { ++progress_calls; }
    Result<void> on_tick() override {
        ++tick_calls;
        if (tick_failure_ && tick_calls == tick_failure_->first) {
            return tl::unexpected<Error>(tick_failure_->second);
        }
        return {};
    }
    /// What was sent or received in heads, in order, as text.
    std::string heads(TraceKind kind) const {
        std::string all;
        for (const auto& trace : traces) {
            all += trace.kind == kind ? trace.data : std::string();
        }
        return all;
    }

  private:
    std::optional<std::pair<std::size_t, Error>> line_failure_;
    std::optional<std::pair<int, Error>> tick_failure_;
};

/// Keeps the body and the facts of its head. Fails at begin or once `n` bytes have come if told to; can be held shut by
/// an Event, which is back-pressure.
class RecordingSink : public transfer::Sink {
  public:
    int status = 0;
    int begins = 0;
    int writes = 0;
    std::string reason;
    std::string effective_url;
    std::int64_t content_length = -1;
    bool decoded = false;
    std::string body;

    void fail_at_begin(Error error) { begin_failure_ = std::move(error); }
    /// The write that would take the body beyond `bytes` fails; nothing of it is kept.
    void fail_after(std::size_t bytes, Error error) { write_failure_ = std::pair(bytes, std::move(error)); }
    /// Each write waits until `gate` is set. It outlives the sink.
    void hold_by(async::Event& gate) { gate_ = &gate; }

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override {
        ++begins;
        status = head.status;
        reason = head.reason;
        effective_url = head.effective_url;
        content_length = head.content_length;
        decoded = head.decoded;
        if (begin_failure_) {
            co_return tl::unexpected<Error>(*begin_failure_);
        }
        co_return Result<void>();
    }
    async::Task<Result<void>> write(Bytes bytes) override {
        ++writes;
        if (gate_ != nullptr) {
            co_await gate_->wait();
        }
        if (write_failure_ && body.size() + bytes.size() > write_failure_->first) {
            co_return tl::unexpected<Error>(write_failure_->second);
        }
        body += as_text(bytes);
        co_return Result<void>();
    }

  private:
    std::optional<Error> begin_failure_;
    std::optional<std::pair<std::size_t, Error>> write_failure_;
    async::Event* gate_ = nullptr;
};

}  // namespace sluice::test
