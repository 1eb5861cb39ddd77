#pragma once

#include <memory>
#include <string>
#include <utility>

#include "engine/stream/stream.h"

namespace sluice::stream {

/// Another stream with bytes in front that were read from it too early: what came behind a proxy's answer, and belongs
/// to the tunnel. One reactor's thread.
class PrefixedStream : public Stream {
  public:
    /// `early` is read before anything of `lower`.
    PrefixedStream(std::string early, std::unique_ptr<Stream> lower)
        : early_(std::move(early)), lower_(std::move(lower)) {}

    sys::IoResult try_read(MutableBytes into) override;
    sys::IoResult try_write(Bytes from) override { return lower_->try_write(from); }
    BlockedOn read_blocked_on() const override { return lower_->read_blocked_on(); }
    BlockedOn write_blocked_on() const override { return lower_->write_blocked_on(); }
    Error last_error() const override { return lower_->last_error(); }
    bool idle_and_alive() override { return early_.empty() && lower_->idle_and_alive(); }
    sys::Fd descriptor() const override { return lower_->descriptor(); }
    bool reads_pass_through() const override { return early_.empty() && lower_->reads_pass_through(); }
    void take_protocol_data(const std::function<void(bool sent, Bytes)>& each) override {
        lower_->take_protocol_data(each);
    }
    bool leave_reactor(sys::Network& network) override { return early_.empty() && lower_->leave_reactor(network); }
    void join_reactor(async::Reactor& reactor, async::BufferPool& buffers) override {
        lower_->join_reactor(reactor, buffers);
    }

  private:
    std::string early_;
    std::unique_ptr<Stream> lower_;
};

}  // namespace sluice::stream
