#pragma once

#include <sluice/info.h>
#include <sluice/options.h>

#include <string>

#include "engine/transfer/block_writer.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/info_times.h"
#include "engine/transfer/rate_limiter.h"
#include "engine/transfer/transfer.h"

namespace sluice::transfer {

/// Where a transfer is, for its deadlines.
enum class Stage : std::uint8_t { connecting, sending, waiting_for_first_byte, receiving, held };

/// What the parts of one running transfer share. Lives in the frame of run().
struct Context {
    Context(Engine& the_engine, const Request& the_request, Sink& the_sink, Observer& the_observer, Info& the_info,
            Instant now)
        : engine(the_engine),
          request(the_request),
          options(*the_request.options),
          verbose(options.verbose),
          max_file_size(options.limits->max_file_size),
          sink(the_sink),
          observer(the_observer),
          info(the_info),
          started(now),
          request_started(now),
          last_activity(now) {}

    Engine& engine;
    const Request& request;
    const Options& options;
    const bool verbose;
    const std::int64_t max_file_size;  ///< of the options: asked for with each piece of a body
    Sink& sink;
    Observer& observer;
    Info& info;
    Instant started;
    Instant request_started;  ///< of the present request
    Stage stage = Stage::connecting;
    Instant last_activity;    ///< when a byte came or went, or the stage changed
    std::uint64_t moved = 0;  ///< bytes in both directions, for the low-speed rule
    RateLimiter receive_rate;
    std::uint64_t limits_seen = 0;
    std::int64_t receive_limit_now = 0;
    std::unique_ptr<BlockWriter>
        blocks;  ///< while a long body goes past the page cache; settled by run() at the latest

    async::Reactor& reactor() { return engine.reactor(); }
    RequestRecord& record() { return info.requests.back(); }
    std::int64_t since_request(Instant now) const { return (now - request_started).count(); }
    void enter(Stage next) {
        stage = next;
        last_activity = reactor().now();
    }
    void update_times() { info.times = times_of(info.requests, (reactor().now() - started).count()); }
    /// Bytes per second; 0 = none.
    std::int64_t receive_limit() {
        if (request.receive_limit) {
            return request.receive_limit();
        }
        if (limits_seen != engine.limits_version()) {
            limits_seen = engine.limits_version();
            const Options* live = request.live_options ? request.live_options() : &options;
            receive_limit_now = live->limits->max_receive_speed;
        }
        return receive_limit_now;
    }
    void trace(TraceKind kind, Bytes data) {
        if (verbose) {
            observer.on_trace({kind, data, info.connection.transfer_id, info.connection.connection_id});
        }
    }
    void trace_protocol(stream::Stream& stream) {
        if (verbose) {
            stream.take_protocol_data([this](bool sent, Bytes bytes) {
                trace(sent ? TraceKind::ssl_data_out : TraceKind::ssl_data_in, bytes);
            });
        }
    }
    void say(const std::string& text) {
        if (verbose) {
            const std::string line = text + '\n';
            trace(TraceKind::text, as_bytes(line));
        }
    }
};

}  // namespace sluice::transfer
