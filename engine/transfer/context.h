#pragma once

#include <sluice/info.h>
#include <sluice/options.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/http/alt_svc.h"
#include "engine/http/masking.h"
#include "engine/http/netrc.h"
#include "engine/transfer/block_writer.h"
#include "engine/transfer/body_source.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/info_times.h"
#include "engine/transfer/proxy_login.h"
#include "engine/transfer/receive_rate.h"
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
          state(the_request.state.get()),
          verbose(options.verbose),
          areas(verbose ? trace_areas(options.trace->areas) : 0),
          max_file_size(options.limits->max_file_size),
          sink(the_sink),
          observer(the_observer),
          info(the_info),
          started(now),
          request_started(now),
          last_activity(now),
          receive_rate(the_request.gate) {}

    Engine& engine;
    const Request& request;
    const Options& options;
    State* const state;  ///< null: nothing is remembered
    const bool verbose;
    const unsigned areas;              ///< bits of trace_area that somebody listens to
    const std::int64_t max_file_size;  ///< of the options: asked for with each piece of a body
    Sink& sink;
    Observer& observer;
    Info& info;
    Instant started;
    Instant request_started;  ///< of the present request
    Stage stage = Stage::connecting;
    Instant last_activity;    ///< when a byte came or went, or the stage changed
    std::uint64_t moved = 0;  ///< bytes in both directions, for the low-speed rule
    ReceiveRate receive_rate;
    std::unique_ptr<ProxyLogin> proxy_login;  ///< at the HTTP proxy, once there was one
    bool asks_proxy = false;                  ///< the present request goes to an HTTP proxy in the server's place
    std::uint64_t limits_seen = 0;
    std::int64_t receive_limit_now = 0;
    std::int64_t send_limit_now = 0;
    std::unique_ptr<BodySource> body;                       ///< from the first request on that sends one
    bool expects_continue = false;                          ///< the present request says "Expect: 100-continue"
    bool expectation_failed = false;                        ///< a server did not know that
    std::unique_ptr<http::Alternative> alternative;         ///< where the present request goes instead, if anywhere
    std::unique_ptr<std::vector<http::NetrcEntry>> logins;  ///< of .netrc, if it is to be used
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
        look_at_limits();
        return receive_limit_now;
    }
    std::int64_t send_limit() {
        look_at_limits();
        return send_limit_now;
    }
    void look_at_limits() {
        if (limits_seen != engine.limits_version()) {
            limits_seen = engine.limits_version();
            const Options* live = request.live_options ? request.live_options() : &options;
            receive_limit_now = live->limits->max_receive_speed;
            send_limit_now = live->limits->max_send_speed;
        }
    }
    void trace(TraceKind kind, Bytes data, unsigned area = 0) {
        if (!verbose) {
            return;
        }
        const Info::Connection& ids = info.connection;
        const bool head = kind == TraceKind::header_in || kind == TraceKind::header_out;
        if (head && !options.trace->secrets) {
            const std::string shown = http::masked_head(as_text(data), options.redirect->sensitive_headers);
            observer.on_trace({kind, as_bytes(shown), ids.transfer_id, ids.connection_id, area});
            return;
        }
        observer.on_trace({kind, data, ids.transfer_id, ids.connection_id, area});
    }
    void trace_protocol(stream::Stream& stream) {
        if (verbose) {
            stream.take_protocol_data([this](bool sent, Bytes bytes) {
                trace(sent ? TraceKind::ssl_data_out : TraceKind::ssl_data_in, bytes);
            });
        }
    }
    bool tells(unsigned area) const { return (areas & area) != 0; }
    /// A line of the trace: of its course, or a detail of one area. For details ask tells() first: it saves the text.
    void say(const std::string& text, unsigned area = 0) {
        if (!verbose || (area != 0 && !tells(area))) {
            return;
        }
        std::string line;
        if (tells(trace_area::ids)) {
            line = '[' + std::to_string(info.connection.transfer_id) + '-' +
                   std::to_string(info.connection.connection_id) + "] ";
        }
        line += text + '\n';
        trace(TraceKind::text, as_bytes(line), area);
    }
};

}  // namespace sluice::transfer
