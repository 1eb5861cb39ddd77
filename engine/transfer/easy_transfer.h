#pragma once

#include <sluice/easy.h>

#include <memory>
#include <optional>

#include "engine/async/event.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/transfer.h"

namespace sluice::transfer {

/// One running transfer of an Easy: feeds the user's callbacks and keeps their verdicts. Owned by the Easy; destroying
/// it cancels the transfer.
class EasyTransfer : private Sink, private Observer, private Source {
  public:
    EasyTransfer(Easy& easy, Engine& engine, std::function<void()> on_end);
    EasyTransfer(const EasyTransfer&) = delete;
    EasyTransfer& operator=(const EasyTransfer&) = delete;

    /// Bits of sluice::direction.
    void pause(unsigned directions) { paused_ |= directions; }
    void resume(unsigned directions);
    bool ended() const { return outcome_.has_value(); }
    const Error& outcome() const { return *outcome_; }
    /// Ends it with this error where it stands.
    void abort(Error error);

  private:
    async::Task<void> carry_out();
    Result<void> take_in_hsts_hosts();
    /// The last calls, and what it all came to.
    void finish(Result<void> result);
    async::Task<Result<void>> begin(const ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;
    std::optional<Result<void>> write_now(Bytes bytes) override;
    Result<void> call_write(Bytes part, WriteVerdict& verdict);
    std::size_t most_per_write() const;
    async::Task<Result<void>> write_to_sink(Bytes bytes);
    const FileTarget* file_target() override;
    void placed(std::uint64_t bytes) override;
    Result<void> on_header_line(std::string_view line) override;
    Result<void> on_request() override;
    bool wants_tls_contexts() const override;
    Result<void> on_tls_context(ssl_ctx_st* context) override;
    void on_connected(conn::Lease& lease) override;
    void on_trace(const TraceEvent& event) override;
    Result<void> on_tick() override { return tell_progress(); }
    bool wants_ticks() const override;
    Result<void> tell_progress();

    // Source (easy_source.cpp)
    Result<std::optional<std::size_t>> read(MutableBytes into) override;
    Result<SeekVerdict> seek(std::int64_t offset) override;
    Result<void> add_trailers(std::vector<std::string>& lines) override;
    bool paused() const override { return (paused_ & direction::send) != 0; }
    void pause_sending() override { paused_ |= direction::send; }
    async::Task<void> resumed() override;
    Result<void> on_sent() override { return tell_progress(); }

    Easy& easy_;
    Engine& engine_;
    std::shared_ptr<const Callbacks> callbacks_;
    Request request_;
    Instant started_;
    bool body_may_be_empty_ = false;  ///< one is delivered, and nothing of it was
    std::string heads_for_body_;      ///< with http.header_in_body: heads not yet given to the write callback
    async::Event resumed_;
    std::optional<Error> outcome_;
    unsigned paused_ = 0;              ///< bits of sluice::direction
    std::optional<async::Root> root_;  // last: its frame uses the rest
};

}  // namespace sluice::transfer
